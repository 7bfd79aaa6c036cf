"""`manage.py import KIND FILE`: the imports of the pages, for files that the owner of the server trusts."""  # noqa: N999 - the module is named as the command

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, override

from clrisk_site.catalogue.country import in_country
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import counts
from clrisk_site.files.actions.save_import import ChangedMeanwhileError, hash_of, save_import
from clrisk_site.files.importing.order import ImportOrder
from clrisk_site.files.importing.previewing import Understood, may_be_saved, understand
from clrisk_site.files.registry import ImportKind, imports
from clrisk_site.places.finding import UnknownTerritoryError, find_territory
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.guard import CHOICES
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.readers.choices import ENCODINGS, SEPARATORS
from clrisk_site.tables.spec import Problem, Question, Refusal, Severity

TAKEN, PARTLY, UNREADABLE = 0, 1, 2
MOST_LINES = 20


class Command(BaseCommand):
    """Exit status: 0 all rows were taken, 1 something was refused or asked, 2 file or call not understood."""

    help = "Import a file of one of the kinds that the pages offer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(kind.kind for kind in imports.all()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--territory", default="", help="code or path of the place the file is about")
        parser.add_argument("--sheet")
        parser.add_argument("--header-row", type=int)
        parser.add_argument("--header-rows", type=int, choices=(1, 2))
        parser.add_argument("--last-row", type=int)
        parser.add_argument("--encoding", choices=ENCODINGS)
        parser.add_argument("--separator", choices=SEPARATORS)
        parser.add_argument("--repair", action="store_true", help="mend text that was saved twice in UTF-8")
        parser.add_argument(
            "--crs", metavar="EPSG:NUMBER", help="coordinate system of a map that states none"
        )
        parser.add_argument("--swap", action="store_true", help="a map has latitude before longitude")
        parser.add_argument("--year", type=int)
        parser.add_argument("--source", default="")
        for option, metavar, name in (
            ("--map", "COLUMN=FIELD", "columns"),
            ("--answer", "QUESTION=OPTION", "answers"),
            ("--set", "NAME=VALUE", "facts"),
        ):
            parser.add_argument(option, action="append", default=[], metavar=metavar, dest=name)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", default="es", help="language of the messages: es or en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            as_json = options["format"] == "json"
            try:
                outcome, status = self._import(options)
            except CommandError as error:
                if not as_json:
                    raise
                outcome, status = _unreadable(str(error))
            if as_json:
                self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join(_lines(outcome)))
        if status:
            sys.exit(status)

    def _import(self, options: dict[str, Any]) -> tuple[dict[str, Any], int]:
        path: Path = options["file"]
        order = _order(options, path)
        if not path.is_file():
            return _unreadable(gettext("There is no file %(file)s.") % {"file": path})
        with in_country(order.territory.country):
            understood = understand(order)
        if isinstance(understood, Refusal):
            return _unreadable(render(understood.message))
        committed = False
        if not options["dry_run"] and may_be_saved(understood.preview):
            try:
                save_import(understood=understood, sha256=hash_of(path), by=None)
            except ChangedMeanwhileError:
                return _unreadable(gettext("Another import was saved or undone meanwhile. Try again."))
            committed = True
        outcome = _outcome(understood, committed=committed)
        return outcome, TAKEN if understood.preview.taken_whole else PARTLY


def _order(options: dict[str, Any], path: Path) -> ImportOrder:
    kind = imports.get(options["kind"])
    if kind is None:
        raise _wrong(f"unknown kind {options['kind']}")
    return ImportOrder(
        kind=kind,
        territory=_territory(options["territory"]),
        path=path,
        file_name=path.name,
        reading=_reading(options),
        columns=_pairs(options["columns"], "--map"),
        year=options["year"],
        source=options["source"],
        answers=_pairs(options["answers"], "--answer"),
        facts=_facts(kind, _pairs(options["facts"], "--set")),
        trusted=True,
    )


def _reading(options: dict[str, Any]) -> dict[str, Any]:
    chosen = {name: options[name] for name in CHOICES if options[name]}
    if "separator" in chosen:
        chosen["separator"] = SEPARATORS[chosen["separator"]]
    return chosen


