"""A table as it was read: headers and cells as text, nothing understood yet."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from clrisk_site.tables.spec import Problem

SEPARATOR = "\0"
"""Stands between the cells of a packed column; readers never let it into a cell."""


class FileKind(StrEnum):
    """What a file is by its content, whatever it is called."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    GEOJSON = "geojson"
    SHAPEFILE = "shapefile"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; text files and GeoJSON have a single one named after nothing."""

    name: str
    hidden: bool = False
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What was proposed about the shape of the sheet; every part can be changed by the user.

    Parameters
    ----------
    header_row, header_rows : int
        Row number of the (last) header row, and over how many rows the header stretches.
    last_row : int
        Row number of the last data row; totals and notes lie below.
    totals_row : int or None
        Row that adds up the others.
    note_row, tags_row : int or None
        First row of the notes below, and the row of HXL tags.
    end_row : int
        Last row of the sheet that holds anything.
    """

    header_row: int
    header_rows: int = 1
    last_row: int = 0
    totals_row: int | None = None
    title_rows: int = 0
    note_rows: int = 0
    note_row: int | None = None
    tags_row: int | None = None
    end_row: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """How the bytes were understood, for the receipt and for the reader's eyes.

    Parameters
    ----------
    named_after : str
        The wanted name because of which this sheet is proposed.
    passed_over : tuple of str
        Sheets before the proposed one that hold no table.
    """

    kind: FileKind
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()
    named_after: str = ""
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapReading:
    """How the numbers of a map were understood, or what a person must say first.

    Parameters
    ----------
    stated : str
        The coordinate system as the file states it; "" when it states none.
    used, name : str
        Code and name of the system the numbers were read in; no code for one that only a description has.
    bounds : tuple of float or None
        West, south, east, north in degrees; as they stand in the file when its system is asked.
    candidates : tuple of (str, str)
        Code and name of the systems to choose from.
    asks : str
        "crs", "swap" or "sheet" when that must be said before the shapes mean anything, else "".
    mended : tuple of (int, float)
        Row, and by how many per cent mending its outline changed the area.
    shapes : int
        Rows that have a shape.
    """

    stated: str = ""
    used: str = ""
    name: str = ""
    bounds: tuple[float, float, float, float] | None = None
    candidates: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    swapped: bool = False
    mended: tuple[tuple[int, float], ...] = ()
    shapes: int = 0


@dataclass(frozen=True, slots=True)
class RawTable:
    """Headers, packed columns of text, and the row number in the user's file of each row.

    Notes
    -----
    A column is kept as one UTF-8 text with a NUL between cells: it crosses the process border fast and
    safely, takes a third of the memory of single strings, and whole-column replacements stay cheap. `typed`
    are the columns (from 0) that held true numbers, whose decimal mark is therefore certain; `top` the first
    rows as they stand. `repairs` are names before and after, where the text was saved twice in UTF-8;
    nothing is mended until it is asked for. `tags` has the HXL tag of each header, empty without one.
    `total_rows` are the rows of the file, also where only the first ones were asked for, and `accents` names
    that show whether the encoding is right; `bottom` holds the rows that were left out at the end, with
    their numbers. `map` says where a map lies; None for tables.
    """

    source: Source
    headers: tuple[str, ...]
    packed: tuple[bytes, ...]
    row_numbers: npt.NDArray[np.int64]
    layout: Layout
    problems: tuple[Problem, ...] = ()
    typed: frozenset[int] = frozenset()
    top: tuple[tuple[str, ...], ...] = ()
    geometry_column: int | None = None
    repairs: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    total_rows: int = 0
    accents: tuple[str, ...] = ()
    bottom: tuple[tuple[int, tuple[str, ...]], ...] = ()
    map: MapReading | None = None

    def __post_init__(self) -> None:
        if not self.total_rows:
            object.__setattr__(self, "total_rows", len(self.row_numbers))

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def is_map(self) -> bool:
        """Whether it came from a map, which has neither sheets nor a header row."""
        return self.source.kind in (FileKind.GEOJSON, FileKind.SHAPEFILE)

    def cells(self, column: int) -> list[str]:
        """Return the cells of a column (0-based) as text, in file order."""
        return self.packed[column].decode().split(SEPARATOR) if len(self) else []
