"""Opens a table in text or Parquet: encoding, separator, header, and which rows hold records.

Cells are loaded column by column where they are needed (records.py); nothing of a file is changed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.limits import TRUSTED
from clrisk_site.tables.raw import FileKind
from clrisk_site.tables.readers.text import find_encoding, find_separator
from clrisk_site.tables.sentences import WHAT, RefusedError, refusal_message
from clrisk_site.tables.sniffing import sniff
from diagnosis.analyses.faults import (
    EmptyFileError,
    FileError,
    RaggedRowError,
    SpecificationError,
    UnreadableFileError,
)
from diagnosis.analyses.scanning import scan_rows

PARQUET = b"PAR1"
SAMPLE = 65_536
TITLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was opened; its cells are not loaded yet.

    Parameters
    ----------
    path : Path
        Where it lies.
    names : tuple of str
        Headers, in order.
    rows : ndarray of int of shape (n,)
        Row of the file of each record, as people count it.
    lines : ndarray of int or None
        Place of each record among all rows below the header; None where all are records.
    content : bytes or None
        Rows below the header in UTF-8; None for Parquet.
    separator, encoding : str
        How a text was cut and decoded; "" for Parquet.
    blank_rows : int
        Rows without any content, which are no records.
    slow : tuple of tuple of str
        The cells themselves, where a text had to be cut cell by cell.
    """

    path: Path
    names: tuple[str, ...]
    rows: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None
    content: bytes | None = None
    separator: str = ""
    encoding: str = ""
    blank_rows: int = 0
    slow: tuple[tuple[str, ...], ...] = ()

    def load(self, places: Sequence[int]) -> list[pl.Series]:
        """Return the cells of columns, by their places, as they stand; null where blank."""
        if self.content is None:
            frame = pl.read_parquet(self.path, columns=[self.names[place] for place in places])
            return [frame[self.names[place]] for place in places]
        if self.slow:
            return [pl.Series([row[place] or None for row in self.slow], dtype=pl.String) for place in places]
        wanted = sorted(set(places))
        frame = pl.read_csv(
            self.content,
            has_header=False,
            infer_schema=False,
            separator=self.separator,
            columns=wanted,
        )
        if self.lines is not None:
            frame = frame[self.lines]
        by_place = dict(zip(wanted, frame.get_columns(), strict=True))
        return [by_place[place] for place in places]


def check_file(path: Path) -> None:
    """Refuse what is no file: a table is read more than once, which a pipe cannot be.

    Raises
    ------
    SpecificationError
        If there is none, or it is something else.
    """
    if path.is_file():
        return
    if path.exists() and not path.is_dir():
        raise SpecificationError(says("%(file)s is no file on a disk. Save the table first.", file=str(path)))
    raise SpecificationError(says("There is no file %(file)s.", file=str(path)))


def open_table(path: Path, *, separator: str = "", encoding: str = "", header: int | None = None) -> Table:
    """Open a file of the analyst.

    Parameters
    ----------
    path : Path
        A text with separators, or Parquet.
    separator, encoding : str
        How it is cut and decoded; "" finds out.
    header : int or None
        Row of the header, from 1; None takes the first row that is not blank.

    Raises
    ------
    SpecificationError
        If there is no such file.
    UnreadableFileError, EmptyFileError, RaggedRowError
        If it is no table, holds no record, or a row has another number of cells than the header.
    """
    check_file(path)
    with path.open("rb") as file:
        if file.read(4) == PARQUET:
            return _open_parquet(path)
    try:
        kind = sniff(path, TRUSTED)
    except RefusedError as refused:
        raise _refused(path, refused) from refused
    if kind is not FileKind.CSV:
        raise _not_text(path, Message("%(kind)s", {"kind": kind.name}))
    return _open_text(path, separator, encoding, header)


def _refused(path: Path, refused: RefusedError) -> FileError:
    """Return the fault of a file that is no table; only texts and Parquet are read here."""
    if refused.code == "empty":
        return EmptyFileError(says("The file «%(file)s» is empty.", file=path.name))
    if refused.code == "too_large":
        return UnreadableFileError(refusal_message(refused.code, {"file": path.name, **refused.params}))
    what = WHAT.get(str(refused.params.get("what")))
    return _not_text(path, Message(what) if what else None)


