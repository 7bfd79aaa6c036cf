"""Stored rows as a workbook that imports them again: codes as text, numbers as numbers, no formulas."""

import datetime as dt
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from clrisk_site.files.documents.content import printable
from clrisk_site.files.documents.xlsx import LONGEST_CELL, NARROWEST, WIDEST
from clrisk_site.tables.neutral import Value, neutralise
from clrisk_site.tables.outgoing import OutgoingColumn, OutgoingTable
from clrisk_site.tables.spec import Kind

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
AS_TEXT = frozenset({Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.YES_NO_UNKNOWN, Kind.TERRITORY})
SAMPLE = 200
_HEAD = Font(bold=True)
_ONLY_TO_READ = Font(color="FF4B5C60")

type Sheet = Any  # the stubs know less of write-only sheets and cells than there is
type SheetCell = Any


def write_data_xlsx(table: OutgoingTable, *, sheet: str) -> bytes:
    """Return a workbook of one sheet; numbers keep all their digits."""
    book = Workbook(write_only=True)
    page: Sheet = book.create_sheet(sheet)
    for at, column in enumerate(table.columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = width_of(column)
    page.freeze_panes = "B2"
    page.append([_head(page, column) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows():
        page.append([data_cell(page, value, kind) for value, kind in zip(row, kinds, strict=True)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def width_of(column: OutgoingColumn) -> int:
    """Return a width that shows most cells, told from the first ones."""
    longest = max((len(str(cell)) for cell in column.cells[:SAMPLE] if cell is not None), default=0)
    return min(WIDEST, max(NARROWEST, len(column.header) + 2, longest + 2))


def _head(sheet: Sheet, column: OutgoingColumn) -> SheetCell:
    cell = data_cell(sheet, column.header, Kind.TEXT)
    cell.font = _HEAD if column.field else _ONLY_TO_READ
    return cell


def data_cell(sheet: Sheet, value: Value, kind: Kind) -> SheetCell:
    """Make a cell of one kind; a text stays text, also when somebody edits it and presses Enter."""
    if value is None:
        return None
    if isinstance(value, dt.date):
        cell: SheetCell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # takes dates too
        cell.number_format = DATE_FORMAT
        return cell
    if not isinstance(value, str):
        return value
    shown = printable(value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=shown)
    cell.data_type = "s"  # openpyxl takes «=…» for a formula and «#N/A» for an error
    if kind in AS_TEXT:
        cell.number_format = TEXT_FORMAT
    cell.quotePrefix = neutralise(shown) != shown
    return cell
