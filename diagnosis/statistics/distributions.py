"""Quantiles and tails of the normal, t, F and chi-squared distributions, in plain Python.

Nothing but `math` is needed. Tests compare them with scipy to 1e-12, far tails included.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_ENOUGH = 2e-16
_STEPS = 100_000
_MANY = 1e15
"""Degrees of freedom from which t is the normal distribution to 12 digits of any p above 1e-300."""
_LONG_SERIES = 20.0
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


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
    square = t * t / df
    if math.isinf(square):
        return 0.0
    return _regularised_beta(df / 2, 0.5, 1 / (1 + square), square / (1 + square))


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
    return _regularised_beta(df2 / 2, df1 / 2, 1 / (1 + ratio), ratio / (1 + ratio))


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
    The upper incomplete gamma function, by its series below the middle and its continued fraction above
    [1]_.

    References
    ----------
    .. [1] Abramowitz, M. & Stegun, I. A. (1964). Handbook of Mathematical Functions, 6.5.29 and 6.5.31.

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
    a, half = df / 2, x / 2
    # x^a exp(-x) / Gamma(a), which both ways share.
    front = math.sqrt(a) * math.exp(-_deviance(a, half) - _stirling_rest(a) - _HALF_LOG_2PI)
    if half < a + 1:
        return max(0.0, 1 - front * _gamma_series(a, half))
    return front * _gamma_fraction(a, half)


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


def _regularised_beta(a: float, b: float, x: float, rest: float) -> float:
    """Return I_x(a, b); `rest` is 1 - x, which the caller knows without rounding."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    n = a + b
    # Through deviances, since logarithms of gamma functions lose their digits when degrees are many.
    exponent = (
        _stirling_rest(n)
        - _stirling_rest(a)
        - _stirling_rest(b)
        - _deviance(a, n * x)
        - _deviance(b, n * rest)
    )
    front = math.sqrt(a / n) * math.sqrt(b) * math.exp(exponent - _HALF_LOG_2PI)
    # Both are the same distance from the middle; the one of the smaller numbers keeps its digits.
    apart = n * rest - b if rest < x else a - n * x
    if x < (a + 1) / (n + 2):
        return front * _beta_fraction(a, b, x, rest, apart)
    return max(0.0, 1 - front * _beta_fraction(b, a, rest, x, -apart))


def _beta_fraction(a: float, b: float, x: float, rest: float, apart: float) -> float:
    """Return the continued fraction of the incomplete beta function by Lentz's method.

    `apart` is a - (a + b) x, given apart so that nothing cancels where x is near 1.

    References
    ----------
    DiDonato, A. R. & Morris, A. H. (1992). Algorithm 708.
    """
    value = _away(a / (a + 1) * (apart + 1))
    c, d = value, 0.0
    for n in range(1, _STEPS):
        odd = a + 2 * n - 1
        upper = (a + n - 1) * (a + b + n - 1) / odd / odd * n * (b - n) * x * x
        lower = n + n * (b - n) * x / odd + (a + n) / (odd + 2) * (apart + 1 + n * (1 + rest))
        d = 1 / _away(lower + upper * d)
        c = _away(lower + upper / c)
        value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return 1 / value


def _gamma_series(a: float, x: float) -> float:
    """Return the sum of x^k / (a (a + 1) ... (a + k)) over k from 0."""
    term = total = 1 / a
    for k in range(1, _STEPS):
        term *= x / (a + k)
        total += term
        if term < total * _ENOUGH:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """Return the continued fraction of the upper incomplete gamma function by Lentz's method."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / _away(b)
    value = d
    for k in range(1, _STEPS):
        factor = -k * (k - a)
        b += 2
        d = 1 / _away(factor * d + b)
        c = _away(b + factor / c)
        value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _deviance(seen: float, expected: float) -> float:
    """Return seen log(seen / expected) + expected - seen, with all its digits near zero.

    References
    ----------
    Loader, C. (2000). Fast and accurate computation of binomial probabilities.
    """
    apart = seen - expected
    if abs(apart) >= 0.1 * (seen + expected):
        return seen * math.log(seen / expected) - apart
    v = apart / (seen + expected)
    total, term = apart * v, 2 * seen * v
    for k in range(1, 1000):
        term *= v * v
        more = total + term / (2 * k + 1)
        if more == total:
            break
        total = more
    return total


def _stirling_rest(a: float) -> float:
    """Return what Stirling's formula lacks of log Gamma(a + 1)."""
    if a < _LONG_SERIES:
        return math.lgamma(a + 1) - (a + 0.5) * math.log(a) + a - _HALF_LOG_2PI
    s = a * a
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / s) / s) / s) / s) / s) / a


def _away(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
