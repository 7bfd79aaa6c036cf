"""Reference results that lie beside the project; tests that need them are skipped where they are absent."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "domain" / "reference"


def read_json(name: str) -> Any:
    return json.loads(_path(name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    with _path(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(written: str) -> float | None:
    return float(written) if written else None


def _path(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference file {name} does not lie beside the project")
    return path
