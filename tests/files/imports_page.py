"""Writes docs/imports.md from the specs of all kinds of file: `make imports`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.utils.translation import override

if TYPE_CHECKING:
    # Models can only be imported once Django is set up.
    from clrisk_site.files.registry import ImportKind
    from clrisk_site.places.models import Territory
    from clrisk_site.tables.spec import Column, ImportSpec

PAGE = Path(__file__).parents[2] / "docs" / "imports.md"

HEAD = """# Files that can be imported

Made by `make imports` from the specs of all kinds of file, as a municipality of Mexico sees them; a test
fails when it is not up to date. Each app owns the specs of its own rows (`diagnosis/imports`,
`mapping/imports`, `clrisk_site/places/imports`); `clrisk_site/tables` reads, matches and checks, and knows
none of them.

**The way of a file.** It is read in a process of its own with limits, its columns and territories are
matched, and a review tells what saving would do: rows that are new, changed, the same, refused, or no longer
there. Nothing is saved before somebody confirms, and then in one transaction, with a receipt. Rows that a
file no longer holds stay unless a person says otherwise. An import can be undone for thirty days while
nothing rests on it.

**The way back.** Every stored set goes out as XLSX and CSV in the shape below, in the language of the person.
It comes in again without a question: codes keep their zeros, numbers all their digits, texts that a
spreadsheet would run are disarmed on the way out and restored on the way in. The names beside codes are only
for the eye. Rows go out whole, so an export needs the permission to import the kind. Small counts of persons
go out blank, and stay as stored when the file comes back.

**Templates.** Each kind has a workbook with one example row, the meaning of each column, and the lists of
answers. An example row that nobody touched is left out.

Headers are matched in the languages of the site and by the synonyms shown, whatever their case and accents;
anything else can be chosen by hand and is remembered. On the command line:
`manage.py import KIND FILE --territory CODE`.
"""


def page() -> str:
    """Return the whole page; the database must hold the catalogues."""
    with override("en"):
        return "\n".join([HEAD, *_kinds(), ""])


def _kinds() -> Iterator[str]:
    from clrisk_site.files.registry import imports

    groups: dict[str, list[ImportKind]] = {}
    for kind in imports.all():
        groups.setdefault(str(kind.group), []).append(kind)
    for group, kinds in groups.items():
        yield f"## {group}\n"
        for kind in kinds:
            yield from _kind(kind)


def _kind(kind: "ImportKind") -> Iterator[str]:
    from clrisk_site.files.importing.building import build_spec

    yield f"### {kind.label} (`{kind.kind}`)\n"
    yield f"{kind.explanation} {kind.example}\n"
    yield f"Permission: {kind.permission.value.replace('_', ' ')}. {_said_once(kind)}\n"
    yield from _columns(build_spec(kind, municipality()))


def _said_once(kind: "ImportKind") -> str:
    said = [("source", kind.needs_source), ("year", kind.needs_year)]
    said += [(f"`{fact.name}`", fact.required) for fact in kind.facts]
    words = [f"{name} (required)" if required else name for name, required in said]
    return f"Said once about the file: {', '.join(words)}."


def _columns(spec: "ImportSpec") -> Iterator[str]:
    from clrisk_site.catalogue.wording import render
    from clrisk_site.files.presenters.explained import open_words

    yield "| column | field | required | cells | example | understood too |"
    yield "|---|---|:-:|---|---|---|"
    for column in spec.columns:
        yield _line(_column(column))
    if spec.open_columns is not None:
        opened = spec.open_columns
        yield _line([render(opened.label), f"`{opened.prefix}:…`", "", open_words(opened), "", ""])
    yield ""


def _column(column: "Column") -> list[str]:
    from clrisk_site.files.presenters.explained import choices_of, explain_column

    told, answers = explain_column(column), choices_of(column)
    what = f"{told.what} Answers: {', '.join(answers)}." if answers else told.what
    required = "●" if told.required else ""
    return [told.label, f"`{column.name}`", required, what, told.example, ", ".join(told.others)]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def municipality() -> "Territory":
    """Return Tuxtla Gutiérrez, made where it is not there yet."""
    from clrisk_site.places.models import Level, Territory

    above: Territory | None = None
    for depth, (path, code, name) in enumerate(
        (("MX", "MX", "México"), ("MX.07", "07", "Chiapas"), ("MX.07.101", "07101", "Tuxtla Gutiérrez"))
    ):
        level = Level.objects.get(country="MX", depth=depth)
        wanted = {"code": code, "name": name, "level": level, "parent": above}
        above, _made = Territory.objects.get_or_create(path=path, defaults=wanted)
    return Territory.objects.get(path="MX.07.101")


def main() -> None:
    """Write the page from an empty database of its own."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalogues", verbosity=0)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
