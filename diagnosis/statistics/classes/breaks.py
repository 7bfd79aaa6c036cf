"""What upper bounds do to values: the class of each, and how well classes fit. Finding bounds: methods."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def classify(values: ArrayLike, breaks: ArrayLike) -> NDArray[np.int64]:
    """Return the class of each value; a class holds its upper bound.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in the unit of the breaks; NaN is missing.
    breaks : array-like of shape (k,)
        Upper bounds, strictly ascending. Values above the last one belong to the top class.

    Returns
    -------
    ndarray of int of shape (n,)
        0 for the lowest class, -1 where the value is missing.

    Raises
    ------
    ValueError
        If there is no break, or the breaks do not ascend.

    Examples
    --------
    >>> classify([1.0, 2.0, 2.1, float("nan"), 9.0], breaks=[2.0, 5.0]).tolist()
    [0, 0, 1, -1, 1]
    """
    bounds = ascending(breaks)
    numbers = np.asarray(values, dtype=np.float64)
    found = np.minimum(np.searchsorted(bounds, numbers, side="left"), len(bounds) - 1)
    return np.where(np.isnan(numbers), -1, found).astype(np.int64)


def ascending(breaks: ArrayLike) -> NDArray[np.float64]:
    """Return upper bounds as an array.

    Raises
    ------
    ValueError
        If there is no break, or the breaks do not ascend.
    """
    bounds = np.asarray(breaks, dtype=np.float64)
    if not len(bounds) or not np.all(np.diff(bounds) > 0):
        raise ValueError("breaks must be upper bounds in ascending order")
    return bounds


def goodness_of_fit(values: ArrayLike, breaks: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the goodness of variance fit: the share of the squared deviations that lies between classes.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers; NaN takes no part.
    breaks : array-like of shape (k,)
        Upper bounds of the classes.
    weights : array-like of shape (n,), optional
        Weight of each value, zero or more, such as children of the area. One each by default.

    Returns
    -------
    float
        1 when every class holds one value only, 0 when there is one class; 1 when all values are equal.

    Raises
    ------
    ValueError
        If no value is left, one is infinite, or a weight is not a number of zero or more.
    """
    numbers, mass = observed(values, weights)
    member = classify(numbers, breaks)
    numbers = near_one(numbers)[0]
    total = _squared_deviations(numbers, mass)
    if total == 0:
        return 1.0
    within = sum(
        _squared_deviations(numbers[member == one], mass[member == one]) for one in np.unique(member)
    )
    return 1 - within / total


def observed(
    values: ArrayLike, weights: ArrayLike | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the values that are not missing, and the weight of each.

    Raises
    ------
    ValueError
        If no value is left, one is infinite, or a weight is not a number of zero or more.
    """
    numbers = np.asarray(values, dtype=np.float64).ravel()
    mass = np.ones(len(numbers)) if weights is None else np.asarray(weights, dtype=np.float64).ravel()
    if len(mass) != len(numbers):
        raise ValueError("there must be one weight for each value")
    known = ~np.isnan(numbers)
    numbers, mass = numbers[known], mass[known]
    if not len(numbers):
        raise ValueError("there is no value to classify")
    if np.isinf(numbers).any():
        raise ValueError("an infinite value cannot be classified")
    if not np.all((mass >= 0) & np.isfinite(mass)) or not mass.any():
        raise ValueError("weights must be numbers of zero or more, not all zero")
    return numbers, mass


def near_one(numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
    """Return numbers divided exactly by a power of two, so that no square over- or underflows; the power."""
    power = int(np.frexp(np.abs(numbers).max())[1])
    return np.ldexp(numbers, -power), power


def _squared_deviations(numbers: NDArray[np.float64], mass: NDArray[np.float64]) -> float:
    if not mass.any() or numbers.min() == numbers.max():
        return 0.0
    return float(np.sum(mass * (numbers - np.average(numbers, weights=mass)) ** 2))
