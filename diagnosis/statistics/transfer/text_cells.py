"""Opens a CSV of profile cells: its separator, its header, and which columns may be read as small numbers."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from clrisk_site.tables.readers.text import find_separator
from clrisk_site.tables.values.parsed import is_missing
from diagnosis.statistics.transfer.cell_errors import NoCellsError, RepeatedHeaderError, UnreadableCellsError

SAMPLE = 256 * 1024
SAMPLE_ROWS = 2_000
LONGEST_CODE = 4
THOUSANDS = r"^-?\d{1,3}(\.\d{3})+$"


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a text is written; "" and None are found out.

    Parameters
    ----------
    separator, encoding : str
        How it is cut and decoded.
    header : int or None
        Row of the header, from 1.
    decimal : str
        ``point`` or ``comma``, before the decimals of the counts.
    absent : callable
        Whether a cell says in words or marks that its value is missing.
    missing : tuple of float
        Numbers that stand for a missing count.
    """

    separator: str = ""
    encoding: str = ""
    header: int | None = None
    decimal: str = ""
    absent: Callable[[str], bool] = is_missing
    missing: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV that was opened.

    Parameters
    ----------
    path : Path
        Where it lies.
    names : tuple of str
        Headers, in order.
    separator : str
        Between cells.
    skipped : int
        Lines before the first row of cells.
    small : frozenset of str
        Columns whose first cells are whole numbers without leading zeros.
    pointed : frozenset of str
        Columns with a point in one of their first cells.
    form : CsvForm
        How it is written.
    """

    path: Path
    names: tuple[str, ...]
    separator: str
    skipped: int
    small: frozenset[str]
    pointed: frozenset[str]
    form: CsvForm

    def scan(self, wanted: Sequence[str], *, typed: bool) -> pl.LazyFrame:
        """Return the columns: the first a text, the last a number, others as small numbers where they are.

        Parameters
        ----------
        wanted : sequence of str
            The area, the variables, the counts.
        typed : bool
            False to read all as texts.
        """
        kinds: dict[str, pl.DataType] = {name: pl.String() for name in self.names}
        if typed:
            kinds |= {name: pl.Int16() for name in wanted[1:-1] if name in self.small}
            if self.form.decimal != "comma":
                kinds[wanted[-1]] = pl.Float64()
        frame = pl.scan_csv(
            self.path,
            separator=self.separator,
            has_header=False,
            skip_lines=self.skipped,
            schema=kinds,
            raise_if_empty=False,
        )
        return frame.select(wanted)


def open_csv(path: Path, form: CsvForm) -> CsvTable:
    """Return a CSV in UTF-8 with its header and separator.

    Raises
    ------
    NoCellsError
        If it is empty.
    UnreadableCellsError
        If it holds bytes that are no text.
    RepeatedHeaderError
        If two columns have one name.
    """
    with path.open("rb") as file:
        content = file.read(SAMPLE)
        whole = not file.read(1)
    if b"\0" in content:
        raise UnreadableCellsError("CSV")
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not whole:
        text = text[: text.rfind("\n") + 1] or text
    separator = form.separator or find_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header: list[str] = []
    for row, cells in enumerate(reader, 1):
        if row == form.header or (form.header is None and any(cell.strip() for cell in cells)):
            header = [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
            break
    if not any(header):
        raise NoCellsError
    names = tuple(name or f"column {place}" for place, name in enumerate(header, 1))
    repeated = [name for place, name in enumerate(names) if name in names[:place]]
    if repeated:
        raise RepeatedHeaderError(repeated[0])
    skipped = reader.line_num
    rows = [cells for cells in islice(reader, SAMPLE_ROWS) if len(cells) == len(names)]
    small = frozenset(
        name for place, name in enumerate(names) if rows and all(_is_small(cells[place]) for cells in rows)
    )
    pointed = frozenset(
        name for place, name in enumerate(names) if any("." in cells[place] for cells in rows)
    )
    return CsvTable(path, names, separator, skipped, small, pointed, form)


def spelled_numbers(column: pl.Expr, decimal: str = "") -> pl.Expr:
    """Return texts as numbers, null where they are none; points before a decimal comma part thousands."""
    text = column.cast(pl.String).str.strip_chars()
    if decimal == "comma":
        text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return text.cast(pl.Float64, strict=False)


def in_thousands(lazy: pl.LazyFrame) -> str | None:
    """Return the first text with a point if all of these could have it between thousands."""
    name = lazy.collect_schema().names()[0]
    text = pl.col(name).str.strip_chars()
    found = (
        lazy.filter(text.str.contains(".", literal=True))
        .select(text.first().alias("first"), text.str.contains(THOUSANDS).all().alias("all"))
        .collect(engine="streaming")
    )
    first, every = found.row(0)
    return str(first) if first is not None and every else None


def first_text(lazy: pl.LazyFrame, number: pl.Expr) -> tuple[int, str] | None:
    """Return place and content of the first cell of a column that is neither blank nor a number."""
    name = lazy.collect_schema().names()[0]
    written = pl.col(name).str.strip_chars().fill_null("") != ""
    found = (
        lazy.with_row_index("place")
        .filter(written & number.is_null())
        .select("place", name)
        .head(1)
        .collect(engine="streaming")
    )
    return None if not found.height else (int(found["place"][0]), str(found[name][0])[:40])


def _is_small(cell: str) -> bool:
    """Whether a code is a whole number that loses nothing as one; a blank one loses nothing either."""
    return not cell or (
        cell.isascii() and cell.isdigit() and len(cell) < LONGEST_CODE and cell == str(int(cell))
    )
