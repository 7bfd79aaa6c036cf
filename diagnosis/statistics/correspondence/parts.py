"""Which rows and columns of a table take part, which are only shown, and which have no place at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message
from diagnosis.statistics.correspondence.errors import (
    EmptyTableError,
    InvalidShareError,
    TooFewCategoriesError,
    UnknownLabelError,
)
from diagnosis.statistics.correspondence.tables import COLUMNS, ROWS, CountTable
from diagnosis.statistics.correspondence.warning import (
    MASS_OF_THE_REST,
    empty,
    set_aside,
    small,
    sum_of_others,
)
from diagnosis.statistics.design import Floats

SMALL = 0.02
"""Share of the total below which a category may pull an axis to itself."""

type Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A table without what counts nobody; make one with `parts_of`.

    Parameters
    ----------
    rows, columns : tuple of str
        Labels.
    counts : ndarray of shape (rows, columns)
        Persons or sums of weights.
    row_active, column_active : ndarray of bool
        Which of them take part in finding the axes.
    warnings : tuple of Message
        What became of the others.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Floats
    row_active: Marks
    column_active: Marks
    warnings: tuple[Message, ...]

    @property
    def active(self) -> Floats:
        """Counts of what takes part."""
        return self.counts[np.ix_(self.row_active, self.column_active)]

    def ratios(self) -> Floats:
        """Return counts divided by those expected if rows and columns were unrelated."""
        total = self.active.sum()
        of_row = self.counts[:, self.column_active].sum(axis=1) / total
        of_column = self.counts[self.row_active].sum(axis=0) / total
        return np.asarray(self.counts / total / of_row[:, np.newaxis] / of_column)


def parts_of(table: CountTable, rows: Collection[str], columns: Collection[str], least_mass: float) -> Parts:
    """Return what takes part.

    Parameters
    ----------
    table : CountTable
        All counts.
    rows, columns : collection of str
        Labels of those that are only shown.
    least_mass : float
        Share of the total, from 0 to below 1, under which others are only shown too.

    Raises
    ------
    InvalidShareError, UnknownLabelError, EmptyTableError, TooFewCategoriesError
        As in `correspondence`.
    """
    if not 0 <= least_mass < 1:
        raise InvalidShareError
    on_rows, on_columns = ~_marked(rows, table.rows), ~_marked(columns, table.columns)
    counts, least = table.counts, least_mass or SMALL
    active = counts[np.ix_(on_rows, on_columns)]
    if not active.sum() > 0:
        raise EmptyTableError
    light_rows = _light(on_rows, active.sum(axis=1), least)
    light_columns = _light(on_columns, active.sum(axis=0), least)
    say = set_aside if least_mass else small
    few = [labelled(table.rows, light_rows), labelled(table.columns, light_columns)]
    warnings = [say(labels, least) for labels in few if labels]
    if least_mass and warnings:
        warnings.append(MASS_OF_THE_REST)
        on_rows, on_columns = on_rows & ~light_rows, on_columns & ~light_columns
    # Each has its place by what it holds in the active part of the other side.
    on_rows, on_columns = (
        on_rows & (counts[:, on_columns].sum(axis=1) > 0),
        on_columns & (counts[on_rows].sum(axis=0) > 0),
    )
    for on, name in ((on_rows, ROWS), (on_columns, COLUMNS)):
        if on.sum() < 2:
            raise TooFewCategoriesError(name)
    kept_rows, kept_columns = counts[:, on_columns].sum(axis=1) > 0, counts[on_rows].sum(axis=0) > 0
    gone = [labelled(table.rows, ~kept_rows), labelled(table.columns, ~kept_columns)]
    warnings += [empty(labels) for labels in gone if labels]
    active = counts[np.ix_(on_rows, on_columns)]
    warnings += [sum_of_others(label) for label in labelled(labelled(table.rows, on_rows), _totals(active))]
    warnings += [
        sum_of_others(label) for label in labelled(labelled(table.columns, on_columns), _totals(active.T))
    ]
    return Parts(
        rows=labelled(table.rows, kept_rows),
        columns=labelled(table.columns, kept_columns),
        counts=counts[np.ix_(kept_rows, kept_columns)],
        row_active=on_rows[kept_rows],
        column_active=on_columns[kept_columns],
        warnings=tuple(warnings),
    )


def labelled(labels: tuple[str, ...], marks: Marks) -> tuple[str, ...]:
    """Return the labels that are marked."""
    return tuple(label for label, mark in zip(labels, marks, strict=True) if mark)


def _marked(labels: Collection[str], known: tuple[str, ...]) -> Marks:
    for label in labels:
        if label not in known:
            raise UnknownLabelError(label, known)
    return np.array([label in set(labels) for label in known], dtype=bool)


def _light(on: Marks, sums: Floats, least: float) -> Marks:
    """Return which of the active ones hold somebody, but a smaller share than that."""
    light = np.zeros(len(on), dtype=bool)
    light[on] = (sums > 0) & (sums < least * sums.sum())
    return light


def _totals(active: Floats) -> Marks:
    """Return which rows are the sum of the others; of two equal rows, neither is."""
    if len(active) < 3:
        return np.zeros(len(active), dtype=bool)
    return np.asarray(np.isclose(2 * active, active.sum(axis=0), rtol=1e-9, atol=0).all(axis=1))
