"""The records of a file as labelled columns: texts, codes and numbers, made when a method asks for them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.absent import is_absent, is_told
from diagnosis.analyses.faults import MissingColumnError, NotFiniteError, RepeatedColumnError, listed
from diagnosis.analyses.numbers import read_numbers
from diagnosis.analyses.reading import Table
from diagnosis.survey.codes import canonical

_WHOLE = re.compile(r"0*(\d+)(?:\.0+)?")

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]

SAMPLE, FEW = 20_000, 2_000
"""A column with few distinct texts among its first ones is kept as places among them."""

LARGEST = 1e60
"""Beyond it no number is taken: its fourth power must still be one."""


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """A column of codes.

    Parameters
    ----------
    places : ndarray of int of shape (n,)
        Place of each record's code in `labels`; -1 where it is missing.
    labels : tuple of str
        Distinct codes as they stand in the file, in order: numbers by size, then texts.
    """

    places: Places
    labels: tuple[str, ...]

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which records have none."""
        return self.places < 0

    def labels_of(self, code: str) -> tuple[str, ...]:
        """Return the labels that a code means: itself, else what is only written otherwise, as 01 and 1."""
        if code in self.labels:
            return (code,)
        wanted = canonical(code)
        return tuple(label for label in self.labels if canonical(label) == wanted)

    def where(self, code: str) -> NDArray[np.bool_]:
        """Return which records have a code."""
        return np.isin(self.places, [self.labels.index(label) for label in self.labels_of(code)])

    def values(self, numbers: Mapping[str, float], otherwise: float) -> Floats:
        """Return a number for each record by its code; NaN where it is missing."""
        table = [numbers.get(label, otherwise) for label in self.labels]
        return np.asarray([*table, np.nan], dtype=np.float64)[self.places]


