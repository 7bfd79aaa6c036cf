"""Runs the command as a person would, and the example of a method as docs/analyse.md shows it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any, cast

from django.core.management import call_command

EXAMPLES = Path(__file__).parent / "examples"


def analyse(method: str, file: Path, spec: Path, **options: Any) -> tuple[int, str, str]:
    """Return the exit status, and what went to standard output and to standard error."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("analyse", method, str(file), spec=spec, stdout=out, stderr=err, **options)
    except SystemExit as end:
        status = cast("int", end.code)
    return status, out.getvalue(), err.getvalue()


def analysed(method: str, file: Path, spec: Path, *, language: str = "en") -> dict[str, Any]:
    """Return the JSON document of a call."""
    _status, out, _err = analyse(method, file, spec, format="json", language=language)
    return cast("dict[str, Any]", json.loads(out))


def example(method: str) -> dict[str, Any]:
    """Return the JSON document of a method's example."""
    return analysed(method, data_of(method), EXAMPLES / method / "spec.yaml")


def example_text(method: str) -> str:
    """Return what the example prints, without the lines that name file and software."""
    _status, out, _err = analyse(method, data_of(method), EXAMPLES / method / "spec.yaml", language="en")
    return out.rstrip().rsplit("\n\n", 1)[0]


def data_of(method: str) -> Path:
    """Return the file of a method's example: beside spec.yaml, called as the specification says or alone."""
    files = [one for one in (EXAMPLES / method).iterdir() if one.suffix in (".csv", ".parquet")]
    return min(files, key=lambda one: (one.stem != "data" and len(files) > 1, one.name))
