"""A table as flat columns for files of values: the second line of a cell gets a column of its own."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from clrisk_site.files.documents.content import Cell, Column, Table
from clrisk_site.files.documents.pieces import with_mark


def flat(table: Table) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns and rows of a table without second lines, so that numbers stay numbers."""
    noted = [
        any(row[at].small or row[at].illustrative for row in table.rows) for at in range(len(table.columns))
    ]
    return list(_columns(table.columns, noted)), [list(_cells(row, noted)) for row in table.rows]


def _columns(columns: Sequence[Column], noted: Sequence[bool]) -> Iterator[Column]:
    for column, has_notes in zip(columns, noted, strict=True):
        yield column
        if has_notes:
            yield Column(gettext("%(column)s: note") % {"column": column.label})


def _cells(row: Sequence[Cell], noted: Sequence[bool]) -> Iterator[Cell]:
    for cell, has_notes in zip(row, noted, strict=True):
        yield cell
        if has_notes:
            yield Cell(with_mark(cell.small, cell.illustrative))
