"""The incomplete beta and gamma functions, with nearly all digits of their smallest values.

Both are a front factor times a series or a continued fraction. The front factor goes through deviances: so no
large logarithms are subtracted.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_ENOUGH = 2e-16
_STEPS = 100_000
_LONG_SERIES = 20.0
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def regularised_beta(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b).

    Parameters
    ----------
    a, b : float
        Above 0.
    x, rest : float
        From 0 to 1; `rest` is 1 - x, which the caller knows without rounding.

    Examples
    --------
    >>> round(regularised_beta(2, 3, 0.4, 0.6), 4)
    0.5248
    """
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


def upper_gamma(a: float, x: float) -> float:
    """Return the regularised upper incomplete gamma function Q(a, x).

    Parameters
    ----------
    a, x : float
        Above 0.

    Notes
    -----
    By the series of the lower function below the middle, by a continued fraction above [1]_.

    References
    ----------
    .. [1] Abramowitz, M. & Stegun, I. A. (1964). Handbook of Mathematical Functions, 6.5.29 and 6.5.31.

    Examples
    --------
    >>> round(upper_gamma(1, 2.0), 6)
    0.135335
    """
    # x^a exp(-x) / Gamma(a), which both ways share.
    front = math.sqrt(a) * math.exp(-_deviance(a, x) - _stirling_rest(a) - _HALF_LOG_2PI)
    if x < a + 1:
        return max(0.0, 1 - front * _gamma_series(a, x))
    return front * _gamma_fraction(a, x)


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
