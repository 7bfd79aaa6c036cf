"""What a sheet's own XML says and calamine does not: how far cells reach, errors, formulas without value,
formats.

The XML is searched as text in blocks; it is never parsed as a document, so there is nothing to expand.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from clrisk_site.tables.readers.hidden import Hidden
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError

BLOCK = 1024 * 1024
PERCENT = 1
PADDED = 2
"""Marks of a cell: shown as per cent; or padded with zeros to ``mark - PADDED`` digits."""

# These run over every cell of a sheet, so each begins with letters that can be searched for at once.
_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
_PREFIXED_ROW = re.compile(rb':row\s[^>]*?r="(\d+)"')
_FAR_COLUMN = re.compile(rb'r="([A-Z]{3,})\d')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_PLACE = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})(\d+)"')
_STYLE = re.compile(rb'(?:^|\s)s="(\d+)"')
_TYPE = re.compile(rb'(?:^|\s)t="(\w+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\s[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"')
_FORMAT_REVERSED = re.compile(rb'<(?:\w+:)?numFmt\s[^>]*?formatCode="([^"]*)"[^>]*?numFmtId="(\d+)"')
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE_FORMAT = re.compile(rb'<(?:\w+:)?xf\s[^>]*?numFmtId="(\d+)"')


@dataclass(slots=True)
class SheetMarks:
    """Marks of one sheet by column and row, both from 0.

    `shown` holds a byte per row for marked columns only.
    """

    shown: dict[int, bytearray] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)


def read_marks(request: Request, number: int) -> SheetMarks:
    """Search the XML of the sheet with that number (from 0) in the workbook.

    Raises
    ------
    RefusedError
        If a cell lies beyond the limits, which calamine would try to make room for.
    """
    try:
        with zipfile.ZipFile(request.path) as archive:
            part = _sheet_part(archive, number)
            if part is None:
                return SheetMarks()
            formats = _formats(archive)
            marks = SheetMarks()
            with archive.open(part) as content:
                for block in _blocks(content):
                    _check_reach(block, request)
                    marks.hidden.look(block, request.limits.columns)
                    if formats or b't="e"' in block or b"<f" in block or b":f" in block:
                        _mark_cells(block, formats, marks)
            return marks
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError) as error:
        raise RefusedError("not_a_workbook") from error


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML in blocks that each end where a cell or row ends."""
    rest = b""
    while block := content.read(BLOCK):
        if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            raise RefusedError("dtd")
        block = rest + block
        end = max(block.rfind(b"</c>"), block.rfind(b"</row>"), block.rfind(b"/>"), block.rfind(b":c>"))
        cut = block.find(b">", end) + 1 if end >= 0 else 0
        rest = block[cut:]
        if len(rest) > 8 * BLOCK:
            raise RefusedError("not_a_workbook")
        yield block[:cut]
    yield rest


def _check_reach(block: bytes, request: Request) -> None:
    limits = request.limits
    rows = (_ROW if b"<row" in block else _PREFIXED_ROW).findall(block)
    # Notes and titles lie outside the table, so a little more than the allowed rows may be on the sheet.
    if rows and max(map(int, (row[:9] for row in rows))) > limits.rows + 1000:
        raise RefusedError("too_many_rows", limit=limits.rows)
    for letters in _FAR_COLUMN.findall(block):
        if column_number(letters) >= limits.columns:
            wrong = len(letters) > 3 or letters > b"XFD"
            raise (
                RefusedError("not_a_workbook")
                if wrong
                else RefusedError("too_many_columns", limit=limits.columns)
            )


def column_number(letters: bytes) -> int:
    """Return the number (from 0) of a column called A, B, ... AA."""
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number - 1


def _mark_cells(block: bytes, formats: dict[int, int], marks: SheetMarks) -> None:
    for match in _CELL.finditer(block):
        head, body = match.group(1), match.group(2) or b""
        place = _PLACE.search(head)
        if place is None:
            continue
        column, row = column_number(place.group(1)), int(place.group(2)) - 1
        kind = _TYPE.search(head)
        value = _VALUE.search(body)
        if kind and kind.group(1) == b"e" and value:
            marks.errors[row, column] = value.group(1).decode("ascii", "replace")[:20]
        elif (
            not (value and value.group(1))
            and _FORMULA.search(body)
            and not (kind and kind.group(1) == b"str")
        ):
            marks.formulas.append((row, column))
        elif formats and (not kind or kind.group(1) == b"n") and (style := _STYLE.search(head)):
            shown = formats.get(int(style.group(1)))
            if shown:
                _put(marks.shown.setdefault(column, bytearray()), row, shown)


def _put(rows: bytearray, row: int, mark: int) -> None:
    if row >= len(rows):
        rows.extend(bytes(row + 1 - len(rows) + 1024))
    rows[row] = mark


def _sheet_part(archive: zipfile.ZipFile, number: int) -> str | None:
    workbook = _small(archive, "xl/workbook.xml")
    sheets = _SHEET.findall(workbook)
    relation = re.search(rb'\s\w+:id="([^"]+)"', sheets[number]) if number < len(sheets) else None
    if relation is None:
        return None
    for entry in _RELATION.findall(_small(archive, "xl/_rels/workbook.xml.rels")):
        target = re.search(rb'\sTarget="([^"]+)"', entry)
        if target and b'Id="' + relation.group(1) + b'"' in entry:
            name = target.group(1).decode("utf-8", "replace")
            part = name.lstrip("/") if name.startswith("/") else f"xl/{name}"
            return part if part in archive.NameToInfo else None
    return None


def _formats(archive: zipfile.ZipFile) -> dict[int, int]:
    """Return the marks of the cell styles that show numbers as per cent or with leading zeros."""
    if "xl/styles.xml" not in archive.NameToInfo:
        return {}
    styles = _small(archive, "xl/styles.xml")
    codes = {int(number): code for number, code in _FORMAT.findall(styles)}
    codes |= {int(number): code for code, number in _FORMAT_REVERSED.findall(styles)}
    block = _CELL_STYLES.search(styles)
    marks: dict[int, int] = {}
    for style, number in enumerate(_STYLE_FORMAT.findall(block.group()) if block else []):
        code = codes.get(int(number), b"0%" if int(number) in (9, 10) else b"")
        if code.endswith(b"%"):
            marks[style] = PERCENT
        elif len(code) > 1 and not code.strip(b"0") and len(code) < 50:
            marks[style] = PADDED + len(code)
    return marks


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as content:
        return content.read(8 * BLOCK)
