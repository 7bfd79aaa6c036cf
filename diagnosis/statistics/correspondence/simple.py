"""Simple correspondence analysis of a labelled table of counts. Several questions at once: multiple.py."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from clrisk_site.figures.message import JsonValue, Message
from diagnosis.statistics.correspondence.axes import Axes, axes_of_table
from diagnosis.statistics.correspondence.parts import Marks, labelled, parts_of
from diagnosis.statistics.correspondence.points import Points, points_of
from diagnosis.statistics.correspondence.tables import CountTable
from diagnosis.statistics.correspondence.warning import NOTHING_RELATED, WEIGHTED_CHI2, equal_axes
from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result, plain


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
    TooFewCategoriesError
        If fewer than two active rows or columns are left.
    UnknownLabelError
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
    parts = parts_of(table, supplementary_rows, supplementary_columns, least_mass)
    r, c, residuals = _residuals(parts.active)
    found = axes_of_table(residuals, [(label,) for label in labelled(parts.columns, parts.column_active)])
    rows = _Side(parts.rows, parts.row_active, r, found.left / np.sqrt(r)[:, np.newaxis])
    columns = _Side(parts.columns, parts.column_active, c, found.right / np.sqrt(c)[:, np.newaxis])
    total, size, inertia = float((residuals**2).sum()), float(parts.active.sum()), found.values**2
    return Correspondence(
        inertia=inertia,
        share=inertia / total,
        total=total,
        dimensions=min(residuals.shape) - 1,
        chi2=total * size,
        size=size,
        records=table.records,
        weighted=table.weighted,
        rows=_cloud(rows, columns, parts.counts, found.values).on_first(axes),
        columns=_cloud(columns, rows, parts.counts.T, found.values).on_first(axes),
        warnings=(*table.warnings, *parts.warnings, *_about(found, table)),
        ratios=parts.ratios(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Rows or columns: labels, which are active, and of the active ones mass and standard coordinates."""

    labels: tuple[str, ...]
    active: Marks
    mass: Floats
    standard: Floats


def _residuals(active: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the masses of rows and columns, and the standardised residuals."""
    # Divided by the largest first, so that not even very large counts overflow.
    scaled = active / active.max()
    p = scaled / scaled.sum()
    r, c = p.sum(axis=1), p.sum(axis=0)
    return r, c, (p - np.outer(r, c)) / np.outer(np.sqrt(r), np.sqrt(c))


def _cloud(own: _Side, other: _Side, counts: Floats, values: Floats) -> Points:
    """Return active points as found, supplementary ones where their profiles over the other side lie."""
    counted = counts[:, other.active]
    totals = counted.sum(axis=1)
    deviations = counted / totals[:, np.newaxis] - other.mass
    standard = deviations @ other.standard / values
    standard[own.active] = own.standard
    mass = totals / totals[own.active].sum()
    mass[own.active] = own.mass
    distance = (deviations**2 / other.mass).sum(axis=1)
    return points_of(own.labels, mass, standard, values, distance, ~own.active)


def _about(found: Axes, table: CountTable) -> list[Message]:
    warnings = [equal_axes(first, last) for first, last in found.tied]
    if not len(found.values):
        warnings.append(NOTHING_RELATED)
    if table.weighted:
        warnings.append(WEIGHTED_CHI2)
    return warnings
