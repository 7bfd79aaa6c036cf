"""Quantiles and tails of the normal, t, F and chi-squared distributions. What lies behind: incomplete.py.

Tests compare them with scipy to 1e-12, far tails included.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from diagnosis.statistics.incomplete import regularised_beta, upper_gamma

_FAR = 1e150
_MANY = 1e15
"""Degrees of freedom from which t is the normal distribution to 12 digits of any p above 1e-300."""


def normal_quantile(probability: float) -> float:
    """Return the quantile of the standard normal distribution.

    Parameters
    ----------
    probability : float
        Between 0 and 1, both excluded.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the probability is outside its bounds.

    Examples
    --------
    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    if not 0 < probability < 1:
        raise ValueError(f"no normal quantile at {probability}")
    return NormalDist().inv_cdf(probability)


def normal_p_value(z: float) -> float:
    """Return the share of the normal distribution beyond -z and z; NaN for NaN.

    Examples
    --------
    >>> round(normal_p_value(1.96), 6)
    0.049996
    """
    return math.erfc(abs(z) / math.sqrt(2))


def t_p_value(t: float, df: float) -> float:
    """Return the share of Student's t beyond -t and t.

    Parameters
    ----------
    t : float
        Statistic; NaN gives NaN.
    df : float
        Degrees of freedom, above 0; may be infinite.

    Returns
    -------
    float
        Two-sided p, from 0 to 1.

    Raises
    ------
    ValueError
        If the degrees of freedom are not above 0.

    Notes
    -----
    The regularised incomplete beta function at df / (df + t²) with df / 2 and 1 / 2 [1]_, so that a small
    tail keeps all its digits.

    References
    ----------
    .. [1] Abramowitz, M. & Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.5.8 and 26.7.1.

    Examples
    --------
    >>> round(t_p_value(4.0674, 19), 6)
    0.000657
    """
    if not df > 0:
        raise ValueError(f"no distribution of t with {df} degrees of freedom")
    if math.isnan(t):
        return math.nan
    if df > _MANY:
        return normal_p_value(t)
    size = abs(t) / math.sqrt(df)
    if size > _FAR:
        return _far_tails(size, df)
    square = size * size
    return regularised_beta(df / 2, 0.5, 1 / (1 + square), square / (1 + square))


def t_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t.

    Parameters
    ----------
    probability : float
        Between 0 and 1, both excluded.
    df : float
        Degrees of freedom, above 0; may be infinite.

    Returns
    -------
    float
        The number below which a share `probability` of the distribution lies.

    Raises
    ------
    ValueError
        If the probability or the degrees of freedom are outside their bounds.

    Notes
    -----
    The tail of `t_p_value` is inverted by bisection, which never fails.

    Examples
    --------
    >>> round(t_quantile(0.975, 20), 6)
    2.085963
    """
    if not 0 < probability < 1 or not df > 0:
        raise ValueError(f"no quantile of t at {probability} with {df} degrees of freedom")
    if df > _MANY:
        return normal_quantile(probability)
    if probability < 0.5:
        return -_beyond(2 * probability, df)
    return _beyond(2 * (1 - probability), df)


def f_p_value(f: float, df1: float, df2: float) -> float:
    """Return the share of the F distribution above a value.

    Parameters
    ----------
    f : float
        Statistic; NaN gives NaN, and all lies above what is not above 0.
    df1, df2 : float
        Degrees of freedom of numerator and denominator, above 0, not necessarily whole; `df2` may be
        infinite.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If degrees of freedom are not above 0.

    Examples
    --------
    >>> round(f_p_value(4.0674**2, 1, 19), 6)
    0.000657
    """
    if not df1 > 0 or not df2 > 0 or math.isinf(df1):
        raise ValueError(f"no distribution of F with {df1} and {df2} degrees of freedom")
    if math.isnan(f):
        return math.nan
    if f <= 0:
        return 1.0
    if df2 > _MANY:
        return chi2_p_value(df1 * f, df1)
    ratio = f * df1 / df2
    if math.isinf(ratio):
        return 0.0
    return regularised_beta(df2 / 2, df1 / 2, 1 / (1 + ratio), ratio / (1 + ratio))


def chi2_p_value(x: float, df: float) -> float:
    """Return the share of the chi-squared distribution above a value.

    Parameters
    ----------
    x : float
        Statistic; NaN gives NaN, and all lies above what is not above 0.
    df : float
        Degrees of freedom, above 0, not necessarily whole.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the degrees of freedom are not above 0.

    Notes
    -----
    The regularised upper incomplete gamma function at x / 2 with df / 2.

    Examples
    --------
    >>> round(chi2_p_value(3.841459, 1), 6)
    0.05
    """
    if not df > 0 or math.isinf(df):
        raise ValueError(f"no chi-squared distribution with {df} degrees of freedom")
    if math.isnan(x):
        return math.nan
    if x <= 0:
        return 1.0
    if math.isinf(x):
        return 0.0
    return upper_gamma(df / 2, x / 2)


def _far_tails(size: float, df: float) -> float:
    """Return both tails where the square of t is no number any more: the first term of the series is all."""
    logarithm = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(math.pi) - math.log(df / 2)
    return math.exp(logarithm - df * math.log(size))


@lru_cache(maxsize=512)
def _beyond(tail: float, df: float) -> float:
    """Return the t beyond which, on both sides together, a share `tail` lies."""
    low, high = 0.0, 1.0
    while t_p_value(high, df) > tail and high < 1e300:
        low, high = high, high * 2
    for _ in range(1100):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_p_value(middle, df) > tail else (low, middle)
    return (low + high) / 2
