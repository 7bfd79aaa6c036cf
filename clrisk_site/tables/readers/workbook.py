"""Reads XLSX, ODS and XLS through calamine, and what calamine does not tell from the sheet's own XML."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from clrisk_site.tables.readers.cell_texts import AS_TEXT
from clrisk_site.tables.readers.marks import PADDED, PERCENT, SheetMarks, read_marks
from clrisk_site.tables.readers.ods_marks import read_ods_marks
from clrisk_site.tables.readers.packing import Found, pack
from clrisk_site.tables.readers.request import Note, Plain, Reading, Request
from clrisk_site.tables.readers.sheet_names import sheets_named
from clrisk_site.tables.readers.unread import refuse_persons_unread
from clrisk_site.tables.readers.well_formed import check_well_formed
from clrisk_site.tables.sentences import RefusedError

SPARE_ROWS = 1000


def read_workbook(request: Request) -> Reading:
    """Read one sheet of a workbook as packed columns.

    Without a name one that is called as is wanted, else the first visible sheet that holds a table.
    """
    if request.kind == "ods":
        check_well_formed(request.path, "content.xml")
    try:
        workbook = CalamineWorkbook.from_path(request.path)
    except PasswordError as error:
        raise RefusedError("password") from error
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedError("not_a_workbook") from error
    with workbook:
        sheets = [
            (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        chosen = _chosen(workbook, request, sheets)
        name, sheet, marks = chosen.name, chosen.sheet, chosen.marks
        _check_size(sheet, request)
        found = Found(notes=[Note("formula", row + 1, column) for row, column in marks.formulas])
        rows = _rows(sheet, marks, found.typed)
        ranges = sheet.merged_cell_ranges or ()
        merged = [(first[0], first[1], last[1]) for first, last in ranges if last[1] > first[1]]
        found.notes += [
            Note("merged_down", first[0] + 1, first[1], warning=True, params={"rows": last[0] - first[0] + 1})
            for first, last in ranges
            if last[0] > first[0]
        ]
        reading = pack(rows, replace(request, sheet=name), ragged=False, merged=merged, found=found)
        if request.all_sheets:
            refuse_persons_unread(workbook, [title for title, _ in sheets if title != name], request)
    reading.notes += marks.hidden.notes()
    listed: list[Plain] = [{"name": title, "hidden": hidden} for title, hidden in sheets]
    reading.source = {"kind": request.kind, "sheet": name, "sheets": listed}
    reading.source |= {"named_after": chosen.named_after, "passed_over": list[Plain](chosen.passed_over)}
    return reading


class _Chosen(NamedTuple):
    """The sheet that is read, and why it is not the first."""

    name: str
    sheet: CalamineSheet
    marks: SheetMarks
    named_after: str = ""
    passed_over: tuple[str, ...] = ()


def _chosen(workbook: CalamineWorkbook, request: Request, sheets: list[tuple[str, bool]]) -> _Chosen:
    names = [name for name, _ in sheets]
    if request.sheet is not None:
        wanted = next(
            (name for name in names if name.strip().casefold() == request.sheet.strip().casefold()), None
        )
        if wanted is None:
            raise RefusedError("no_sheet", sheet=request.sheet[:80], sheets=", ".join(names)[:500])
        return _Chosen(wanted, *_opened(workbook, request, wanted))
    visible = [name for name, hidden in sheets if not hidden]
    for name, wanted in sheets_named(visible, request.wanted_sheets):
        sheet, marks = _opened(workbook, request, name)
        if _holds_a_table(sheet):
            return _Chosen(name, sheet, marks, named_after=wanted)
    return _first_table(workbook, request, visible)


def _first_table(workbook: CalamineWorkbook, request: Request, visible: list[str]) -> _Chosen:
    """Return the first sheet with a table, else the first with cells: a cover often stands first."""
    first: _Chosen | None = None
    passed: list[str] = []
    for name in visible:
        sheet, marks = _opened(workbook, request, name)
        if _holds_a_table(sheet):
            return _Chosen(name, sheet, marks, passed_over=tuple(passed))
        if sheet.start is not None:
            passed.append(name)
            first = first or _Chosen(name, sheet, marks)
    if first is None:
        raise RefusedError("empty")
    return first


def _holds_a_table(sheet: CalamineSheet) -> bool:
    """Whether it has two rows and two columns at least."""
    if sheet.start is None or sheet.end is None:
        return False
    return sheet.end[0] > sheet.start[0] and sheet.end[1] > sheet.start[1]


def _opened(workbook: CalamineWorkbook, request: Request, name: str) -> tuple[CalamineSheet, SheetMarks]:
    marks = _marks(request, workbook.sheet_names.index(name))
    try:
        return workbook.get_sheet_by_name(name), marks
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedError("not_a_workbook") from error


def _marks(request: Request, number: int) -> SheetMarks:
    if request.kind == "xlsx":
        return read_marks(request, number)
    if request.kind == "ods":
        most_rows, most_columns = request.limits.rows + SPARE_ROWS, request.limits.columns
        return read_ods_marks(request.path, number, most_rows=most_rows, most_columns=most_columns)
    return SheetMarks()


def _check_size(sheet: CalamineSheet, request: Request) -> None:
    if sheet.end is None:
        raise RefusedError("empty")
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if columns > request.limits.columns:
        raise RefusedError("too_many_columns", limit=request.limits.columns)
    if rows > request.limits.rows + SPARE_ROWS:
        raise RefusedError("too_many_rows", limit=request.limits.rows)


def _rows(sheet: CalamineSheet, marks: SheetMarks, typed: set[int]) -> Iterator[list[str]]:
    # calamine leaves out blank columns on the left, but not blank rows on top.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    start = len(left)
    seen: set[tuple[type, ...]] = set()
    rows_of_cells: Iterator[list[Any]] = sheet.iter_rows()
    for number, cells in enumerate(rows_of_cells):
        types = tuple(map(type, cells))
        if types not in seen:
            seen.add(types)
            typed.update(i for i, kind in enumerate(types, start) if kind is float or kind is int)
        # Fractions, of which there are millions, are written in place; all else goes by its type.
        texts = left + [
            cell if kind is str else repr(cell) if kind is float and cell % 1 else AS_TEXT[kind](cell)
            for cell, kind in zip(cells, types, strict=True)
        ]
        for column, rows in marks.shown.items():
            if number < len(rows) and rows[number]:
                texts[column] = _as_shown(texts[column], rows[number])
        if marks.errors:
            for column in range(len(texts)):
                if not texts[column]:
                    texts[column] = marks.errors.get((number, column), "")
        yield texts


def _as_shown(text: str, mark: int) -> str:
    """Return the text of a number as its format shows it: per cent, or padded with zeros."""
    if not text:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    if mark == PERCENT:
        return f"{value * 100:.15g}%"
    return text.zfill(mark - PADDED) if text.isdigit() else text
