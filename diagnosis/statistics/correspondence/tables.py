"""Labelled tables of counts: how they are checked, and how records become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.correspondence.answers import Missing, Values, answers, weights_of
from diagnosis.statistics.correspondence.errors import (
    InfiniteCountError,
    MissingCellError,
    NegativeCountError,
    RepeatedLabelError,
    TooManyCategoriesError,
)
from diagnosis.statistics.design import Floats
from diagnosis.statistics.errors import EmptyDomainError

MOST_CELLS = 10_000_000
MOST_CATEGORIES = 2_000
NO_ANSWER = "no answer"
ROWS, COLUMNS = says("the rows of the table"), says("the columns of the table")


@dataclass(frozen=True, slots=True, eq=False)
class CountTable:
    """A labelled table of counts.

    Parameters
    ----------
    rows, columns : tuple of str
        Labels.
    counts : ndarray of shape (rows, columns)
        Persons, or sums of weights.
    weighted : bool
        Whether the counts are sums of weights, so that their chi-squared tests nothing.
    records : int or None
        Records behind the counts; None if only the counts are known.
    warnings : tuple of Message
        What happened on the way from the records.

    Raises
    ------
    RepeatedLabelError
        If a label appears twice.
    MissingCellError, NegativeCountError, InfiniteCountError
        If a count cannot be one.
    TooManyCategoriesError
        If the smaller side has over 2,000 categories, or the table over 10,000,000 cells.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Floats
    weighted: bool = False
    records: int | None = None
    warnings: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.rows), len(self.columns)):
            raise ValueError("the counts have another shape than the labels")
        for labels in (self.rows, self.columns):
            _check_labels(labels)
        _check_size(len(self.rows), len(self.columns))
        self._check_counts()

    def _check_counts(self) -> None:
        with np.errstate(over="ignore"):
            sound = not self.counts.size or (self.counts.min() >= 0 and np.isfinite(self.counts.sum()))
        if sound:
            return
        wrong = (
            (np.isnan(self.counts), MissingCellError),
            (self.counts < 0, NegativeCountError),
            (self.counts == self.counts.max(), InfiniteCountError),
        )
        cells, fault = next(pair for pair in wrong if pair[0].any())
        row, column = np.argwhere(cells)[0]
        raise fault(self.rows[row], self.columns[column], int(row))


def count_table(rows: Sequence[str], columns: Sequence[str], counts: ArrayLike) -> CountTable:
    """Return a table from its labels and counts; counts that are no whole numbers are sums of weights.

    Parameters
    ----------
    rows, columns : sequence of str
        Labels.
    counts : array-like of shape (rows, columns)
        Persons, or sums of weights.

    Raises
    ------
    RepeatedLabelError, CellError, TooManyCategoriesError
        As in `CountTable`.

    Examples
    --------
    >>> count_table(["boys", "girls"], ["works", "does not"], [[12, 88], [7, 93.5]]).weighted
    True
    """
    numbers = np.array(counts, dtype=np.float64).reshape(len(rows), len(columns))
    with np.errstate(invalid="ignore"):
        weighted = bool((numbers != np.trunc(numbers)).any())
    return CountTable(tuple(rows), tuple(columns), numbers, weighted)


def cross_table(
    rows: Values,
    columns: Values,
    weights: ArrayLike | None = None,
    *,
    missing: Missing = Missing.LEAVE_OUT,
    no_answer: str = NO_ANSWER,
    frequencies: bool = False,
) -> CountTable:
    """Count records by two questions.

    Parameters
    ----------
    rows, columns : array-like of shape (n,) or Answers
        Answers; `combined` joins several questions to one.
    weights : array-like of shape (n,), optional
        How many persons each record stands for; zero keeps it out. One each by default.
    missing : Missing, default=LEAVE_OUT
        Records without an answer leave the table, with a warning, or form a category `no_answer`; set aside
        in a table means the same as left out.
    no_answer : str
        Label of that category.
    frequencies : bool, default=False
        Whether the weights are counts of persons who were all asked, not survey weights.

    Returns
    -------
    CountTable

    Raises
    ------
    MissingWeightError, InvalidWeightError
        If a weight is missing, negative or infinite.
    EmptyDomainError
        If no record has both answers and a weight above zero.
    TooManyCategoriesError
        If a question has too many categories for a table.
    """
    own, other = answers(rows), answers(columns)
    if missing is Missing.CATEGORY:
        own, other = own.with_blanks_as(no_answer), other.with_blanks_as(no_answer)
    if len(own.codes) != len(other.codes):
        raise ValueError(f"{len(own.codes)} rows for {len(other.codes)} columns")
    numbers = weights_of(weights, len(own.codes))
    taken = ~(own.blank | other.blank)
    asked = taken if numbers is None else taken & (numbers > 0)
    if not asked.any():
        raise EmptyDomainError
    _check_size(len(own.categories), len(other.categories))
    cells = own.codes[asked].astype(np.int64) * len(other.categories) + other.codes[asked]
    size = len(own.categories) * len(other.categories)
    summed = np.bincount(cells, None if numbers is None else numbers[asked], size).astype(np.float64)
    blank = int((~taken if numbers is None else ~taken & (numbers > 0)).sum())
    return CountTable(
        own.categories,
        other.categories,
        summed.reshape(len(own.categories), -1),
        weighted=numbers is not None and not frequencies,
        records=int(asked.sum()),
        warnings=(left_out(blank),) if blank else (),
    )


def left_out(blank: int) -> Message:
    """Return the warning about records that left for want of an answer."""
    return counts(
        "%(count)s record was left out because it lacks an answer.",
        "%(count)s records were left out because they lack an answer.",
        blank,
    )


def _check_labels(labels: tuple[str, ...]) -> None:
    if len(set(labels)) == len(labels):
        return
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            raise RepeatedLabelError(label)
        seen.add(label)


def _check_size(rows: int, columns: int) -> None:
    if min(rows, columns) > MOST_CATEGORIES or rows * columns > MOST_CELLS:
        most = MOST_CATEGORIES if min(rows, columns) > MOST_CATEGORIES else MOST_CELLS // min(rows, columns)
        raise TooManyCategoriesError(ROWS if rows >= columns else COLUMNS, max(rows, columns), most)
