"""How much of what a variable says the others say too: variance inflation, also for sets of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def correlation_of(covariance: Floats) -> Floats:
    """Return the correlation; a column without spread correlates with nothing, not even with itself."""
    spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    scale = np.where(spread > 0, spread, 1.0)
    return np.asarray(covariance / np.outer(scale, scale))


def inflation_of(correlation: Floats, places: Mapping[str, Sequence[int]]) -> tuple[Inflation, ...]:
    """Return the inflation of variables from the correlation of all their columns.

    Parameters
    ----------
    correlation : ndarray of shape (columns, columns)
        Weighted, of all columns.
    places : mapping of str to sequence of int
        Columns of each variable, the constant and the reference left out; together all columns.

    Returns
    -------
    tuple of Inflation
        In the order of the variables.

    Notes
    -----
    With R the correlation of all columns, R1 that of the variable's own and R2 that of the others, the
    factor is det(R1) det(R2) / det(R) [1]_; it does not depend on the reference category. Interactions and
    powers are left out by the caller: they repeat their parts by construction.

    References
    ----------
    .. [1] Fox, J. & Monette, G. (1992). Generalized collinearity diagnostics. Journal of the American
       Statistical Association 87, 178-183.

    Examples
    --------
    >>> [one.factor for one in inflation_of(np.array([[1.0, 0.6], [0.6, 1.0]]), {"a": [0], "b": [1]})]
    [1.5625, 1.5625]
    """
    return tuple(_inflation(name, correlation, list(own)) for name, own in places.items())


def _inflation(name: str, correlation: Floats, own: list[int]) -> Inflation:
    others = np.setdiff1d(np.arange(len(correlation)), own)
    whole = float(np.linalg.det(correlation))
    within = float(np.linalg.det(correlation[np.ix_(own, own)]))
    parts = within * float(np.linalg.det(correlation[np.ix_(others, others)]))
    if parts <= _SINGULAR or whole <= _SINGULAR * parts:
        return Inflation(name, len(own), None, None)
    factor = parts / whole
    return Inflation(name, len(own), factor, factor ** (1 / len(own)))
