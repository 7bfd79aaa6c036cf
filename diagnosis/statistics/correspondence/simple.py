"""Simple correspondence analysis of a labelled table of counts. Several questions at once: multiple.py."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import JsonValue, Message
from diagnosis.statistics.correspondence.axes import Axes, axes_of_table
from diagnosis.statistics.correspondence.errors import (
    EmptyTableError,
    InvalidShareError,
    OneCategoryError,
    UnknownCategoryError,
)
from diagnosis.statistics.correspondence.points import Points, points_of
from diagnosis.statistics.correspondence.tables import COLUMNS, ROWS, CountTable
from diagnosis.statistics.correspondence.warning import (
    NOTHING_RELATED,
    WEIGHTED_CHI2,
    empty,
    equal_axes,
    set_aside,
    small,
    sum_of_others,
)
from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result, plain

SMALL = 0.02
"""Share of the total below which a category pulls axes to itself."""

type Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Correspondence(Result):
    """Axes of a table, largest first, with its rows and columns on them.

    Parameters
    ----------
    inertia : ndarray of shape (axes,)
        Principal inertias; without those that are zero but for rounding.
    share : ndarray of shape (axes,)
        Their shares of the total, from 0 to 1.
    total : float
        Total inertia: chi-squared divided by the sum of the counts.
    dimensions : int
        How many axes a table of this size can have.
    chi2 : float
        Chi-squared of the active table. It has no p-value here.
    size : float
        Sum of the active counts.
    records : int or None
        Records behind the counts, unweighted.
    weighted : bool
        Whether the counts are sums of weights.
    rows, columns : Points
        In the order of the table; supplementary ones among them.
    warnings : tuple of Message
        What the reader must know.
    ratios : ndarray of shape (rows, columns)
        Counts divided by those expected if rows and columns were unrelated; 1 means as expected.
    """

    inertia: Floats
    share: Floats
    total: float
    dimensions: int
    chi2: float
    size: float
    records: int | None
    weighted: bool
    rows: Points
    columns: Points
    warnings: tuple[Message, ...]
    ratios: Floats = field(metadata={"plain": False})

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data; each row and column is one object."""
        return Result.to_json(self) | {
            "rows": plain(self.rows.listed()),
            "columns": plain(self.columns.listed()),
        }


def correspondence(
    table: CountTable,
    *,
    supplementary_rows: Collection[str] = (),
    supplementary_columns: Collection[str] = (),
    least_mass: float = 0.0,
    axes: int | None = None,
) -> Correspondence:
    """Return the correspondence analysis of a table.

    Parameters
    ----------
    table : CountTable
        Persons or sums of weights, from `count_table` or `cross_table`.
    supplementary_rows, supplementary_columns : collection of str
        Labels of those that are shown on the map but take no part in finding it.
    least_mass : float, default=0
        Rows and columns with a smaller share of the active total become supplementary. 0.02 is usual.
    axes : int, optional
        On how many axes points are given; all by default. Inertia is always that of all.

    Returns
    -------
    Correspondence

    Raises
    ------
    EmptyTableError
        If the active table counts nobody.
    OneCategoryError
        If fewer than two active rows or columns are left.
    UnknownCategoryError
        If a supplementary label does not occur.
    InvalidShareError
        If `least_mass` is not from 0 to below 1.

    Notes
    -----
    With P the table divided by its sum, r and c its margins, the singular value decomposition of
    S = D_r^{-1/2} (P - r c') D_c^{-1/2} is U diag(s) V'. Principal coordinates are D_r^{-1/2} U diag(s) and
    D_c^{-1/2} V diag(s), contributions the squares of U and V, cos2 the squared coordinates divided by the
    squared distance [1]_. A supplementary column h lies at (h / sum(h))' D_r^{-1/2} U, a supplementary
    row likewise. The column with the largest contribution is positive on each axis; of
    columns with equal contributions, the first in alphabetical order. Axes of equal inertia are turned to
    their strongest columns.

    References
    ----------
    .. [1] Greenacre, M. (2017). Correspondence Analysis in Practice, 3rd edition. Chapman & Hall.

    Examples
    --------
    >>> from diagnosis.statistics.correspondence.tables import count_table
    >>> table = count_table(["farm", "shop", "none"], ["works", "does not"], [[30, 50], [10, 60], [5, 95]])
    >>> found = correspondence(table)
    >>> round(found.total, 4), [round(x, 3) for x in found.columns.coordinates[:, 0].tolist()]
    (0.1309, [0.772, -0.169])
    """
    if not 0 <= least_mass < 1:
        raise InvalidShareError
    aside = _marked(supplementary_rows, table.rows), _marked(supplementary_columns, table.columns)
    kept, aside, warnings = _parts(table, aside, least_mass)
    counted = table.counts[np.ix_(*kept)]
    rows, columns = (~mark[keep] for mark, keep in zip(aside, kept, strict=True))
    labels = _taken(table.rows, kept[0]), _taken(table.columns, kept[1])
    active = counted[np.ix_(rows, columns)]
    r, c, residuals = _residuals(active)
    found = axes_of_table(residuals, [(label,) for label in _taken(labels[1], columns)])
    distances = (residuals**2).sum(axis=1) / r, (residuals**2).sum(axis=0) / c
    size, total = float(active.sum()), float((residuals**2).sum())
    left, right = found.left / np.sqrt(r)[:, np.newaxis], found.right / np.sqrt(c)[:, np.newaxis]
    inertia = found.values**2
    return Correspondence(
        inertia=inertia,
        share=inertia / total,
        total=total,
        dimensions=min(active.shape) - 1,
        chi2=total * size,
        size=size,
        records=table.records,
        weighted=table.weighted,
        rows=_cloud(
            labels[0], counted[:, columns], rows, (c, right), (r, left), distances[0], found
        ).on_first(axes),
        columns=_cloud(
            labels[1], counted[rows].T, columns, (r, left), (c, right), distances[1], found
        ).on_first(axes),
        ratios=_ratios(counted, active, rows, columns),
        warnings=(
            *table.warnings,
            *warnings,
            *_totals(active, _taken(labels[0], rows)),
            *_totals(active.T, _taken(labels[1], columns)),
            *_about(found, table),
        ),
    )


