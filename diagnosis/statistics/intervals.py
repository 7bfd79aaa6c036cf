"""Intervals of shares and of their differences. Standard errors belong to the methods.

Shares have intervals that stay between 0 and 1; the symmetric one is for differences and for display.
"""

from __future__ import annotations

import math

from diagnosis.statistics.distributions import normal_quantile, t_quantile
from diagnosis.statistics.results import Interval


def wald_interval(estimate: float, se: float, df: float, confidence: float = 0.95) -> Interval | None:
    """Return the interval that is symmetric around the estimate; for differences and for display only.

    Parameters
    ----------
    estimate, se : float
        An estimate and its standard error, in one unit.
    df : float
        Degrees of freedom; infinite for the normal distribution.
    confidence : float, default=0.95
        Coverage.

    Returns
    -------
    tuple of (float, float) or None
        None below one degree of freedom.

    Examples
    --------
    >>> [round(100 * end, 2) for end in wald_interval(0.3, 0.3 * 0.0483, float("inf"))]
    [27.16, 32.84]
    """
    if not df >= 1:
        return None
    reach = t_quantile((1 + confidence) / 2, df) * se
    return estimate - reach, estimate + reach


def logit_interval(share: float, se: float, df: float, confidence: float = 0.95) -> Interval | None:
    """Return the interval that is symmetric on the logit scale, so that it stays between 0 and 1.

    Parameters
    ----------
    share, se : float
        A share from 0 to 1 and its standard error.
    df : float
        Degrees of freedom; infinite for the normal distribution.
    confidence : float, default=0.95
        Coverage.

    Returns
    -------
    tuple of (float, float) or None
        None for a share of 0 or 1, and below one degree of freedom.

    Examples
    --------
    >>> [round(100 * end, 2) for end in logit_interval(0.3, 0.3 * 0.0483, float("inf"))]
    [27.24, 32.91]
    """
    if not 0 < share < 1 or not df >= 1:
        return None
    middle = math.log(share / (1 - share))
    reach = t_quantile((1 + confidence) / 2, df) * se / (share * (1 - share))
    # Without any spread, rounding must not leave the share outside.
    return min(_expit(middle - reach), share), max(_expit(middle + reach), share)


def wilson_interval(cases: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share in a sample of persons drawn one by one.

    Parameters
    ----------
    cases, n : int
        Persons with the outcome, and all; at least one.
    confidence : float, default=0.95
        Coverage.

    Returns
    -------
    tuple of float
        Ends as shares.

    Raises
    ------
    ValueError
        If there is nobody, or more cases than persons.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
       Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(end, 4) for end in wilson_interval(56, 70)]
    [0.6918, 0.877]
    """
    if not 0 <= cases <= n or n < 1:
        raise ValueError(f"{cases} cases among {n}")
    share, z2 = cases / n, normal_quantile((1 + confidence) / 2) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    # Rounding must not leave all or none outside.
    return (0.0 if cases == 0 else middle - reach), (1.0 if cases == n else middle + reach)


def newcombe_interval(cases_1: int, n_1: int, cases_2: int, n_2: int, confidence: float = 0.95) -> Interval:
    """Return the interval of the difference of two independent shares from their score intervals.

    Parameters
    ----------
    cases_1, n_1, cases_2, n_2 : int
        Persons with the outcome, and all, of the first and the second group.
    confidence : float, default=0.95
        Coverage.

    Returns
    -------
    tuple of float
        Ends of the first share less the second; within -1 and 1.

    Raises
    ------
    ValueError
        If a group is empty, or has more cases than persons.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions:
       comparison of eleven methods. Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> [round(end, 4) for end in newcombe_interval(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    low_1, high_1 = wilson_interval(cases_1, n_1, confidence)
    low_2, high_2 = wilson_interval(cases_2, n_2, confidence)
    share_1, share_2 = cases_1 / n_1, cases_2 / n_2
    difference = share_1 - share_2
    return (
        difference - math.hypot(share_1 - low_1, high_2 - share_2),
        difference + math.hypot(high_1 - share_1, share_2 - low_2),
    )


def _expit(logit: float) -> float:
    if logit < 0:
        return math.exp(logit) / (1 + math.exp(logit)) if logit > -700 else 0.0
    return 1 / (1 + math.exp(-logit)) if logit < 700 else 1.0
