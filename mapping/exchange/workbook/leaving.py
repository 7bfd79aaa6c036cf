"""Writes the workbook: a sheet for each kind of record, its lists of answers, and how it comes back."""

import io
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from clrisk_site.catalogue.wording import render
from clrisk_site.files.documents.data_xlsx import AS_TEXT, DATE_FORMAT, TEXT_FORMAT, width_of
from clrisk_site.places.models import Territory
from clrisk_site.tables.neutral import Value, neutralise
from clrisk_site.tables.outgoing import OutgoingTable, spellings_of
from clrisk_site.tables.spec import Column, ImportSpec, Kind
from mapping.exchange.workbook.sheets import KEY, SHEETS
from mapping.exchange.workbook.specs import outgoing, spec_of
from mapping.exchange.workbook.stored import factor_spellings, stored_frames

MORE_ROWS = 500
"""Rows below the last one that offer the lists and keep codes as text."""
LONGEST_CELL = 32_767

_HEAD = Font(bold=True)
_ONLY_TO_READ = Font(color="FF4B5C60")
_TOP = Alignment(vertical="top", wrap_text=True)
_GREY = PatternFill("solid", fgColor="FFEFF2F2")


def write_workbook(territory: Territory) -> bytes:
    """Return the workbook of all that is mapped of a territory, in the active language."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _explain(book, territory)
    lists = _Lists(book)
    frames, factors = stored_frames(territory), factor_spellings()
    for sheet in SHEETS:
        page: Any = book.create_sheet(render(sheet.label)[:31])
        spec = spec_of(sheet, factors)
        table = outgoing(sheet, frames, factors)
        _write_rows(page, table)
        _offer(page, spec, table, lists)
    lists.write()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _explain(book: Workbook, territory: Territory) -> None:
    page: Any = book.create_sheet(gettext("How to use")[:31])
    page.column_dimensions["A"].width = 100
    lines = (
        gettext("The mapping of %(place)s") % {"place": territory.name},
        gettext("Change cells, add rows at the end, and send the workbook back on the page it came from."),
        gettext("Leave the key as it is. A new row has none."),
        gettext("A blank cell keeps what is stored. Write «unknown» where something is no longer known."),
        gettext(
            "A row that you delete is asked about before it goes. A sheet that you delete changes nothing."
        ),
        gettext("Several answers in one cell are separated by semicolons."),
        gettext("Where two records have one name, the key stands behind it in brackets."),
        gettext("Persons are not in this workbook: neither officials, nor contacts, nor persons served."),
    )
    for row, line in enumerate(lines, start=1):
        _put(page, row, 1, line, Kind.TEXT).alignment = _TOP
    page["A1"].font = _HEAD


def _write_rows(page: Any, table: OutgoingTable) -> None:
    for at, column in enumerate(table.columns, start=1):
        head = _put(page, 1, at, column.header, Kind.TEXT)
        head.font, head.alignment = _HEAD, _TOP
        shape = page.column_dimensions[get_column_letter(at)]
        shape.width = width_of(column)
        if column.kind in AS_TEXT:
            shape.number_format = TEXT_FORMAT
        for row, value in enumerate(column.cells, start=2):
            cell = _put(page, row, at, value, column.kind)
            if column.field == KEY:
                cell.font, cell.fill = _ONLY_TO_READ, _GREY
    page.freeze_panes = "C2"


def _put(page: Any, row: int, column: int, value: Value, kind: Kind) -> Any:
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = "".join(sign for sign in value if sign >= " " or sign in "\n\t")[:LONGEST_CELL]
        cell.data_type = "s"  # a text never acts as a formula
        cell.quotePrefix = neutralise(value) != value
        cell.number_format = TEXT_FORMAT
    else:
        cell.value = value
        if kind is Kind.DATE:
            cell.number_format = DATE_FORMAT
    return cell


def _offer(page: Any, spec: ImportSpec, table: OutgoingTable, lists: "_Lists") -> None:
    """Offer the answers of each coded column where it is typed; several answers may still be written."""
    for at, outgoing_column in enumerate(table.columns, start=1):
        column = spec.column(outgoing_column.field)
        if column is None or not column.choices:
            continue
        validation = DataValidation(
            type="list", formula1=lists.formula(column), allow_blank=True, showErrorMessage=False
        )
        letter = get_column_letter(at)
        validation.add(f"{letter}2:{letter}{len(table) + 1 + MORE_ROWS}")
        page.add_data_validation(validation)


class _Lists:
    """The sheet with the answers of coded columns; columns with the same answers share one list."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.title = book, gettext("Lists")[:31]
        self.columns: dict[tuple[str, ...], tuple[int, str]] = {}

    def formula(self, column: Column) -> str:
        answers = tuple(spellings_of(column).values())
        place, _label = self.columns.setdefault(answers, (len(self.columns) + 1, render(column.label)))
        letter = get_column_letter(place)
        return f"{quote_sheetname(self.title)}!${letter}$2:${letter}${len(answers) + 1}"

    def write(self) -> None:
        page: Any = self.book.create_sheet(self.title)
        for answers, (place, label) in self.columns.items():
            _put(page, 1, place, label, Kind.TEXT).font = _HEAD
            for row, answer in enumerate(answers, start=2):
                _put(page, row, place, answer, Kind.TEXT)
            page.column_dimensions[get_column_letter(place)].width = 34
