"""How much of what a variable says the others say too: variance inflation, also for sets of categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result

HIGH = 10.0
_SINGULAR = 1e-13


@dataclass(frozen=True, slots=True)
class Inflation(Result):
    """Variance inflation of one variable.

    Parameters
    ----------
    name : str
        The variable.
    columns : int
        Terms it has: 1 for a number or a dummy, one less than its categories for a variable of categories.
    factor : float or None
        Generalised factor; for one column it is the familiar 1 / (1 - R squared). None where the other
        variables determine it.
    per_column : float or None
        Factor to the power 1 / columns, so that it compares with the familiar one.
    """

    name: str
    columns: int
    factor: float | None
    per_column: float | None

    @property
    def is_high(self) -> bool:
        """Whether the factor per column reaches 10, or is beyond all bounds."""
        return self.per_column is None or self.per_column >= HIGH


def variance_inflation(variables: Mapping[str, Floats], weights: Floats) -> tuple[Inflation, ...]:
    """Return the weighted variance inflation of each variable.

    Parameters
    ----------
    variables : mapping of str to ndarray of shape (n,) or (n, k)
        The columns of each variable, without the constant; dummies of categories without the reference.
    weights : ndarray of shape (n,)
        Weights, zero or more; not all zero.

    Returns
    -------
    tuple of Inflation
        In the order of the variables; empty for none.

    Notes
    -----
    With R the weighted correlation of all columns, R1 that of the variable's own and R2 that of the others,
    the factor is det(R1) det(R2) / det(R) [1]_; it does not depend on the reference category. Interactions
    and powers are left out by the caller: they repeat their parts by construction.

    References
    ----------
    .. [1] Fox, J. & Monette, G. (1992). Generalized collinearity diagnostics. Journal of the American
       Statistical Association 87, 178-183.

    Examples
    --------
    >>> a, b = np.array([0.0, 1, 0, 1]), np.array([0.0, 1, 1, 1])
    >>> [round(one.factor, 3) for one in variance_inflation({"a": a, "b": b}, np.ones(4))]
    [1.5, 1.5]
    """
    if not variables:
        return ()
    widths = [1 if columns.ndim == 1 else columns.shape[1] for columns in variables.values()]
    correlation = _correlation(
        [column for columns in variables.values() for column in _each(columns)], weights
    )
    ends = np.cumsum(widths)
    return tuple(
        _inflation(name, correlation, slice(int(end - width), int(end)))
        for name, width, end in zip(variables, widths, ends, strict=True)
    )


def _each(columns: Floats) -> list[Floats]:
    return [columns] if columns.ndim == 1 else list(columns.T)


def _correlation(columns: list[Floats], weights: Floats) -> Floats:
    """Return the weighted correlation; a column without spread correlates with nothing but is marked 0."""
    total = weights.sum()
    centred = [column - float(weights @ column) / total for column in columns]
    p = len(columns)
    products = np.empty((p, p))
    for i, first in enumerate(centred):
        weighted = weights * first
        for j in range(i, p):
            products[i, j] = products[j, i] = weighted @ centred[j]
    spread = np.sqrt(np.diag(products))
    scale = np.where(spread > 0, spread, 1.0)
    return np.asarray(products / np.outer(scale, scale))


def _inflation(name: str, correlation: Floats, own: slice) -> Inflation:
    others = np.ones(len(correlation), dtype=bool)
    others[own] = False
    inside = correlation[own, own]
    width = len(inside)
    whole = float(np.linalg.det(correlation))
    parts = float(np.linalg.det(inside)) * float(np.linalg.det(correlation[np.ix_(others, others)]))
    if parts <= _SINGULAR or whole <= _SINGULAR * parts:
        return Inflation(name, width, None, None)
    factor = parts / whole
    return Inflation(name, width, factor, factor ** (1 / width))
