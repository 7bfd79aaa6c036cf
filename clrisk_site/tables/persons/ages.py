"""What a cell says of age: completed years as written, or a birth date taken on one day."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.tables.persons.bands import OLDEST
from clrisk_site.tables.wording import plain

DAY_FIRST, MONTH_FIRST = "day", "month"
NO_AGE = -1
CENTURY = 100
LARGEST_MINORITY = 0.05
"""Share of the dates that tell day and month apart which may do so the other way round."""

_YEARS = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*(?:a|anos?|y|years?|yrs?|ans?|anos cumplidos)?\.?")
_MONTHS = re.compile(r"(\d{1,3})\s*(?:m|meses|mes|months?|mois)\.?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:.*)?")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[ t]\d{1,2}:.*)?")
_NAMED = re.compile(r"(\d{1,2})[\s/.-]+(?:de\s+)?([a-z]{3,10})\.?[\s/.-]+(?:del?\s+)?(\d{4}|\d{2})")
_MONTH_NAMES: Mapping[str, int] = {
    beginning: month
    for month, beginnings in enumerate(
        (
            ("ene", "jan"), ("feb", "fev"), ("mar",), ("abr", "apr", "avr"), ("may", "mai"), ("jun", "juin"),
            ("jul", "juil"), ("ago", "aug", "aou"), ("sep", "set"), ("oct", "out"), ("nov",),
            ("dic", "dec", "dez"),
        ),
        start=1,
    )
    for beginning in beginnings
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgeReading:
    """The age of each text in completed years (-1: none), and whether the order of dates must be asked."""

    ages: tuple[int, ...]
    asks_order: bool


def read_ages(texts: Sequence[str], *, on: dt.date, order: str = "") -> AgeReading:
    """Read the distinct texts of a column of ages or birth dates.

    Parameters
    ----------
    texts : sequence of str
        Each text once.
    on : date
        The day on which a birth date is made an age.
    order : str, optional
        "day" or "month": what stands first in dates that allow both; by default what the texts show.

    Returns
    -------
    AgeReading
        A birth after `on`, and an age above the last band, are no age.

    Examples
    --------
    >>> read_ages(["7", "8 meses", "31/12/2010"], on=dt.date(2026, 12, 30)).ages
    (7, 0, 15)
    """
    cells = [_cell(text) for text in texts]
    told = order if order in (DAY_FIRST, MONTH_FIRST) else _order_of(cells)
    return AgeReading(tuple(_age(cell, on, told or DAY_FIRST) for cell in cells), not told)


def may_be_swapped(text: str) -> bool:
    """Whether the text is a date in which day and month could each stand first and would differ."""
    found = _SLASHED.fullmatch(_cell(text))
    return found is not None and _is_open(found)


def _cell(text: str) -> str:
    cell = text.strip().casefold()
    # Accents stand only in words: a date in figures keeps its signs.
    return cell if cell.isascii() else " ".join(_bare(word) for word in cell.split())


def _bare(word: str) -> str:
    return word if word.isascii() else plain(word)


def _order_of(cells: Sequence[str]) -> str:
    """Return what stands first by the dates that allow one order only; "" when they do not settle it."""
    found = [match for cell in cells if (match := _SLASHED.fullmatch(cell))]
    day_first = sum(1 for match in found if int(match[1]) > 12 >= int(match[2]))
    month_first = sum(1 for match in found if int(match[2]) > 12 >= int(match[1]))
    # A few slips are outvoted; where two hands wrote, nobody can say which of them wrote an open date.
    is_split = min(day_first, month_first) > (day_first + month_first) * LARGEST_MINORITY
    if is_split or not (day_first or month_first):
        return "" if any(_is_open(match) for match in found) else DAY_FIRST
    return DAY_FIRST if day_first >= month_first else MONTH_FIRST


def _is_open(date: re.Match[str]) -> bool:
    return int(date[1]) <= 12 and int(date[2]) <= 12 and date[1] != date[2]


def _age(cell: str, on: dt.date, order: str) -> int:
    if match := _YEARS.fullmatch(cell):
        age = int(match[1])
    elif match := _MONTHS.fullmatch(cell):
        age = int(match[1]) // 12
    else:
        born = _birth(cell, on, order)
        if born is None or born > on:
            return NO_AGE
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age if age <= OLDEST else NO_AGE


def _birth(cell: str, on: dt.date, order: str) -> dt.date | None:
    if match := _ISO.fullmatch(cell):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _SLASHED.fullmatch(cell):
        first, second, year = int(match[1]), int(match[2]), _year(match[3], on)
        day, month = (first, second) if order == DAY_FIRST else (second, first)
    elif match := _NAMED.fullmatch(cell):
        day, month, year = int(match[1]), _month(match[2]), _year(match[3], on)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTH_NAMES.get(name[:4]) or _MONTH_NAMES.get(name[:3], 0)


def _year(digits: str, on: dt.date) -> int:
    """Return a year; of two digits the last one that is not after the counting."""
    if len(digits) > 2:
        return int(digits)
    year = on.year - on.year % CENTURY + int(digits)
    return year if year <= on.year else year - CENTURY
