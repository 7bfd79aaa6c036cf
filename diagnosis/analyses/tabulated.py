"""Rows that stand for several equal persons, in tables without a design, as one record for each person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import says
from diagnosis.analyses.compared_groups import Compared
from diagnosis.analyses.faults import FileError, SpecificationError
from diagnosis.analyses.keys import DESIGN_KEYS
from diagnosis.analyses.records import Records
from diagnosis.analyses.sample import Sample
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.design import survey_design
from diagnosis.statistics.grouping import Grouping

type Floats = NDArray[np.float64]

MOST_PERSONS = 5_000_000


class CountsWithDesignError(SpecificationError):
    """A column of counts beside weights or a design: a table has one or the other."""

    def __init__(self, key: str, line: int | None) -> None:
        super().__init__(
            says(
                "A table of counts has no «%(key)s». Remove the key, or name the counts as «weights».",
                key=key,
            ),
            key=key,
            line=line,
        )


class InvalidCountError(FileError):
    """A count that is missing, negative or no whole number."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(
            says("A count is missing, negative or no whole number. Correct the cell."), row, column
        )


class ManyPersonsError(FileError):
    """Counts that add up to more persons than are taken one by one."""

    def __init__(self, column: str) -> None:
        super().__init__(
            says(
                "The counts add up to more than %(limit)s persons. Compare published shares by hand, or name "
                "the counts as «weights».",
                limit=MOST_PERSONS,
            ),
            column=column,
        )


def counts_of(
    records: Records, spec: Specification, among: NDArray[np.bool_], *, whole: bool = True
) -> Floats:
    """Return the persons of each record by the column `counts`; only those among the analysed are checked.

    Raises
    ------
    InvalidCountError
        If one is missing or negative, or no whole number where `whole` ones are needed.
    """
    column = records.spelled(spec.text("counts"))
    counts = records.numbers(column)
    wrong = among & ~((counts >= 0) & ((counts % 1 == 0) | (not whole)))
    if wrong.any():
        raise InvalidCountError(records.row(int(np.argmax(wrong))), column)
    return counts


def one_by_one(
    records: Records, spec: Specification, sample: Sample, outcome: Floats, compared: Compared
) -> tuple[Sample, Floats, Compared]:
    """Return sample, outcome and groups with one record for each person of the column `counts`.

    Raises
    ------
    AnalysisError
        If a count is no whole number, weights or a design are named too, or the persons are too many.
    """
    for key in DESIGN_KEYS:
        if key.name in spec:
            raise CountsWithDesignError(key.name, spec.lines.get(key.name))
    counts = counts_of(records, spec, np.ones(records.n, dtype=bool))
    if counts.sum() > MOST_PERSONS:
        raise ManyPersonsError(records.spelled(spec.text("counts")))
    times = counts.astype(np.int64)
    groups = compared.grouping
    return (
        Sample(survey_design(np.ones(int(times.sum()))), np.repeat(sample.domain, times), sample.warnings),
        np.repeat(outcome, times),
        Compared(Grouping(groups.name, groups.labels, np.repeat(groups.places, times)), compared.warnings),
    )
