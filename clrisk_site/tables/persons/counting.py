"""Counts the persons of a list by area, programme, sex and age band. Pure; what is not known stays inside."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.tables.persons.ages import may_be_swapped, read_ages
from clrisk_site.tables.persons.bands import band_of
from clrisk_site.tables.persons.sexes import MARKS, SEXES, UNKNOWN, mark_of, read_sexes
from clrisk_site.tables.persons.vocabulary import NOT_KNOWN, Vocabulary
from clrisk_site.tables.values.parsed import is_missing

AREA, SEX, AGE, PROGRAMME, PERSON = "area", "sex", "age", "programme", "person"
PARTS = (AREA, SEX, AGE, PROGRAMME, PERSON)
DATES = "dates"

type Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Persons of one area, programme (-1: none known), sex and age band (-1: none known)."""

    area: int
    programme: int
    sex: str
    band: int
    persons: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that may leave the list: numbers.

    Parameters
    ----------
    cells : tuple of Cell
        Rows whose area is known, in order.
    rows : int
        Rows of the list.
    filled, known : mapping of str to int
        Per chosen part, rows that say anything, and rows of which it is understood.
    asks : tuple of str
        Marks of sex, or ``dates``, whose meaning a person must say before the cells can be believed.
    seen : mapping of str to int
        Rows with each mark that is asked.
    """

    cells: tuple[Cell, ...]
    rows: int
    filled: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    known: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    asks: tuple[str, ...] = ()
    seen: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def without_area(self) -> int:
        """Rows whose area is not known."""
        return self.rows - self.known.get(AREA, 0)

    @property
    def persons(self) -> int:
        """Sum of the cells."""
        return sum(cell.persons for cell in self.cells)

    def persons_without(self, part: str) -> int:
        """Persons in a known area of whom the age band or the programme is not known."""
        return sum(
            cell.persons for cell in self.cells if (cell.band if part == AGE else cell.programme) == NOT_KNOWN
        )


def count_list(
    frame: pd.DataFrame, vocabulary: Vocabulary, *, on: dt.date, answers: Mapping[str, str] | None = None
) -> Tally:
    """Count the rows of a list.

    Parameters
    ----------
    frame : DataFrame of shape (rows, parts)
        Cells as text; its columns are some of `PARTS`, the area among them.
    vocabulary : Vocabulary
        What cells of area and programme may mean.
    on : date
        The day on which birth dates are made ages.
    answers : mapping of str to str, optional
        What a person said of the marks of sex, and under ``dates`` what stands first.

    Returns
    -------
    Tally
        Where the list has a column that tells persons apart, a person counts once per cell; a row without
        that mark is a person of its own. The order of the rows makes no difference.

    Notes
    -----
    Each distinct text is looked at once: a list of thousands has few areas, sexes and ages.
    """
    said = answers or {}
    filled = {part: int(_filled(frame[part]).sum()) for part in PARTS if part in frame}
    areas = _numbers(frame[AREA], vocabulary.area_of)
    coded = pd.DataFrame({AREA: areas}, index=frame.index)
    coded[PROGRAMME] = (
        _numbers(frame[PROGRAMME], vocabulary.programme_of) if PROGRAMME in frame else NOT_KNOWN
    )
    sexes, marks = _sexes(frame, said)
    coded[SEX] = sexes
    bands, swaps = _bands(frame, on, said)
    coded[AGE] = bands
    known = {part: int((coded[part] != NOT_KNOWN).sum()) for part in (AREA, AGE, PROGRAMME) if part in frame}
    if SEX in frame:
        known[SEX] = int((coded[SEX] != SEXES.index(UNKNOWN)).sum())
    placed = coded[coded[AREA] != NOT_KNOWN]
    if PERSON in frame:
        placed = placed.assign(person=_persons(frame.loc[placed.index, PERSON])).drop_duplicates()
    seen = marks | swaps
    return Tally(_cells(placed), len(frame), filled, known, tuple(seen), seen)


def _cells(placed: pd.DataFrame) -> tuple[Cell, ...]:
    counted = placed.groupby([AREA, PROGRAMME, SEX, AGE]).size().reset_index(name="count")
    rows = counted[[AREA, PROGRAMME, SEX, AGE, "count"]].to_numpy(dtype=np.int64).tolist()
    return tuple(
        sorted(Cell(area, programme, SEXES[sex], band, count) for area, programme, sex, band, count in rows)
    )


def _sexes(frame: pd.DataFrame, answers: Mapping[str, str]) -> tuple[Numbers, dict[str, int]]:
    """Return the place of each row's sex in `SEXES`, and the rows of each mark that must be asked."""
    if SEX not in frame:
        return np.full(len(frame), SEXES.index(UNKNOWN), dtype=np.int64), {}
    places, texts = _distinct(frame[SEX])
    reading = read_sexes(texts, answers)
    found = np.array([SEXES.index(sex) for sex in reading.sexes], dtype=np.int64)
    rows = np.bincount(places, minlength=len(texts))
    asked = {mark: 0 for mark in MARKS if mark in reading.asks}
    for text, count in zip(texts, rows.tolist(), strict=True):
        mark = mark_of(text)
        if mark in asked:
            asked[mark] += count
    return found[places], asked


def _bands(frame: pd.DataFrame, on: dt.date, answers: Mapping[str, str]) -> tuple[Numbers, dict[str, int]]:
    """Return the age band of each row, and the rows whose date allows two orders when these must be asked."""
    if AGE not in frame:
        return np.full(len(frame), NOT_KNOWN, dtype=np.int64), {}
    places, texts = _distinct(frame[AGE])
    reading = read_ages(texts, on=on, order=answers.get(DATES, ""))
    found = np.array([band_of(age) for age in reading.ages], dtype=np.int64)[places]
    if not reading.asks_order:
        return found, {}
    open_texts = np.array([may_be_swapped(text) for text in texts])
    return found, {DATES: int(open_texts[places].sum())}


def _persons(cells: "pd.Series[Any]") -> Numbers:
    """Return a number for each person; it is made anew each time and says nothing of the text."""
    marks = cells.str.casefold().str.replace(r"[\W_]+", "", regex=True)
    numbers = pd.factorize(marks)[0].astype(np.int64)
    alone = (marks == "").to_numpy()
    numbers[alone] = -1 - np.arange(int(alone.sum()))
    return numbers


def _numbers(cells: "pd.Series[Any]", look_up: Callable[[str], int]) -> Numbers:
    places, texts = _distinct(cells)
    return np.array([look_up(text) for text in texts], dtype=np.int64)[places]


def _filled(cells: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    places, texts = _distinct(cells)
    return np.array([not is_missing(text) for text in texts], dtype=bool)[places]


def _distinct(cells: "pd.Series[Any]") -> tuple[npt.NDArray[np.intp], list[str]]:
    places, texts = pd.factorize(cells.to_numpy(dtype=object))
    return places, [str(text) for text in texts]
