"""What the counting child is asked, and its answer: nothing of it is believed but small whole numbers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clrisk_site.tables.persons.bands import BANDS
from clrisk_site.tables.persons.counting import DATES, PARTS, Cell, Tally
from clrisk_site.tables.persons.sexes import MARKS, SEXES
from clrisk_site.tables.persons.vocabulary import NOT_KNOWN, Vocabulary

PROGRAM = "clrisk_site.tables.persons.child"
ASKED = (*MARKS, DATES)


@dataclass(frozen=True)
class CountQuestion:
    """What is to be counted.

    Parameters
    ----------
    columns : mapping of str to int
        The column (from 0) of each part of `counting.PARTS` that the list has.
    vocabulary : Vocabulary
        What cells of area and programme may mean; nothing else is understood.
    on : date
        The day on which birth dates are made ages.
    answers : mapping of str to str
        What a person said of marks that may mean two things.
    headless : bool
        Whether the row taken for the header is a row of data.
    """

    columns: Mapping[str, int]
    vocabulary: Vocabulary
    on: dt.date
    answers: Mapping[str, str] = field(default_factory=dict)
    headless: bool = False

    @property
    def plan(self) -> dict[str, Any]:
        """The same as plain data, for `PROGRAM`."""
        return {
            "columns": dict(self.columns),
            "vocabulary": self.vocabulary.to_plain(),
            "on": self.on.isoformat(),
            "answers": dict(self.answers),
            "headless": self.headless,
        }

    def read(self, answer: Mapping[str, Any]) -> Tally | None:
        """Return the counts of an answer; None when it is not what the program answers."""
        areas = {*self.vocabulary.codes.values(), *self.vocabulary.names.values()}
        programmes = {NOT_KNOWN, *self.vocabulary.programmes.values()}
        try:
            tally = Tally(
                tuple(_cell(row, areas, programmes) for row in answer["cells"]),
                _number(answer["rows"]),
                _numbers(answer["filled"], PARTS),
                _numbers(answer["known"], PARTS),
                tuple(mark for mark in ASKED if mark in answer["asks"]),
                _numbers(answer["seen"], ASKED),
            )
        except (KeyError, TypeError, ValueError):
            return None
        return tally if tally.persons <= tally.rows and tally.without_area >= 0 else None


def _cell(row: Any, areas: set[int], programmes: set[int]) -> Cell:
    area, programme, sex, band, persons = row
    if area not in areas or programme not in programmes or sex not in SEXES:
        raise ValueError("a cell of nothing that was asked")
    if type(band) is not int or not NOT_KNOWN <= band < len(BANDS):
        raise ValueError("no age band")
    return Cell(int(area), int(programme), str(sex), band, _number(persons))


def _numbers(values: Any, names: tuple[str, ...]) -> dict[str, int]:
    return {name: _number(values[name]) for name in names if name in values}


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no count")
    return value