def _marked(labels: Collection[str], known: tuple[str, ...]) -> Marks:
    for label in labels:
        if label not in known:
            raise UnknownCategoryError(label, known)
    return np.isin(np.array(known, dtype=object), list(labels)) if known else np.zeros(0, dtype=bool)


def _taken(labels: tuple[str, ...], marks: Marks) -> tuple[str, ...]:
    return tuple(label for label, mark in zip(labels, marks, strict=True) if mark)


def _parts(
    table: CountTable, aside: tuple[Marks, Marks], least_mass: float
) -> tuple[tuple[Marks, Marks], tuple[Marks, Marks], list[Message]]:
    """Return which rows and columns count anybody, which of them are supplementary, and what to say."""
    active = table.counts[np.ix_(~aside[0], ~aside[1])]
    if not active.sum() > 0:
        raise EmptyTableError
    least = least_mass or SMALL
    light = _light(active, aside, 0, least), _light(active, aside, 1, least)
    say = set_aside if least_mass else small
    warnings = [
        say(_taken(labels, mark), least)
        for labels, mark in ((table.rows, light[0]), (table.columns, light[1]))
        if mark.any()
    ]
    if least_mass:
        aside = aside[0] | light[0], aside[1] | light[1]
    return _counted(table, aside, warnings), aside, warnings


def _light(active: Floats, aside: tuple[Marks, Marks], side: int, least: float) -> Marks:
    """Return which active rows (side 0) or columns (side 1) hold somebody, but a smaller share than that."""
    mass = np.ones(len(aside[side]))
    mass[~aside[side]] = active.sum(axis=1 - side) / active.sum()
    return np.asarray((mass > 0) & (mass < least))


def _counted(table: CountTable, aside: tuple[Marks, Marks], warnings: list[Message]) -> tuple[Marks, Marks]:
    # A row has a place only by what it holds in active columns, and a column only by active rows.
    kept = (
        table.counts[:, ~aside[1]].sum(axis=1) > 0,
        table.counts[~aside[0]].sum(axis=0) > 0,
    )
    for keep, mark, labels, name in (
        (kept[0], aside[0], table.rows, ROWS),
        (kept[1], aside[1], table.columns, COLUMNS),
    ):
        if not keep.all():
            warnings.append(empty(_taken(labels, ~keep)))
        if (keep & ~mark).sum() < 2:
            raise OneCategoryError(name)
    return kept


def _residuals(active: Floats) -> tuple[Floats, Floats, Floats]:
    # Divided by the largest first, so that not even very large counts overflow.
    scaled = active / active.max()
    p = scaled / scaled.sum()
    r, c = p.sum(axis=1), p.sum(axis=0)
    return r, c, (p - np.outer(r, c)) / np.outer(np.sqrt(r), np.sqrt(c))


def _cloud(
    labels: tuple[str, ...],
    counted: Floats,
    active: Marks,
    other: tuple[Floats, Floats],
    own: tuple[Floats, Floats],
    distance: Floats,
    found: Axes,
) -> Points:
    """Return active points as found, supplementary ones where their profiles over the other side lie."""
    masses, vectors = other
    totals = counted.sum(axis=1)
    profiles = counted / totals[:, np.newaxis] - masses
    standard = profiles @ vectors / found.values
    standard[active] = own[1]
    distances = (profiles**2 / masses).sum(axis=1)
    distances[active] = distance
    mass = totals / totals[active].sum()
    mass[active] = own[0]
    return points_of(labels, mass, standard, found.values, distances, ~active)


def _ratios(counted: Floats, active: Floats, rows: Marks, columns: Marks) -> Floats:
    total = active.sum()
    of_row, of_column = counted[:, columns].sum(axis=1) / total, counted[rows].sum(axis=0) / total
    return np.asarray(counted / total / of_row[:, np.newaxis] / of_column)


def _totals(active: Floats, labels: tuple[str, ...]) -> list[Message]:
    """Return a warning for each row that is the sum of the others; of two equal rows, neither is."""
    if len(active) < 3:
        return []
    twice = np.isclose(2 * active, active.sum(axis=0), rtol=1e-9, atol=0).all(axis=1)
    return [sum_of_others(label) for label in _taken(labels, twice)]


def _about(found: Axes, table: CountTable) -> list[Message]:
    warnings = [equal_axes(first, last) for first, last in found.tied]
    if not len(found.values):
        warnings.append(NOTHING_RELATED)
    if table.weighted:
        warnings.append(WEIGHTED_CHI2)
    return warnings
