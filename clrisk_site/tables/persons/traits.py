"""Cells that speak of somebody without naming them: e-mail, telephone, tax number, birth date of a child."""

import re
from collections.abc import Callable, Sequence
from datetime import date

LEAST = 3
MOST_OF_THEM = 0.8
CHILDHOOD_YEARS = 18

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?\(?\d[\d\s().-]{7,17}\d")
_RFC = re.compile(r"[A-ZÑ&]{4}-?\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])-?[A-Z\d]{3}")
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def are_mails(cells: Sequence[str]) -> bool:
    return _mostly(cells, lambda cell: _MAIL.fullmatch(cell) is not None)


def are_phones(cells: Sequence[str]) -> bool:
    return _mostly(cells, lambda cell: _PHONE.fullmatch(cell) is not None and _year(cell) is None)


def are_tax_numbers(cells: Sequence[str]) -> bool:
    """Whether they are RFC of natural persons, which have thirteen characters; those of firms have twelve."""
    return _mostly(cells, lambda cell: _RFC.fullmatch(cell.upper()) is not None)


def are_births_of_children(cells: Sequence[str], today: date | None = None) -> bool:
    """Whether they are dates of the last 18 years, in several years and hardly any of them twice."""
    years = [year for year in map(_year, cells) if year is not None]
    last = (today or date.today()).year  # noqa: DTZ011 - a year's difference between time zones is no matter
    young = [year for year in years if last - CHILDHOOD_YEARS <= year <= last]
    return (
        len(young) >= max(LEAST, MOST_OF_THEM * len(cells))
        and len(set(young)) >= LEAST
        and len(set(cells)) * 10 >= len(cells) * 6
    )


def _year(cell: str) -> int | None:
    found = _DATE.fullmatch(cell)
    return None if found is None else int(found[1] or found[6])


def _mostly(cells: Sequence[str], passes: Callable[[str], bool]) -> bool:
    if len(cells) < LEAST:
        return False
    # A column that is nothing of the kind is told by its first cells.
    first = cells[:: max(1, len(cells) // 40)]
    if sum(1 for cell in first if passes(cell)) < len(first) * 0.5:
        return False
    return sum(1 for cell in cells if passes(cell)) >= MOST_OF_THEM * len(cells)
