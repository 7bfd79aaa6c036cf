"""`manage.py analyse METHOD FILE --spec SPEC.yaml`: one statistical method on a file, nothing stored."""

import json
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, override

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import says
from diagnosis.analyses.faults import printable, shortened
from diagnosis.analyses.key_texts import help_of
from diagnosis.analyses.methods import NAMES
from diagnosis.analyses.running import Fault, Outcome, run, software, unexpected
from diagnosis.analyses.writing import WIDTH, noted, written

METHODS = "methods"
LANGUAGES = ("es", "en", "pt", "fr")
FINE, NO_RESULT, NOT_UNDERSTOOD = 0, 1, 2


class Command(BaseCommand):
    """Exit status: 0 fine, 1 the data permit no result, 2 the call or the specification is not understood."""

    help = "Run one statistical method on a file, by a specification in YAML; nothing is stored."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class, parser.epilog = _MethodsFormatter, METHODS
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("method", choices=NAMES, help="what is computed; see below")
        parser.add_argument("file", type=Path, help="records or areas: CSV with any separator, or Parquet")
        parser.add_argument("--spec", type=Path, required=True, help="what the columns mean, in YAML")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", choices=LANGUAGES, default="es", help="language of what is said")

    def handle(self, *args: Any, **options: Any) -> None:
        _speak_utf8()
        try:
            outcome = run(options["method"], options["file"], options["spec"])
        except Exception as error:
            # An analyst gets a sentence; --traceback shows the rest.
            if options["traceback"]:
                raise
            outcome = unexpected(error)
        with override(options["language"]):
            as_json = options["format"] == "json"
            if isinstance(outcome, Fault):
                self._tell(outcome, as_json=as_json)
                sys.exit(NOT_UNDERSTOOD if outcome.in_call else NO_RESULT)
            if as_json:
                self._print(outcome.to_json(render))
            else:
                self._send(_text(outcome))

    def _print(self, document: dict[str, Any]) -> None:
        self._send(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))

    def _send(self, text: str) -> None:
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:
            # What could not be written must not be tried again when the program ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(error, BrokenPipeError):
                self.stderr.write(gettext("The result could not be written: is the disk full?"))
            sys.exit(NO_RESULT)

    def _tell(self, fault: Fault, *, as_json: bool) -> None:
        message = render(fault.message)
        if as_json:
            place = {"row": fault.row, "column": fault.column, "line": fault.line}
            self._print({"error": {"name": fault.name, "message": message, **place}})
            return
        self.stderr.write(printable(f"{message}{_place(fault, message)} [{fault.name}]"))


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal says: a document that programs read has one encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _MethodsFormatter(RawDescriptionHelpFormatter):
    """Puts methods and keys under the help; they are looked up only when it is read."""

    def add_text(self, text: str | None) -> None:
        if text != METHODS:
            super().add_text(text)
            return
        with override(_language_asked()):
            super().add_text(help_of(render))


def _language_asked() -> str:
    """Return the language of a help, which is printed before options are read; English if none is said."""
    asked = [one for one in LANGUAGES if one in sys.argv or f"--language={one}" in sys.argv]
    return asked[0] if asked else "en"


def _place(fault: Fault, message: str) -> str:
    places = (
        (gettext("row %(row)s"), {"row": fault.row}),
        (gettext("column «%(column)s»"), {"column": fault.column}),
        (gettext("line %(line)s of the specification"), {"line": fault.line}),
    )
    told = [words % params for words, params in places if None not in params.values()]
    told = [words for words in told if words not in message]
    return f" ({', '.join(told)})" if told else ""


def _text(outcome: Outcome) -> str:
    blocks = [shortened(outcome.title, WIDTH)] if outcome.title else []
    blocks += [written(shown, render) for shown in outcome.analysis.shown]
    if outcome.warnings:
        title = gettext("Warnings")
        lines = noted(outcome.warnings, render)
        blocks.append("\n".join([title, "=" * len(title), *lines]))
    blocks.append(_made(outcome))
    return "\n\n".join(blocks)


def _made(outcome: Outcome) -> str:
    file = says("%(file)s: SHA-256 %(hash)s", file=outcome.file.name, hash=outcome.file_sha256[:16])
    lines = [
        file
        if outcome.records is None
        else says("%(file)s; records: %(rows)s", file=file, rows=outcome.records),
        says(
            "%(method)s by %(software)s; specification %(spec)s",
            method=outcome.method.name,
            software=software(),
            spec=outcome.spec_sha256[:16],
        ),
    ]
    return "\n".join(printable(render(one)) for one in lines)
