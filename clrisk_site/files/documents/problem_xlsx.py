"""Writes the rows to mend as a workbook: the same sheet, wrong cells tinted, what is wrong in the last
column."""

import io
import math
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from clrisk_site.files.documents.content import Table, printable
from clrisk_site.files.documents.xlsx import LONGEST_CELL, sheet_names
from clrisk_site.files.presenters.problem_rows import ProblemLine, ProblemSheet
from clrisk_site.tables.neutral import Value, neutralise
from clrisk_site.tables.writing import write_csv

_HEAD = Font(bold=True)
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_WRONG = PatternFill("solid", fgColor="FBEED3")
_NARROWEST, _WIDEST, _PROBLEM_WIDTH = 10, 40, 70
_MEASURED_ROWS = 200


def write_problem_xlsx(problems: ProblemSheet) -> bytes:
    """Return the workbook. Every text stays text, as it stood; true numbers stay numbers."""
    book = Workbook(write_only=True)
    (name,) = sheet_names([Table(problems.title, (), (), sheet=problems.title)])
    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at, header in enumerate(problems.headers[:-1]):
        longest = max((len(line.cells[at]) for line in problems.rows[:_MEASURED_ROWS]), default=0)
        width = min(_WIDEST, max(_NARROWEST, len(header) + 2, longest + 2))
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.column_dimensions[get_column_letter(len(problems.headers))].width = _PROBLEM_WIDTH
    sheet.append([_text(sheet, header, head=True) for header in problems.headers])
    for line in problems.rows:
        sheet.append(_row(sheet, line, problems.typed))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_problem_csv(problems: ProblemSheet) -> bytes:
    """Return the same as CSV."""
    rows: list[list[Value]] = [[*line.cells, line.problem] for line in problems.rows]
    return write_csv(problems.headers, rows)


def _row(sheet: Any, line: ProblemLine, typed: frozenset[int]) -> list[Any]:
    cells = []
    for at, text in enumerate(line.cells):
        value = line.numbers.get(at, _number_in(text) if at in typed else None)
        cells.append(_text(sheet, text) if value is None else _number(sheet, value))
    for at in line.wrong:
        cells[at].fill = _WRONG
    return [*cells, _text(sheet, line.problem, wrapped=True)]


def _number_in(text: str) -> float | None:
    """Return the number for which a workbook would give back the very same text."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and text in (repr(value), str(int(value))) else None


def _number(sheet: Any, value: float) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=int(value) if value.is_integer() else value)
    cell.alignment = _TOP
    return cell


def _text(sheet: Any, text: str, *, head: bool = False, wrapped: bool = False) -> Any:
    shown = printable(text)[:LONGEST_CELL]
    cell: Any = WriteOnlyCell(sheet, value=shown)
    cell.data_type = "s"  # openpyxl takes «=…» for a formula and «#N/A» for an error
    cell.alignment = _WRAPPED if wrapped else _TOP
    cell.quotePrefix = neutralise(shown) != shown
    # Kept as text by programs that would make a number of it: a code keeps its zeros when it is edited.
    cell.number_format = "@" if text and not head else "General"
    if head:
        cell.font = _HEAD
    return cell
