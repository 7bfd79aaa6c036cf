"""Quantiles of Student's t in plain Python, so that the statistics need nothing but numpy."""

from __future__ import annotations

import math
from statistics import NormalDist

_TINY = 1e-300
_STEPS = 400
_LARGE = 1e8


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
    The distribution function is the regularised incomplete beta function [1]_ by its continued fraction;
    it is inverted by bisection, which never fails.

    References
    ----------
    .. [1] Abramowitz, M. & Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.5.8 and 26.7.1.

    Examples
    --------
    >>> round(t_quantile(0.975, 20), 6)
    2.085963
    """
    if not 0 < probability < 1 or not df > 0:
        raise ValueError(f"no quantile of t at {probability} with {df} degrees of freedom")
    if df > _LARGE:
        return NormalDist().inv_cdf(probability)
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    tail = 2 * (1 - probability)
    low, high = 0.0, 1.0
    while _two_tails(high, df) > tail:
        low, high = high, high * 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _two_tails(middle, df) > tail else (low, middle)
    return (low + high) / 2


def _two_tails(t: float, df: float) -> float:
    """Return the share of the distribution beyond -t and t."""
    return _regularised_beta(df / 2, 0.5, df / (df + t * t), t * t / (df + t * t))


def _regularised_beta(a: float, b: float, x: float, rest: float) -> float:
    """Return I_x(a, b); `rest` is 1 - x, which the caller knows without rounding."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function by Lentz's method."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + factor * d)
            c = _away(1 + factor / c)
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def _away(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
