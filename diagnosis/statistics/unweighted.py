"""The difference of two shares from counts alone: tables of persons drawn one by one, without a design.

Of a survey with a design these understate the uncertainty; differences.py is for those.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagnosis.statistics.distributions import normal_p_value, t_p_value
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.intervals import newcombe_interval
from diagnosis.statistics.results import Interval, Result


@dataclass(frozen=True, slots=True)
class UnweightedDifference(Result):
    """How far two shares of persons lie apart, with the tests for samples without a design.

    Parameters
    ----------
    cases_1, n_1, cases_2, n_2 : int
        Persons with the outcome, and all, of each group.
    estimate : float
        First share less the second, as a share of one.
    interval : tuple of float
        Interval after Newcombe, from Wilson's intervals of both shares.
    z, p_z : float or None
        Test of equal shares with the pooled share, and its two-sided p. None, as below, where nothing
        varies.
    t_pooled, df_pooled, p_pooled : float or None
        Student's t on the values 0 and 1 with one variance for both groups.
    t_welch, df_welch, p_welch : float or None
        Welch's t with a variance for each group; None too where a group has one person.
    """

    cases_1: int
    n_1: int
    cases_2: int
    n_2: int
    estimate: float
    interval: Interval
    z: float | None
    p_z: float | None
    t_pooled: float | None
    df_pooled: float | None
    p_pooled: float | None
    t_welch: float | None
    df_welch: float | None
    p_welch: float | None

    @property
    def share_1(self) -> float:
        """Share of the first group."""
        return self.cases_1 / self.n_1

    @property
    def share_2(self) -> float:
        """Share of the second group."""
        return self.cases_2 / self.n_2


def unweighted_difference(
    cases_1: int, n_1: int, cases_2: int, n_2: int, confidence: float = 0.95
) -> UnweightedDifference:
    """Return the difference of two shares from their counts.

    Parameters
    ----------
    cases_1, n_1, cases_2, n_2 : int
        Persons with the outcome, and all, of the first and the second group.
    confidence : float, default=0.95
        Coverage of the interval.

    Returns
    -------
    UnweightedDifference

    Raises
    ------
    EmptyDomainError
        If a group is empty.
    ValueError
        If a group has fewer than no cases, or more than persons.

    Notes
    -----
    With s the pooled share, z = (p1 - p2) / sqrt(s (1 - s) (1 / n1 + 1 / n2)). The variances of the t tests
    are those of 0 and 1 with n - 1 in the denominator; the degrees of freedom of Welch's are after
    Satterthwaite.

    Examples
    --------
    >>> found = unweighted_difference(50, 159, 18, 129)
    >>> round(found.z, 6), round(found.t_pooled, 6), round(found.df_welch, 4)
    (3.476078, 3.539023, 284.1473)
    """
    if n_1 < 1 or n_2 < 1:
        raise EmptyDomainError
    share_1, share_2 = cases_1 / n_1, cases_2 / n_2
    difference = share_1 - share_2
    spread_1, spread_2 = n_1 * share_1 * (1 - share_1), n_2 * share_2 * (1 - share_2)
    pooled = (cases_1 + cases_2) / (n_1 + n_2)
    z = _ratio(difference, pooled * (1 - pooled) * (1 / n_1 + 1 / n_2))
    df = n_1 + n_2 - 2
    t = _ratio(difference, (spread_1 + spread_2) / df * (1 / n_1 + 1 / n_2)) if df else None
    welch, df_welch = _welch(difference, spread_1, n_1, spread_2, n_2)
    return UnweightedDifference(
        cases_1=cases_1,
        n_1=n_1,
        cases_2=cases_2,
        n_2=n_2,
        estimate=difference,
        interval=newcombe_interval(cases_1, n_1, cases_2, n_2, confidence),
        z=z,
        p_z=None if z is None else normal_p_value(z),
        t_pooled=t,
        df_pooled=None if t is None else df,
        p_pooled=None if t is None else t_p_value(t, df),
        t_welch=welch,
        df_welch=df_welch,
        p_welch=None if welch is None or df_welch is None else t_p_value(welch, df_welch),
    )


def _welch(
    difference: float, spread_1: float, n_1: int, spread_2: float, n_2: int
) -> tuple[float | None, float | None]:
    """Return Welch's t and its degrees of freedom; spreads are sums of squares."""
    if n_1 < 2 or n_2 < 2 or spread_1 + spread_2 <= 0:
        return None, None
    part_1, part_2 = spread_1 / (n_1 - 1) / n_1, spread_2 / (n_2 - 1) / n_2
    df = (part_1 + part_2) ** 2 / (part_1**2 / (n_1 - 1) + part_2**2 / (n_2 - 1))
    return _ratio(difference, part_1 + part_2), df


def _ratio(difference: float, variance: float) -> float | None:
    return difference / math.sqrt(variance) if variance > 0 else None
