"""Which cells of an ODS sheet are per cent: calamine gives their fraction and not how they are shown."""

import zipfile
from pathlib import Path
from xml.parsers import expat  # takes no document type and fetches nothing

from clrisk_site.tables.readers.marks import PERCENT, SheetMarks

BLOCK = 1024 * 1024
SAID = b'value-type="percentage"'


def read_ods_marks(path: Path, sheet: int, *, most_rows: int, most_columns: int) -> SheetMarks:
    """Return the marks of the sheet with that number (from 0); the XML was found whole before.

    Parameters
    ----------
    most_rows, most_columns : int
        Cells beyond are not marked; they are refused elsewhere.
    """
    with zipfile.ZipFile(path) as archive:
        with archive.open("content.xml") as content:
            if not any(SAID in block for block in iter(lambda: content.read(BLOCK), b"")):
                return SheetMarks()
        places = _Places(sheet, most_rows, most_columns)
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = places.begin, places.end
        with archive.open("content.xml") as content:
            parser.ParseFile(content)
    return places.marks


class _Places:
    """Counts sheets, rows and cells as they pass; a cell or row may stand for many."""

    def __init__(self, wanted: int, most_rows: int, most_columns: int) -> None:
        self.marks = SheetMarks()
        self.wanted = wanted
        self.most_rows, self.most_columns = most_rows, most_columns
        self.sheet = -1
        self.row = self.column = 0
        self.row_repeats = 1

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.sheet += 1
            self.row = 0
        elif name == "table:table-row":
            self.column = 0
            self.row_repeats = _number(attributes, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            repeats = _number(attributes, "table:number-columns-repeated")
            if self.sheet == self.wanted and attributes.get("office:value-type") == "percentage":
                self._mark(repeats)
            self.column += repeats

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.row_repeats

    def _mark(self, repeats: int) -> None:
        last = min(self.row + self.row_repeats, self.most_rows)
        for column in range(self.column, min(self.column + repeats, self.most_columns)):
            rows = self.marks.shown.setdefault(column, bytearray())
            rows.extend(bytes(max(0, last - len(rows))))
            rows[self.row : last] = bytes([PERCENT]) * max(0, last - self.row)


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 1
