"""Tables going out as CSV and XLSX in which no cell can act as a formula.

Texts stay texts, numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from clrisk_site.tables.neutral import Value, neutralise

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that spreadsheet programs show accents right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutralise(header) for header in headers])
    for row in rows:
        writer.writerow(["" if value is None else neutralise(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(
    file: BinaryIO, sheets: Sequence[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> None:
    """Write a workbook; each sheet is a name, its headers and its rows.

    openpyxl takes a text such as ``=1+1`` for a formula by itself, so each text cell is typed as text.
    """
    workbook = Workbook(write_only=True)
    for title, headers, rows in sheets:
        sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "1")
        for row in (headers, *rows):
            cells = []
            for value in row:
                shown: Any = value
                if isinstance(value, str):
                    shown = _NO_XML.sub("\ufffd", str(neutralise(value)))[:LONGEST_CELL]
                cell = WriteOnlyCell(sheet, value=shown)
                if isinstance(shown, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    workbook.save(file)
