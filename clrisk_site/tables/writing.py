"""Tables going out as CSV and XLSX in which no cell can act as a formula. Texts stay texts, numbers stay numbers."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

type Value = str | int | float | bool | date | None

DANGEROUS = "=+-@\t\r\n"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767


def neutralise(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula.

    Texts that begin with ``= + - @``, a tab or a line break, in half or full width and after spaces, get an apostrophe in
    front. Numbers, and texts that are numbers, such as ``-3.5``, stay as they are.

    Examples
    --------
    >>> neutralise("=1+1")
    "'=1+1"
    >>> neutralise("-3.5"), neutralise(-3.5)
    ('-3.5', -3.5)
    """
    if not isinstance(value, str) or not value:
        return value
    # Some programs drop spaces and other invisible characters before they look for a formula.
    seen = unicodedata.normalize("NFKC", value).lstrip(" \u00a0\u200b\ufeff\0")
    if not seen or seen[0] not in DANGEROUS and value[0] not in DANGEROUS or _NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that spreadsheet programs show accents right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutralise(header) for header in headers])
    for row in rows:
        writer.writerow(["" if value is None else neutralise(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(file: BinaryIO, sheets: Sequence[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]) -> None:
    """Write a workbook; each sheet is a name, its headers and its rows.

    openpyxl takes a text such as ``=1+1`` for a formula by itself, so each text cell is typed as text.
    """
    workbook = Workbook(write_only=True)
    for title, headers, rows in sheets:
        sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "1")
        for row in (headers, *rows):
            cells = []
            for value in row:
                shown = _NO_XML.sub("\ufffd", str(neutralise(value)))[:LONGEST_CELL] if isinstance(value, str) else value
                cell = WriteOnlyCell(sheet, value=shown)
                if isinstance(shown, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    workbook.save(file)