def _territory(code: str) -> Territory:
    """Find the territory that was named; without a name, the one country that has any territory."""
    if code:
        try:
            return find_territory(code)
        except UnknownTerritoryError:
            raise _wrong(gettext("No territory has the code %(code)s.") % {"code": code}) from None
    roots = Territory.objects.filter(parent__isnull=True)
    filled = list(roots.filter(children__isnull=False).distinct()[:2])
    if len(filled) == 1:
        return filled[0]
    known = ", ".join(roots.values_list("path", flat=True)) or ", ".join(
        Level.objects.values_list("country", flat=True).distinct()
    )
    raise _wrong(gettext("Say which territory the file belongs to: --territory %(known)s") % {"known": known})


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, mark, value = text.rpartition("=") if option == "--map" else text.partition("=")
        if not mark or not name:
            raise _wrong(
                gettext("%(option)s wants NAME=VALUE, not %(text)s.") % {"option": option, "text": text}
            )
        pairs[name] = value
    return pairs


def _facts(kind: ImportKind, given: dict[str, str]) -> dict[str, str]:
    """Check the facts against those the kind knows, so that a slip of the pen is not lost silently."""
    known = {fact.name: fact for fact in kind.facts}
    for name, value in given.items():
        if name not in known:
            names = ", ".join(known) or "-"
            raise _wrong(gettext("--set knows: %(names)s; not %(name)s.") % {"names": names, "name": name})
        choices = known[name].choices
        if choices is not None and value not in choices:
            names = ", ".join(choices)
            raise _wrong(gettext("--set %(name)s takes: %(names)s.") % {"name": name, "names": names})
    return given


def _wrong(message: str) -> CommandError:
    """Return the error of a call that cannot be understood; with `--format json` it becomes an answer."""
    return CommandError(message, returncode=UNREADABLE)


def _unreadable(message: str) -> tuple[dict[str, Any], int]:
    counts = dict.fromkeys(("rows", "file_rows", "new", "changed", "same", "refused"), 0)
    error = {"row": None, "column": None, "message": message}
    return {**counts, "warnings": [], "errors": [error], "questions": [], "committed": False}, UNREADABLE


def _outcome(understood: Understood, *, committed: bool) -> dict[str, Any]:
    preview = understood.preview
    return {
        "rows": preview.rows,
        "file_rows": preview.file_rows,
        "new": preview.new,
        "changed": preview.changed,
        "same": preview.same,
        "refused": preview.refused,
        "warnings": [*_more(preview), *(_problem(problem) for problem in preview.warnings)],
        "errors": [_problem(problem) for problem in preview.errors],
        "questions": [_question(question) for question in preview.questions],
        "committed": committed,
    }


def _more(preview: Preview) -> list[dict[str, Any]]:
    """Say that the lists are cut, so that nobody takes their length for the number of problems."""
    if not preview.more_problems:
        return []
    message = counts(
        "%(count)s more problem is not listed here. The counts of rows hold all of them.",
        "%(count)s more problems are not listed here. The counts of rows hold all of them.",
        preview.more_problems,
    )
    return [_problem(Problem(None, None, message, Severity.WARNING))]


def _problem(problem: Problem) -> dict[str, Any]:
    return {"row": problem.row, "column": problem.column, "message": render(problem.message)}


def _question(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "message": render(question.message),
        "rows": question.rows,
        "recommended": question.recommended,
        "options": [{"code": option.code, "label": render(option.label)} for option in question.options],
    }


def _lines(outcome: dict[str, Any]) -> list[str]:
    """The outcome as text, the first problems of each sort only."""
    numbers = {
        gettext("rows of the file"): outcome["file_rows"],
        gettext("new"): outcome["new"],
        gettext("changed"): outcome["changed"],
        gettext("same"): outcome["same"],
        gettext("refused"): outcome["refused"],
    }
    lines = [", ".join(f"{name}: {count}" for name, count in numbers.items())]
    for problem in [*outcome["errors"][:MOST_LINES], *outcome["warnings"][:MOST_LINES]]:
        place = ", ".join(
            text
            for text in (
                gettext("row %(row)s") % {"row": problem["row"]} if problem["row"] else "",
                problem["column"] or "",
            )
            if text
        )
        lines.append(f"{place}: {problem['message']}" if place else problem["message"])
    for question in outcome["questions"]:
        lines.append(f"? {question['message']} --answer {question['code']}=…")
        lines += [f"    {option['code']}: {option['label']}" for option in question["options"]]
    lines.append(gettext("Saved.") if outcome["committed"] else gettext("Nothing was saved."))
    return lines
