"""The example row of a template: what it holds, and how it is left out when nobody replaced it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.outgoing import goes_out, owners_of
from clrisk_site.tables.raw import SEPARATOR, RawTable
from clrisk_site.tables.spec import Column, ImportSpec
from clrisk_site.tables.values.columns import CHOSEN
from clrisk_site.tables.wording import plain

LOOK = 20
"""Rows looked at from the top; nobody moves an example further down."""

ENOUGH = 3
"""So many cells must be those of the example where nothing else marks the row."""

MARK = "←"
"""Begins the remark beside the example row, in every language."""

NOTHING_ELSE = says("The file holds only the example. Write your rows below the column names.")


def template_columns(spec: ImportSpec) -> list[Column]:
    """Return the columns that a template offers: those with an example, and those that must be there."""
    return [column for column in spec.columns if goes_out(column) and (column.example or column.required)]


def open_examples(spec: ImportSpec) -> list[Column]:
    """Return the columns that a template shows of those whose number is not fixed."""
    if spec.open_columns is None:
        return []
    shown = spec.open_columns.examples.items()
    found = [(spec.open_columns.column(spec.open_columns.field_for(code)), cell) for code, cell in shown]
    return [replace(column, example=cell) for column, cell in found if column is not None]


def without_example(
    spec: ImportSpec, raw: RawTable, mapping: Mapping[str, str]
) -> tuple[RawTable, Message | None]:
    """Return the table without an untouched example row, and the sentence that says so."""
    compared = _compared(spec, raw, mapping)
    if not compared:
        return raw, None
    sure = len(compared) >= ENOUGH and len(compared) == sum(bool(one.example) for one in spec.columns)
    remarks = [_first_cells(raw, at) for at, header in enumerate(raw.headers) if header not in mapping]
    for at in range(min(LOOK, len(raw))):
        marked = any(cells[at].startswith(MARK) for cells in remarks)
        if (marked or sure) and all(_is_example(column, cells[at]) for column, cells in compared):
            row = int(raw.row_numbers[at])
            left_out = says("The example row of the template (row %(row)s) was left out.", row=row)
            return _without(raw, at), left_out
    return raw, None


def _compared(
    spec: ImportSpec, raw: RawTable, mapping: Mapping[str, str]
) -> list[tuple[Column, Sequence[str]]]:
    """Return the used columns that have an example, with their first cells."""
    found: list[tuple[Column, Sequence[str]]] = []
    for number, header in enumerate(raw.headers):
        column = spec.column(mapping.get(header, ""))
        if column is not None and column.example:
            found.append((column, _first_cells(raw, number)))
    return found


def _first_cells(raw: RawTable, number: int) -> list[str]:
    return raw.packed[number].decode().split(SEPARATOR, LOOK)[:LOOK]


def _is_example(column: Column, cell: str) -> bool:
    if plain(cell) == plain(column.example):
        return True
    if column.kind in CHOSEN:
        return bool(cell.strip()) and _choices(column, cell) == _choices(column, column.example)
    try:
        return float(cell) == float(column.example)
    except ValueError:
        return False


def _choices(column: Column, cell: str) -> list[str]:
    """Return the codes that a cell names; the example may stand there in another language."""
    owners = owners_of(column)
    parts = cell.split(";") if column.many else [cell]
    return [owners.get(plain(part), part) for part in parts]


def _without(raw: RawTable, at: int) -> RawTable:
    packed = []
    for column in raw.packed:
        cells = column.decode().split(SEPARATOR)
        packed.append(SEPARATOR.join([*cells[:at], *cells[at + 1 :]]).encode())
    left = np.delete(raw.row_numbers, at)
    return replace(raw, packed=tuple(packed), row_numbers=left, total_rows=max(raw.total_rows - 1, len(left)))
