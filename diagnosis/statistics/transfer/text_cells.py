"""Opens a CSV of profile cells: its separator, its header, and which columns may be read as small numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from clrisk_site.tables.readers.text import find_separator
from diagnosis.statistics.transfer.cell_errors import NoCellsError, UnreadableCellsError

SAMPLE = 256 * 1024
SAMPLE_ROWS = 2_000
LONGEST_CODE = 4


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a text is written; "" and None are found out.

    Parameters
    ----------
    separator, encoding : str
        How it is cut and decoded.
    header : int or None
        Row of the header, from 1.
    decimal_comma : bool
        Whether decimals of the counts follow a comma.
    """

    separator: str = ""
    encoding: str = ""
    header: int | None = None
    decimal_comma: bool = False


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
    form : CsvForm
        How it is written.
    """

    path: Path
    names: tuple[str, ...]
    separator: str
    skipped: int
    small: frozenset[str]
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
            kinds[wanted[-1]] = pl.Float64()
        frame = pl.scan_csv(
            self.path,
            separator=self.separator,
            has_header=False,
            skip_lines=self.skipped,
            schema=kinds,
            decimal_comma=typed and self.form.decimal_comma,
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
        If it holds bytes that are no text, or a header twice.
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
            header = [cell.strip() for cell in cells]
            break
    if not any(header):
        raise NoCellsError
    names = tuple(name or f"column {place}" for place, name in enumerate(header, 1))
    if len(set(names)) < len(names):
        raise UnreadableCellsError("CSV")
    skipped = reader.line_num
    rows = [cells for cells in islice(reader, SAMPLE_ROWS) if len(cells) == len(names)]
    small = frozenset(
        name for place, name in enumerate(names) if rows and all(_is_small(cells[place]) for cells in rows)
    )
    return CsvTable(path, names, separator, skipped, small, form)


def spelled_numbers(column: pl.Expr, *, point: bool) -> pl.Expr:
    """Return texts as numbers, null where they are none."""
    text = column.cast(pl.String).str.strip_chars()
    return (text if point else text.str.replace(",", ".", literal=True)).cast(pl.Float64, strict=False)


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