class Records:
    """A labelled table of a file; records are rows, in the order of the file.

    Parameters
    ----------
    table : Table
        The opened file.
    missing : mapping of str to collection of str
        Further codes of a column that mean "missing".
    decimal : str
        "point", "comma", or "" to find out from the cells of each column.
    wanted : iterable of str
        Texts among which are the headers that will be needed: those are loaded together.

    Attributes
    ----------
    names : tuple of str
        Headers.
    n : int
        Number of records.
    notes : list of Message
        What was found while reading, for the warnings of the analysis.
    """

    def __init__(
        self,
        table: Table,
        *,
        missing: Mapping[str, Collection[str]] | None = None,
        decimal: str = "",
        wanted: Iterable[str] = (),
    ) -> None:
        self.table = table
        self.names = table.names
        self.n = len(table.rows)
        self._missing = {
            self.spelled(name): {canonical(code) for code in codes} for name, codes in (missing or {}).items()
        }
        self._decimal = decimal
        self._wanted = [name for name in dict.fromkeys(wanted) if name in table.names]
        self.notes: list[Message] = []
        self._cells: dict[str, pl.Series] = {}
        self._codes: dict[str, Codes] = {}
        self._numbers: dict[str, Floats] = {}

    @property
    def path(self) -> Path:
        """Where the file lies, for methods that stream it themselves."""
        return self.table.path

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def note(self, message: Message) -> None:
        """Remember what the analyst must be told."""
        if message not in self.notes:
            self.notes.append(message)

    def row(self, place: int) -> int:
        """Return the row of the file, as people count it, of the record at a place from 0."""
        return int(self.table.rows[place])

    def spelled(self, name: str) -> str:
        """Return the header that a specification means: letter by letter, else but for case and spaces.

        Raises
        ------
        MissingColumnError, RepeatedColumnError
            If there is none, or more than one.
        """
        name = unicodedata.normalize("NFC", name)
        found = [one for one in self.names if one == name]
        if not found:
            wanted = " ".join(name.split()).casefold()
            found = [one for one in self.names if one and " ".join(one.split()).casefold() == wanted]
        if len(found) > 1:
            raise RepeatedColumnError(found[0])
        if not found:
            raise MissingColumnError(name, [one for one in self.names if one])
        return found[0]

    def prepare(self, names: Collection[str]) -> None:
        """Load columns in one pass over the file; others are loaded when they are asked for."""
        asked = list(dict.fromkeys(map(self.spelled, names)))
        if all(name in self._cells for name in asked):
            return
        once = [name for name in self._wanted if self.names.count(name) == 1]
        self._wanted = []
        new = [name for name in dict.fromkeys((*asked, *once)) if name not in self._cells]
        loaded = self.table.load([self.names.index(name) for name in new])
        self._cells.update(zip(new, map(_compact, loaded), strict=True))

    def text(self, name: str) -> NDArray[np.object_]:
        """Return the cells of a column as they stand, but for spaces around them; None where missing."""
        column = self.spelled(name)
        cells = self._take(column).cast(pl.String).str.strip_chars().str.normalize("NFC")
        often = Counter(text for text in cells.to_list() if text is not None)
        absent = self._absent(column, often)
        self._note_marks(column, often, absent)
        return cells.set(cells.is_in(list(absent)), None).to_numpy()

    def codes(self, name: str) -> Codes:
        """Return a column of codes."""
        column = self.spelled(name)
        if column not in self._codes:
            self._codes[column] = self._coded(column)
        return self._codes[column]

    def numbers(self, name: str, *, finite: bool = True) -> Floats:
        """Return a column of numbers; NaN where the cell is blank or says that the value is missing.

        Parameters
        ----------
        name : str
            Its header.
        finite : bool, default=True
            False lets infinite numbers pass, for an analysis that names them itself.

        Raises
        ------
        NotANumberError, DecimalMarkError, NotFiniteError
            If a cell is no number, or could be read in two ways.
        """
        column = self.spelled(name)
        if column not in self._numbers:
            self._numbers[column] = self._numbered(column)
        values = self._numbers[column]
        beyond = np.abs(values) > LARGEST
        if not finite:
            beyond &= ~np.isinf(values)
        if beyond.any():
            raise NotFiniteError(self.row(int(np.argmax(beyond))), column)
        return values.copy()

    def _take(self, column: str) -> pl.Series:
        """Return the cells of a column; of many distinct ones only once, since they need much memory."""
        self.prepare([column])
        cells = self._cells[column]
        return cells if cells.dtype == pl.Enum else self._cells.pop(column)

    def _coded(self, column: str) -> Codes:
        cells = self._take(column)
        if cells.dtype != pl.Enum:
            cells = _enumerated(cells if cells.dtype == pl.String else cells.cast(pl.String))
        places = _places(cells)
        written = [_tidy(text) for text in _distinct(cells).to_list()]
        often = np.bincount(places, minlength=len(written) + 1).tolist()
        absent = self._absent(column, written)
        self._note_marks(column, dict(zip(written, often, strict=False)), absent)
        labels, place_of = self._merged(column, Counter(_counted(written, often)), absent)
        # The last place stands for blank cells.
        table = np.array([*(place_of.get(text, -1) for text in written), -1], dtype=np.int64)
        return Codes(table[places], labels)

    def _absent(self, column: str, texts: Iterable[str]) -> set[str]:
        said = self._missing.get(column, set())
        return {text for text in texts if is_absent(text) or canonical(text) in said}

    def _merged(
        self, column: str, often: Counter[str], absent: set[str]
    ) -> tuple[tuple[str, ...], dict[str, int]]:
        """Return the labels, and the place of each text among them: spellings of one code are one."""
        texts = sorted((text for text in often if text not in absent), key=in_order)
        form = _whole if all(_WHOLE.fullmatch(text) for text in texts) else str.casefold
        label_of: dict[str, str] = {}
        for text in sorted(texts, key=lambda text: -often[text]):
            label_of.setdefault(form(text), text)
        labels = tuple(sorted(label_of.values(), key=in_order))
        if len(labels) < len(texts):
            self._note_spellings(column, [text for text in texts if label_of[form(text)] != text])
        at = dict(zip(labels, range(len(labels)), strict=True))
        return labels, {text: at[label_of[form(text)]] for text in texts}

    def _note_spellings(self, column: str, others: list[str]) -> None:
        self.note(
            says(
                "The column «%(column)s» writes one code in several ways, such as %(codes)s. "
                "All count as one.",
                column=column,
                codes=listed(others, 3),
            )
        )

    def _note_marks(self, column: str, often: Mapping[str, int], absent: Collection[str]) -> None:
        """Say which words of a column were taken as missing, but not those that programs write."""
        said = self._missing.get(column, set())
        told = [text for text in often if text in absent and is_told(text) and canonical(text) not in said]
        if told:
            self.note(
                says(
                    "Marks of missing values in the column «%(column)s»: %(marks)s (cells: %(count)s).",
                    column=column,
                    marks=listed(told, 5),
                    count=sum(often[text] for text in told),
                )
            )

    def _numbered(self, column: str) -> Floats:
        cells = self._take(column)
        if cells.dtype == pl.Enum:
            places = _places(cells)
            distinct = _distinct(cells)
            read = self._read(distinct, column, lambda place: self.row(int(np.argmax(places == place))))
            values = np.append(read, np.nan)[places]
            often = np.bincount(places, minlength=len(distinct) + 1).tolist()
            marks = [_tidy(text) for text in distinct.to_list()]
            self._note_marks(column, dict(zip(marks, often, strict=False)), self._absent(column, marks))
        elif cells.dtype == pl.String:
            values = self._read(cells, column, self.row)
            lost = Counter(map(_tidy, cells.filter(pl.Series(np.isnan(values))).drop_nulls().to_list()))
            self._note_marks(column, lost, self._absent(column, lost))
        else:
            values = cells.cast(pl.Float64).fill_null(np.nan).to_numpy().astype(np.float64)
        wanted = self._missing.get(column)
        if wanted:
            distinct_values = np.unique(values[~np.isnan(values)])
            absent = [value for value in distinct_values.tolist() if canonical(f"{value:.15g}") in wanted]
            values = np.where(np.isin(values, absent), np.nan, values)
        return values

    def _read(self, cells: pl.Series, column: str, row: Callable[[int], int]) -> Floats:
        by_comma = self.table.separator == ","
        return read_numbers(cells, column, row, decimal=self._decimal, by_comma=by_comma)


