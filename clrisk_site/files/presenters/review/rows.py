"""The first rows as they would be read, and what would change in rows that are stored."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import pandas as pd
from django.utils.formats import date_format
from django.utils.translation import gettext

from clrisk_site.catalogue.thresholds import smallest_shown
from clrisk_site.figures.audience import Audience
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.presenters.review.columns import cell_words, label_of, spelled
from clrisk_site.tables.preview_result import ChangedCell, Preview, ShownCell, ShownRow
from clrisk_site.tables.spec import Context, ImportSpec, Kind

MOST_COLUMNS = 7
MOST_ROWS = 20
MOST_CHANGES = 15
_LONGEST = 200


@dataclass(frozen=True)
class Piece:
    """A stretch of a cell; repaired characters are marked."""

    text: str
    mended: bool = False


@dataclass(frozen=True)
class ReadCell:
    """One value as understood."""

    header: str
    pieces: tuple[Piece, ...]
    wrong: bool = False
    waits: bool = False


@dataclass(frozen=True)
class ReadRow:
    """One of the first rows."""

    row: int
    cells: tuple[ReadCell, ...]


class ChangedValue(TypedDict):
    """One value that would be replaced."""

    row: str
    name: str
    field: str
    before: str
    after: str


def shown_columns(spec: ImportSpec, fields: Sequence[str]) -> list[int]:
    """Return which columns the table of first rows has room for: keys and required ones before the others."""
    places = range(len(fields))
    needed = {column.name for column in spec.columns if column.required} | set(spec.key)
    return sorted(sorted(places, key=lambda place: fields[place] not in needed)[:MOST_COLUMNS])


def first_rows(spec: ImportSpec, preview: Preview) -> tuple[ReadRow, ...]:
    """Return the first rows; a choice is written as people write it, not as its code."""
    columns = shown_columns(spec, preview.shown_fields)
    return tuple(
        _read_row(spec, preview.shown_fields, columns, row) for row in preview.first_rows[:MOST_ROWS]
    )


def _read_row(spec: ImportSpec, fields: Sequence[str], columns: Sequence[int], row: ShownRow) -> ReadRow:
    cells = []
    for place in columns:
        field, cell = fields[place], row.cells[place]
        words = cell_words(spec, field, cell.text)
        pieces = pieces_of(cell) if words == cell.text else (Piece(words),)
        cells.append(ReadCell(label_of(spec, field), pieces, cell.wrong, cell.waits))
    return ReadRow(row.row, tuple(cells))


def pieces_of(cell: ShownCell) -> tuple[Piece, ...]:
    """Cut a cell at its marks."""
    pieces, at = [], 0
    for start, end in cell.marks:
        pieces += [Piece(cell.text[at:start]), Piece(cell.text[start:end], mended=True)]
        at = end
    return tuple(piece for piece in [*pieces, Piece(cell.text[at:])] if piece.text)


def changes_of(understood: Understood) -> tuple[ChangedValue, ...]:
    """Return the first values that would change, as stored and as read."""
    return tuple(changed_value(understood, cell) for cell in understood.preview.changes[:MOST_CHANGES])


def changed_value(understood: Understood, cell: ChangedCell) -> ChangedValue:
    """Return one change in words."""
    spec, context = understood.spec, understood.context
    return {
        "row": str(cell.row),
        "name": cell.name or cell.key,
        "field": label_of(spec, cell.field),
        "before": _few_words(spec, cell) or value_words(spec, cell.field, cell.before, context),
        "after": value_words(spec, cell.field, cell.after, context),
    }


def _few_words(spec: ImportSpec, cell: ChangedCell) -> str:
    """Say that a small count that is stored is not shown; whoever sends a guess would learn it otherwise."""
    column = spec.column(cell.field)
    if column is None or not column.counts_persons or not isinstance(cell.before, int | float):
        return ""
    is_few = 0 < cell.before < smallest_shown(Audience.PUBLIC)
    return gettext("Not shown: too few cases") if is_few else ""


def value_words(spec: ImportSpec, field: str, value: object, context: Context) -> str:
    """Return a value, stored or read, as people write it."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)) or value == "":
        return gettext("blank")
    if isinstance(value, tuple | list):
        return "; ".join(spelled(spec, field, str(one)) for one in value) or gettext("blank")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    column = spec.column(field)
    if column is not None and column.kind is Kind.GEOMETRY:
        return gettext("a boundary")
    if column is not None and column.kind is Kind.TERRITORY and context.known_territories:
        row = context.known_territories.by_path.get(str(value))
        return row.title if row else str(value)
    return f"{value:.10g}" if isinstance(value, float) else cell_words(spec, field, str(value))[:_LONGEST]
