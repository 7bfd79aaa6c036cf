"""The first rows as understood, and a few names with accents, so that a person sees what was read."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from clrisk_site.tables.preview_result import ShownCell, ShownRow
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Column, Context, Kind
from clrisk_site.tables.territories import TerritoryRow
from clrisk_site.tables.values.parsed import Parsed, Positions

SHOWN_ROWS = 20
LONGEST_CELL = 160
ACCENTS = 5
_ACCENTED = re.compile(r"[^\x00-\x7f]")


def show_rows(
    columns: Sequence[tuple[Column, Parsed]], raw: RawTable, context: Context
) -> tuple[ShownRow, ...]:
    """Return the first rows with the values understood; repaired characters are marked."""
    wrong = [_first(positions for positions, _ in parsed.failures) for _, parsed in columns]
    waits = [_first(parsed.waiting.values()) for _, parsed in columns]
    shown = []
    for position in range(min(SHOWN_ROWS, len(raw))):
        cells = tuple(
            ShownCell(
                _text(column, parsed.values[position], context),
                parsed.repaired.get(position, ()),
                wrong=position in wrong[at],
                waits=position in waits[at],
            )
            for at, (column, parsed) in enumerate(columns)
        )
        shown.append(ShownRow(int(raw.row_numbers[position]), cells))
    return tuple(shown)


def _first(groups: Iterable[Positions]) -> set[int]:
    """Return which of the rows that are shown the positions speak of."""
    return {position for group in groups for position in group[group < SHOWN_ROWS].tolist()}


def _text(column: Column, value: object, context: Context) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column.kind is Kind.TERRITORY and context.known_territories:
        row = context.known_territories.by_path.get(str(value))
        return _place(row) if row else str(value)
    if column.kind is Kind.GEOMETRY:
        return "◆"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))[:LONGEST_CELL]
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if isinstance(value, date) else str(value)[:LONGEST_CELL]


def _place(row: TerritoryRow) -> str:
    """Return code and name; a name that is the end of the code, as those of areas are, says nothing more."""
    return row.code if row.code.endswith(row.name) else f"{row.code} {row.name}"


def find_accents(raw: RawTable, headers: Sequence[str]) -> tuple[str, ...]:
    """Return up to five short texts with letters beyond ASCII, from the columns in use first."""
    order = sorted(range(len(raw.headers)), key=lambda number: raw.headers[number] not in headers)
    found: dict[str, None] = {}
    for number in order:
        if raw.packed[number].isascii() or number == raw.geometry_column:
            continue
        for cell in raw.cells(number):
            if len(cell) <= LONGEST_CELL and _ACCENTED.search(cell):
                found[" ".join(cell.split())] = None
                if len(found) == ACCENTS:
                    return tuple(found)
    return tuple(found)
