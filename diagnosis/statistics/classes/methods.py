"""The ways of finding upper bounds of classes by their names, and the names of the classes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.classes.breaks import near_one, observed

type Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""A cut that lies this share of the range beside a value differs from it by rounding alone."""

CLASS_NAMES = {
    1: ("medium",),
    2: ("low", "high"),
    3: ("low", "medium", "high"),
    4: ("low", "medium", "high", "very_high"),
    5: ("very_low", "low", "medium", "high", "very_high"),
}


class Method(StrEnum):
    """How areas come into classes."""

    INHERITED = "inherited"
    JENKS = "jenks"
    QUANTILE = "quantile"
    EQUAL_WIDTH = "equal_width"
    MEAN_SD = "mean_sd"
    FIXED = "fixed"


def names_of(k: int) -> tuple[str, ...]:
    """Return the names of `k` classes, the lowest first; more than five are numbered from 1."""
    return CLASS_NAMES.get(k) or tuple(str(number) for number in range(1, k + 1))


def quantile_breaks(values: ArrayLike, k: int, weights: ArrayLike | None = None) -> Floats:
    """Return upper bounds between which about the same number of areas lies.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in any unit. NaN is missing and takes no part.
    k : int
        Number of classes.
    weights : array-like of shape (n,), optional
        Weight of each value, zero or more. With it each class holds about the same weight.

    Returns
    -------
    ndarray of shape (<= k,)
        Upper bounds, ascending. Cuts that coincide because of ties are one cut.

    Raises
    ------
    ValueError
        If no value is left, one is infinite, or a weight is not a number of zero or more.

    Notes
    -----
    Without weights cut i lies at place (n - 1) i / k of the ordered values, straight between neighbours
    (definition 7 of [1]_). With weights it is the lowest value at which the weight of it and of all lower
    ones reaches i / k of the total.

    References
    ----------
    .. [1] Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. The American
       Statistician 50(4), 361-365.

    Examples
    --------
    >>> quantile_breaks([1, 2, 3, 4, 5, 6, 7], k=3).tolist()
    [3.0, 5.0, 7.0]
    """
    numbers, mass = observed(values, weights)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    parts = np.arange(1, k)
    if weights is None:
        # Whole numbers: a place that is a value's own must not fall short of it by rounding.
        place, rest = np.divmod((len(ordered) - 1) * parts, k)
        after = np.minimum(place + 1, len(ordered) - 1)
        cuts = ordered[place] + (ordered[after] - ordered[place]) * (rest / k)
    else:
        reached = np.cumsum(mass[order])
        cuts = ordered[np.searchsorted(reached, reached[-1] * (parts / k - ROUNDING))]
    return np.asarray(np.unique(np.append(cuts, ordered[-1])), dtype=np.float64)


def equal_width_breaks(values: ArrayLike, k: int) -> Floats:
    """Return upper bounds that divide the range into classes of one width.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in any unit. NaN is missing and takes no part.
    k : int
        Number of classes.

    Returns
    -------
    ndarray of shape (k,)
        Upper bounds, ascending; one bound only where all values are equal.

    Raises
    ------
    ValueError
        If no value is left, or one is infinite.

    Examples
    --------
    >>> equal_width_breaks([0, 1, 9], k=3).tolist()
    [3.0, 6.0, 9.0]
    """
    numbers, _ = observed(values)
    low, high = numbers.min(), numbers.max()
    cuts = low + (high - low) * (np.arange(1, k) / k)
    return np.unique(np.append(_onto_values(cuts, numbers), high))


def mean_sd_breaks(values: ArrayLike, multiples: Sequence[float], weights: ArrayLike | None = None) -> Floats:
    """Return upper bounds at the mean plus multiples of the standard deviation.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in any unit. NaN is missing and takes no part.
    multiples : sequence of float
        Multiples of the standard deviation, ascending; see `multiples_of`.
    weights : array-like of shape (n,), optional
        Weight of each value, zero or more.

    Returns
    -------
    ndarray of shape (len(multiples) + 1,)
        Upper bounds, ascending. The last is infinite where no value lies above the last cut, so that a class
        keeps its meaning even if nothing is in it.

    Raises
    ------
    ValueError
        If no value is left, one is infinite, or a weight is not a number of zero or more.

    Notes
    -----
    The standard deviation has n - 1 in its denominator; with weights (n - 1) / n times their total.

    Examples
    --------
    >>> mean_sd_breaks([1, 2, 3, 4, 10], multiples=(-1, 1)).round(3).tolist()
    [0.464, 7.536, 10.0]
    """
    numbers, mass = observed(values, weights)
    scaled, power = near_one(numbers)
    mean = np.average(scaled, weights=mass)
    n = len(numbers)
    squared = np.average((scaled - mean) ** 2, weights=mass) * n / max(n - 1, 1)
    if numbers.min() == numbers.max() or squared == 0:
        return np.array([numbers.max()])
    cuts = np.ldexp(mean + np.asarray(multiples, dtype=np.float64) * np.sqrt(squared), power)
    return fixed_breaks(numbers, _onto_values(cuts, numbers))


def multiples_of(k: int) -> tuple[float, ...]:
    """Return the multiples of the standard deviation between `k` classes, symmetric about the mean.

    Examples
    --------
    >>> multiples_of(3), multiples_of(4), multiples_of(5)
    ((-1.0, 1.0), (-1.0, 0.0, 1.0), (-2.0, -1.0, 1.0, 2.0))
    """
    half = (k - 1) // 2
    middle = () if k % 2 else (0.0,)
    return (*(float(-i) for i in range(half, 0, -1)), *middle, *(float(i) for i in range(1, half + 1)))


def fixed_breaks(values: ArrayLike, cuts: ArrayLike) -> Floats:
    """Return upper bounds at given cuts, with one class more for what lies above the last.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in the unit of the cuts. NaN is missing and takes no part.
    cuts : array-like of shape (k - 1,)
        Upper bounds of all classes but the top one, strictly ascending.

    Returns
    -------
    ndarray of shape (k,)
        Upper bounds. The last is the highest value, or infinite where none lies above the last cut.

    Raises
    ------
    ValueError
        If no value is left, or one is infinite.

    Examples
    --------
    >>> fixed_breaks([3, 12, 40], cuts=[10, 20]).tolist(), fixed_breaks([3, 12], cuts=[10, 20]).tolist()
    ([10.0, 20.0, 40.0], [10.0, 20.0, inf])
    """
    numbers, _ = observed(values)
    given = np.asarray(cuts, dtype=np.float64)
    highest = numbers.max()
    return np.append(given, highest if not len(given) or highest > given[-1] else np.inf)


def _onto_values(cuts: Floats, numbers: Floats) -> Floats:
    """Return the cuts, each that misses a value by rounding alone moved onto it."""
    ordered = np.unique(numbers)
    after = np.searchsorted(ordered, cuts).clip(0, len(ordered) - 1)
    before = np.maximum(after - 1, 0)
    nearest = np.where(
        np.abs(ordered[after] - cuts) <= np.abs(cuts - ordered[before]), ordered[after], ordered[before]
    )
    return np.where(np.abs(nearest - cuts) <= ROUNDING * (ordered[-1] - ordered[0]), nearest, cuts)
