"""Writes the rows that are refused as a workbook: the same sheets, with a column that says what is wrong."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.content import printable
from clrisk_site.tables.held import HeldRow, cells_at
from clrisk_site.tables.neutral import neutralise, restore
from clrisk_site.tables.problem_column import PROBLEM, is_problem_header
from mapping.exchange.workbook.specs import Compared

_HEAD = Font(bold=True)
_WRONG = PatternFill("solid", fgColor="FFFBEED3")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_PROBLEM_WIDTH = 70


def write_rows_to_mend(compared: Sequence[Compared]) -> bytes:
    """Return the workbook; mended, it comes in like any other, and its other rows are not asked about."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for one in compared:
        held = one.preview.held.tell() if one.preview.held is not None else []
        if held and one.table is not None:
            _write_sheet(book.create_sheet(render(one.sheet.label)[:31]), one, held)
    if not book.worksheets:
        book.create_sheet(gettext("No row is refused")[:31])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_sheet(page: Any, one: Compared, held: Sequence[HeldRow]) -> None:
    table = one.table
    given = table.headers if table is not None else ()
    kept = [at for at, header in enumerate(given) if not is_problem_header(header)]
    headers = (*(given[at] for at in kept), gettext(PROBLEM))
    for at, header in enumerate(headers, start=1):
        _put(page, 1, at, header).font = _HEAD
    page.column_dimensions[get_column_letter(len(headers))].width = _PROBLEM_WIDTH
    rows = cells_at(table, [row.row for row in held]) if table is not None else []
    for place, (row, texts) in enumerate(zip(held, rows, strict=True), start=2):
        wrong = {column for column, _message in row.said}
        for at, column in enumerate(kept, start=1):
            cell = _put(page, place, at, restore(texts[column]))
            if given[column] in wrong:
                cell.fill = _WRONG
        _put(page, place, len(headers), _words(row)).alignment = _WRAPPED


def _put(page: Any, row: int, column: int, text: str) -> Any:
    cell = page.cell(row, column)
    cell.value = printable(text)
    cell.data_type = "s"  # a text never acts as a formula
    cell.quotePrefix = neutralise(text) != text
    cell.number_format = "@"
    return cell


def _words(row: HeldRow) -> str:
    said = [gettext("Row %(row)s.") % {"row": row.row}]
    said += [f"{column}: {render(message)}" if column else render(message) for column, message in row.said]
    return " ".join(said)
