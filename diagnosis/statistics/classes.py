"""Classes of a ranked quantity: natural breaks and what falls into them. Inherited ones stay as they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def jenks_breaks(values: ArrayLike, k: int) -> NDArray[np.float64]:
    """Return the upper bounds of the exact Fisher-Jenks classes.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in any unit. NaN is missing and takes no part.
    k : int
        Number of classes, at least one.

    Returns
    -------
    ndarray of shape (min(k, number of distinct values),)
        Upper bound of each class, ascending; each is one of the values. Equal values share a class.

    Raises
    ------
    ValueError
        If `k` is below one, no value is left, or a value is infinite.

    Notes
    -----
    Minimises the sum of squared deviations from the class means [1]_ by dynamic programming over the distinct
    values u_1 < ... < u_m with counts c: D(j, l) = min_i D(i - 1, l - 1) + SSD(u_i .. u_j), in O(k m^2) time
    and O(k m) memory. Of equally good divisions the one with the lower bounds wins.

    References
    ----------
    .. [1] Fisher, W. D. (1958). On grouping for maximum homogeneity. JASA 53(284), 789-798.

    Examples
    --------
    >>> jenks_breaks([1, 2, 2, 10, 11, 30], k=3).tolist()
    [2.0, 11.0, 30.0]
    """
    if k < 1:
        raise ValueError(f"there must be at least one class, not {k}")
    distinct, repeats = np.unique(_observed(values), return_counts=True)
    m = len(distinct)
    k = min(k, m)
    sums = _PrefixSums(distinct, repeats)
    deviation = np.array([sums.deviation(np.array([0]), j)[0] for j in range(m)])
    start_of_last = np.zeros((k, m), dtype=np.int64)
    for layer in range(1, k):
        next_deviation = np.full(m, np.inf)
        for j in range(layer, m):
            starts = np.arange(layer, j + 1)
            totals = deviation[starts - 1] + sums.deviation(starts, j)
            best = int(np.argmin(totals))
            next_deviation[j], start_of_last[layer, j] = totals[best], starts[best]
        deviation = next_deviation
    bounds = [m - 1]
    for layer in range(k - 1, 0, -1):
        bounds.append(int(start_of_last[layer, bounds[-1]]) - 1)
    return np.asarray(distinct[bounds[::-1]], dtype=np.float64)


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
    bounds = np.asarray(breaks, dtype=np.float64)
    if not len(bounds) or np.any(np.diff(bounds) <= 0):
        raise ValueError("breaks must be upper bounds in ascending order")
    numbers = np.asarray(values, dtype=np.float64)
    found = np.minimum(np.searchsorted(bounds, numbers, side="left"), len(bounds) - 1)
    return np.where(np.isnan(numbers), -1, found).astype(np.int64)


def goodness_of_fit(values: ArrayLike, breaks: ArrayLike) -> float:
    """Return the goodness of variance fit: the share of the squared deviations that lies between classes.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers; NaN takes no part.
    breaks : array-like of shape (k,)
        Upper bounds of the classes.

    Returns
    -------
    float
        1 when every class holds one value only, 0 when there is one class; 1 when all values are equal.
    """
    numbers = _observed(values)
    total = float(np.sum((numbers - numbers.mean()) ** 2))
    if total == 0:
        return 1.0
    member = classify(numbers, breaks)
    within = sum(
        float(np.sum((numbers[member == one] - numbers[member == one].mean()) ** 2))
        for one in np.unique(member)
    )
    return 1 - within / total


class _PrefixSums:
    """Sums from which the squared deviations of any run of values follow without a loop."""

    def __init__(self, distinct: NDArray[np.float64], repeats: NDArray[np.int64]) -> None:
        # Centred first: with values far from zero the difference of large sums would lose its digits.
        centred = distinct - np.average(distinct, weights=repeats)
        self._n = np.r_[0, np.cumsum(repeats)].astype(np.float64)
        self._sum = np.r_[0.0, np.cumsum(repeats * centred)]
        self._squares = np.r_[0.0, np.cumsum(repeats * centred**2)]

    def deviation(self, starts: NDArray[np.int64], end: int) -> NDArray[np.float64]:
        """Return the squared deviations of the runs from each start to and with `end`."""
        n = self._n[end + 1] - self._n[starts]
        total = self._sum[end + 1] - self._sum[starts]
        squares = self._squares[end + 1] - self._squares[starts]
        return np.asarray(np.maximum(squares - total**2 / n, 0), dtype=np.float64)


def _observed(values: ArrayLike) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[~np.isnan(numbers)]
    if not len(numbers):
        raise ValueError("there is no value to classify")
    if np.isinf(numbers).any():
        raise ValueError("an infinite value cannot be classified")
    return numbers
