"""Writes the template of a kind of file: a sheet to fill in, one that explains it, one with the lists."""

import datetime as dt
import io
from collections.abc import Sequence

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.content import printable
from clrisk_site.files.documents.data_xlsx import AS_TEXT, DATE_FORMAT, TEXT_FORMAT
from clrisk_site.files.documents.xlsx import LONGEST_SHEET_NAME, NARROWEST, WIDEST
from clrisk_site.files.importing.speaking import NOTE
from clrisk_site.files.presenters.explained import (
    ExplainedColumn,
    choices_of,
    example_of,
    explain_column,
    open_headers,
    open_words,
)
from clrisk_site.tables.examples import MARK, open_examples, template_columns
from clrisk_site.tables.neutral import Value, neutralise
from clrisk_site.tables.outgoing import header_of
from clrisk_site.tables.spec import Column, ImportSpec, Kind

LAST_ROW = 5_000
"""The rows that are formatted and offer lists; more may be written."""

_HEAD = Font(bold=True)
_BELOW_HEAD = Border(bottom=Side(style="medium"))
_EXAMPLE = Font(italic=True, color="FF6B6B6B")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.YEAR})


def write_template(spec: ImportSpec) -> bytes:
    """Return the workbook in the active language."""
    columns = template_columns(spec)
    book = Workbook()
    rows, explained, lists = (
        _sheet(book, name) for name in (gettext("Data"), gettext("What each column means"), gettext("Lists"))
    )
    book.remove(book.worksheets[0])
    _write_rows(rows, spec, [*columns, *open_examples(spec)])
    _write_explained(explained, spec, [explain_column(column) for column in columns])
    _write_lists(lists, rows, spec, columns)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name[:LONGEST_SHEET_NAME])
    return sheet


def _write_rows(sheet: Worksheet, spec: ImportSpec, columns: Sequence[Column]) -> None:
    for at, column in enumerate(columns, start=1):
        header, example = header_of(spec, column, render), example_of(column)
        _put(sheet, 1, at, header, head=True)
        cell = _put(sheet, 2, at, _value(column, example))
        cell.font = _EXAMPLE
        shape = sheet.column_dimensions[get_column_letter(at)]
        shape.width = min(WIDEST, max(NARROWEST, len(header) + 2, len(example) + 2))
        if column.kind in AS_TEXT:
            # Codes keep the zeros that somebody types below.
            shape.number_format = cell.number_format = TEXT_FORMAT
        elif column.kind is Kind.DATE:
            shape.number_format = cell.number_format = DATE_FORMAT
    note = len(columns) + 1
    _put(sheet, 1, note, render(NOTE), head=True).font = _EXAMPLE
    remark = f"{MARK} {gettext('Example: replace or delete this row')}"
    _put(sheet, 2, note, remark).font = _EXAMPLE
    sheet.column_dimensions[get_column_letter(note)].width = 40
    sheet.freeze_panes = "A2"


def _value(column: Column, text: str) -> Value:
    if not text:
        return None
    if column.kind in _NUMBERS:
        number = float(text)
        return int(number) if column.kind in (Kind.INTEGER, Kind.YEAR) else number
    return dt.date.fromisoformat(text) if column.kind is Kind.DATE else text


def _write_explained(sheet: Worksheet, spec: ImportSpec, columns: Sequence[ExplainedColumn]) -> None:
    heads = [
        (gettext("Column"), 34),
        (gettext("Must be filled in"), 18),
        (gettext("What to write"), 52),
        (gettext("Example"), 26),
        (gettext("Other names that are understood"), 60),
    ]
    for at, (head, width) in enumerate(heads, start=1):
        _put(sheet, 1, at, head, head=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, column in enumerate(columns, start=2):
        required = gettext("yes") if column.required else gettext("no")
        cells = [column.label, required, column.what, column.example, ", ".join(column.others)]
        for at, text in enumerate(cells, start=1):
            _put(sheet, row, at, text).alignment = _WRAPPED
    if spec.open_columns is not None:
        row = len(columns) + 2
        cells = [render(spec.open_columns.label), gettext("no"), open_words(spec.open_columns)]
        for at, text in enumerate(cells, start=1):
            _put(sheet, row, at, text).alignment = _WRAPPED
    sheet.freeze_panes = "B2"


def _write_lists(sheet: Worksheet, rows: Worksheet, spec: ImportSpec, columns: Sequence[Column]) -> None:
    """Write the answers of each coded column below its name, and offer them where the rows are typed."""
    at = 0
    for place, column in enumerate(columns, start=1):
        choices = choices_of(column)
        if choices:
            at += 1
            _write_list(sheet, at, render(column.label), choices)
            _offer(rows, place, sheet.title, at, len(choices), several=column.many)
    headers = open_headers(spec)
    if headers and spec.open_columns is not None:
        at += 1
        _write_list(sheet, at, render(spec.open_columns.label), headers)
    if not at:
        _put(sheet, 1, 1, gettext("No column of this file has a list of answers."))
    sheet.freeze_panes = "A2"


def _write_list(sheet: Worksheet, at: int, head: str, texts: Sequence[str]) -> None:
    _put(sheet, 1, at, head, head=True)
    for row, text in enumerate(texts, start=2):
        _put(sheet, row, at, text)
    longest = max(len(text) for text in (head, *texts))
    sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, max(NARROWEST, longest + 2))


def _offer(rows: Worksheet, place: int, lists: str, at: int, count: int, *, several: bool) -> None:
    column, letter = get_column_letter(place), get_column_letter(at)
    validation = DataValidation(
        type="list",
        formula1=f"{quote_sheetname(lists)}!${letter}$2:${letter}${count + 1}",
        allow_blank=True,
        # Several answers, or another spelling, are fine: the list helps and does not forbid.
        showErrorMessage=False,
    )
    if several:
        validation.promptTitle = gettext("Several answers")
        validation.prompt = gettext("Several are separated by semicolons.")
        validation.showInputMessage = True
    validation.add(f"{column}2:{column}{LAST_ROW}")
    rows.add_data_validation(validation)


def _put(sheet: Worksheet, row: int, column: int, value: Value, *, head: bool = False) -> Cell:
    """Write a value; a text never acts as a formula."""
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # a merged cell only where cells are merged
    if isinstance(value, str):
        cell.value = printable(value)
        cell.data_type = "s"
        cell.quotePrefix = neutralise(value) != value
    else:
        cell.value = value
    if head:
        cell.font, cell.border, cell.alignment = _HEAD, _BELOW_HEAD, _WRAPPED
    return cell