def _not_text(path: Path, what: Message | None) -> UnreadableFileError:
    if what is None:
        return UnreadableFileError(
            says("The file «%(file)s» is no text table. Save the table as .csv.", file=path.name)
        )
    return UnreadableFileError(
        says(
            "The file «%(file)s» is %(what)s, not a text table. Save the table as .csv.",
            file=path.name,
            what=what,
        )
    )


def _open_parquet(path: Path) -> Table:
    try:
        names = tuple(pl.read_parquet_schema(path))
        n = int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableFileError(
            says("The file «%(file)s» is damaged or was not sent whole.", file=path.name)
        ) from error
    if not n:
        raise _no_records(path)
    return Table(path, names, np.arange(1, n + 1))


def _open_text(path: Path, separator: str, encoding: str, header: int | None) -> Table:
    found = encoding or find_encoding(path)
    content = _decoded(path, found)
    sample = content[:SAMPLE].decode("utf-8", "replace")
    cut = separator or find_separator(sample)
    names, at, end = _header(path, content, cut, header)
    body = content[end:]
    filled = scan_rows(body, cut, len(names))
    first = at + 1
    if filled is None:
        return _open_slowly(path, body, cut, found, names, first)
    if not filled.any():
        raise _no_records(path)
    lines = np.flatnonzero(filled)
    whole = len(lines) == len(filled)
    return Table(
        path, names, lines + first, None if whole else lines, body, cut, found, len(filled) - len(lines)
    )


def _decoded(path: Path, encoding: str) -> bytes:
    """Return the content in UTF-8 without a mark at its beginning."""
    content = path.read_bytes()
    if encoding in ("utf-8", "utf-8-sig"):
        try:
            # Most files are right already; polars checks the cells again.
            content.decode() if not content.isascii() else None
        except UnicodeDecodeError as error:
            raise _undecodable(path, encoding) from error
        return content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode(encoding).removeprefix("\ufeff").encode()
    except (UnicodeDecodeError, LookupError) as error:
        raise _undecodable(path, encoding) from error


def _undecodable(path: Path, encoding: str) -> UnreadableFileError:
    return UnreadableFileError(refusal_message("undecodable", {"file": path.name, "encoding": encoding}))


def _header(path: Path, content: bytes, cut: str, row: int | None) -> tuple[tuple[str, ...], int, int]:
    """Return the names, the row of the header, and where the bytes of the rows below begin."""
    lines = io.StringIO(content[: SAMPLE * 16].decode("utf-8", "replace"), newline="")
    texts = _Counting(lines)
    for at, cells in enumerate(islice(csv.reader(texts, delimiter=cut), TITLE_ROWS), 1):
        if at == row or (row is None and any(cell.strip() for cell in cells)):
            names = tuple(unicodedata.normalize("NFC", cell.strip()) for cell in cells)
            if not any(names):
                break
            while names and not names[-1]:
                names = names[:-1]
            names += ("",) * (len(cells) - len(names))
            return names, at, texts.size
    if row is not None:
        raise EmptyFileError(refusal_message("header_row", {"file": path.name, "row": row}))
    raise EmptyFileError(says("The file «%(file)s» is empty.", file=path.name))


class _Counting:
    """Lines of a text, and how many bytes in UTF-8 those taken so far have."""

    def __init__(self, lines: io.StringIO) -> None:
        self.lines = lines
        self.size = 0

    def __iter__(self) -> _Counting:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.size += len(line.encode())
        return line


def _open_slowly(
    path: Path, body: bytes, cut: str, encoding: str, names: tuple[str, ...], first: int
) -> Table:
    """Read a text with odd quotation marks or rows cell by cell, and name the first row that is wrong."""
    kept: list[tuple[str, ...]] = []
    rows: list[int] = []
    blank = 0
    csv.field_size_limit(TRUSTED.file_bytes)
    for row, cells in enumerate(
        csv.reader(io.StringIO(body.decode("utf-8", "replace"), newline=""), delimiter=cut), first
    ):
        if not any(cell.strip() for cell in cells):
            blank += 1
            continue
        if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
            raise RaggedRowError(row, len(cells), len(names), is_first=not kept)
        kept.append(tuple(cells[: len(names)]))
        rows.append(row)
    if not kept:
        raise _no_records(path)
    return Table(path, names, np.asarray(rows, dtype=np.int64), None, body, cut, encoding, blank, tuple(kept))


def _no_records(path: Path) -> EmptyFileError:
    return EmptyFileError(
        says(
            "The file «%(file)s» has a header and no record below it. Check that it was saved whole.",
            file=path.name,
        )
    )