def _compact(cells: pl.Series) -> pl.Series:
    """Return a column of few distinct texts in a byte or two for each cell."""
    if cells.dtype != pl.String or cells.head(SAMPLE).n_unique() > FEW:
        return cells
    return _enumerated(cells)


def _enumerated(cells: pl.Series) -> pl.Series:
    return cells.cast(pl.Enum(cells.unique(maintain_order=True).drop_nulls()))


def _distinct(cells: pl.Series) -> pl.Series:
    return cast("pl.Enum", cells.dtype).categories


def _places(cells: pl.Series) -> Places:
    """Return the place of each cell among the distinct ones; the number of these where it is blank."""
    blank = len(_distinct(cells))
    return cells.to_physical().cast(pl.Int64).fill_null(blank).to_numpy()


def _tidy(text: str) -> str:
    """Return a text without needless spaces, its accents written in one way."""
    plain = " ".join(text.split())
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _counted(texts: Iterable[str], often: Iterable[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text, count in zip(texts, often, strict=False):
        found[text] = found.get(text, 0) + count
    return found


def _whole(code: str) -> str:
    """Return a whole number without zeros in front and without .0; 1.1 and 1.10 may be codes of two areas."""
    found = _WHOLE.fullmatch(code)
    return found[1] if found else code


def in_order(code: str) -> tuple[bool, float, str]:
    """Return what sorts codes: numbers by size, then texts by their letters.

    Examples
    --------
    >>> sorted(["10", "b", "9", "a"], key=in_order)
    ['9', '10', 'a', 'b']
    """
    try:
        number = float(code)
    except ValueError:
        return True, 0.0, code
    return (True, 0.0, code) if math.isnan(number) else (False, number, code)
