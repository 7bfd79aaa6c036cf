"""Writes the tables of a document as a workbook: values with formats, texts that never act as formulas."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clrisk_site.files.documents.content import Cell, Document, Table, printable
from clrisk_site.files.documents.flat import flat
from clrisk_site.files.documents.imprint_words import imprint_facts
from clrisk_site.tables.neutral import neutralise

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 10, 60

_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_HEAD = Font(bold=True)
_BELOW_HEAD = Border(bottom=Side(style="medium"))
_TOP = Alignment(vertical="top", wrap_text=True)
_TOP_RIGHT = Alignment(vertical="top", horizontal="right", wrap_text=True)

type Sheet = Any  # the stubs know less of write-only sheets and cells than there is
type SheetCell = Any


def write_xlsx(document: Document) -> bytes:
    """Return the workbook: one sheet per table, and one that says what the file is."""
    book = Workbook(write_only=True)
    names = sheet_names(document.tables)
    for name, table in zip(names, document.tables, strict=True):
        _write_table(book.create_sheet(name), table, document)
    about = sheet_names([_titled(gettext("About this file"))], taken=names)[0]
    _write_about(book.create_sheet(about), document, names)
    _describe(book, document)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_names(tables: Iterable[Table], *, taken: Sequence[str] = ()) -> list[str]:
    """Return a name for each sheet that spreadsheet programs take, each once."""
    names: list[str] = []
    for table in tables:
        wanted = _REFUSED_IN_NAMES.sub(" ", table.sheet or table.title)
        base = " ".join(wanted.split()).strip("'")[:LONGEST_SHEET_NAME] or gettext("Table")
        name, number = base, 2
        while name.casefold() in {one.casefold() for one in (*taken, *names)}:
            tail = f" {number}"
            name, number = base[: LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
        names.append(name)
    return names


def _titled(name: str) -> Table:
    return Table(name, (), (), sheet=name)


def _write_table(sheet: Sheet, table: Table, document: Document) -> None:
    head, rows = flat(table)
    for at, column in enumerate(head):
        longest = max((len(row[at].text) for row in rows), default=0)
        width = min(WIDEST, max(NARROWEST, len(column.head) + 2, longest + 2))
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(head)))}{len(rows) + 1}"
    _set_print(sheet, document)
    sheet.append([_head_cell(sheet, column.head) for column in head])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])


def _set_print(sheet: Sheet, document: Document) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    said = " · ".join(part for part in (document.title, document.imprint.state) if part)
    sheet.oddHeader.left.text = _in_head(said)
    sheet.oddHeader.right.text = _in_head(document.imprint.classification)
    sheet.oddFooter.right.text = "&P / &N"


def _in_head(text: str) -> str:
    return printable(text).replace("&", "&&")[:200]


def _head_cell(sheet: Sheet, text: str) -> SheetCell:
    cell = _text_cell(sheet, text)
    cell.font, cell.border, cell.alignment = _HEAD, _BELOW_HEAD, _TOP
    return cell


def _cell(sheet: Sheet, content: Cell) -> SheetCell:
    if content.value is None:
        return _text_cell(sheet, content.text)
    cell: SheetCell = WriteOnlyCell(sheet, value=content.value)  # type: ignore[arg-type]  # takes dates too
    cell.alignment = _TOP_RIGHT
    cell.number_format = number_format(content)
    return cell


def number_format(content: Cell) -> str:
    """Return the format that shows a value as its text does; the reader's program chooses the separators."""
    if isinstance(content.value, dt.date):
        return "dd/mm/yyyy"
    decimals = f".{'0' * content.decimals}" if content.decimals else ""
    return f"#,##0{decimals}"


def _text_cell(sheet: Sheet, text: str) -> SheetCell:
    """Make a cell that stays text, also when somebody edits it and presses Enter."""
    shown = printable(text)[:LONGEST_CELL]
    cell: SheetCell = WriteOnlyCell(sheet, value=shown)
    cell.data_type = "s"  # openpyxl takes «=…» for a formula and «#N/A» for an error
    cell.alignment = _TOP
    cell.quotePrefix = neutralise(shown) != shown
    return cell


def _write_about(sheet: Sheet, document: Document, names: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90
    _set_print(sheet, document)
    head = document.head
    said = [
        (gettext("Title"), document.title),
        (gettext("Issued by"), ", ".join(part for part in (head.issuer, head.office, head.contact) if part)),
        *((fact.label, fact.value) for fact in imprint_facts(document)),
        (gettext("What is missing"), gettext("It is said in words, such as “No data”. It is never a zero.")),
    ]
    for label, text in said:
        sheet.append([_head_cell(sheet, label), _text_cell(sheet, text)])
    sheet.append([])
    sheet.append([_head_cell(sheet, gettext("Sheet")), _head_cell(sheet, gettext("What it holds"))])
    for name, table in zip(names, document.tables, strict=True):
        told = [table.title, table.holds, table.source]
        sheet.append([_text_cell(sheet, name), _text_cell(sheet, "\n".join(part for part in told if part))])


def _describe(book: Workbook, document: Document) -> None:
    made = document.imprint.made_at.replace(tzinfo=None, microsecond=0)
    properties = book.properties
    properties.title, properties.creator = printable(document.title), printable(document.imprint.author)
    properties.lastModifiedBy, properties.language = properties.creator, document.language
    properties.created = properties.modified = made
    properties.keywords = document.imprint.fingerprint
