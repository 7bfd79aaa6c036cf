"""Natural breaks, exact and quick. Other ways of finding bounds: methods."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.classes.breaks import near_one, observed

EQUALLY_GOOD = 1e-11
"""Divisions whose squared deviations differ by less than this share differ by rounding alone."""


def jenks_breaks(values: ArrayLike, k: int, weights: ArrayLike | None = None) -> NDArray[np.float64]:
    """Return the upper bounds of the exact Fisher-Jenks classes.

    Parameters
    ----------
    values : array-like of shape (n,)
        Numbers in any unit. NaN is missing and takes no part.
    k : int
        Number of classes, at least one.
    weights : array-like of shape (n,), optional
        Weight of each value, zero or more, such as children of the area. One each by default.

    Returns
    -------
    ndarray of shape (min(k, number of distinct values),)
        Upper bound of each class, ascending; each is one of the values. Equal values share a class.

    Raises
    ------
    ValueError
        If `k` is below one, no value is left, a value is infinite, or a weight is negative or unknown.

    Notes
    -----
    Minimises the sum of squared deviations from the class means [1]_ by dynamic programming over the distinct
    values u_1 < ... < u_m with masses c: D(j, l) = min_i D(i - 1, l - 1) + SSD(u_i .. u_j). The best i never
    falls as j grows, so that each layer is solved by halving [2]_, all places of one depth at once:
    O(k m log m) time and O(k m) memory. Of equally good divisions the one with the lower bounds wins.

    References
    ----------
    .. [1] Fisher, W. D. (1958). On grouping for maximum homogeneity. JASA 53(284), 789-798.
    .. [2] Wu, X. (1991). Optimal quantization by matrix searching. Journal of Algorithms 12(4), 663-673.

    Examples
    --------
    >>> jenks_breaks([1, 2, 2, 10, 11, 30], k=3).tolist()
    [2.0, 11.0, 30.0]
    """
    if k < 1:
        raise ValueError(f"there must be at least one class, not {k}")
    numbers, mass = observed(values, weights)
    highest = numbers.max()
    distinct, place = np.unique(numbers[mass > 0], return_inverse=True)
    if k >= len(distinct):
        bounds = distinct.copy()
    else:
        runs = _Runs(distinct, np.bincount(place, weights=mass[mass > 0]))
        bounds = distinct[_last_places(runs, len(distinct), k)]
    # Values without weight do not move bounds, but the highest of all closes the top class.
    bounds[-1] = highest
    return np.asarray(bounds, dtype=np.float64)


class _Runs:
    """Sums from which the squared deviations of any run of values follow without a loop."""

    def __init__(self, distinct: NDArray[np.float64], mass: NDArray[np.float64]) -> None:
        # Counted from the median outwards: a far value on either side costs the others no digits.
        middle = len(distinct) // 2
        scaled, _ = near_one(distinct)
        centred = scaled - scaled[middle]
        self._mass = _sums_from(mass, middle)
        self._sum = _sums_from(mass * centred, middle)
        self._squares = _sums_from(mass * centred**2, middle)

    def deviation(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the squared deviations of the runs from each start to and with its end."""
        after = ends + 1
        total = self._sum[after] - self._sum[starts]
        total *= total
        total /= self._mass[after] - self._mass[starts]
        squares = self._squares[after] - self._squares[starts]
        squares -= total
        return np.maximum(squares, 0, out=squares)


def _sums_from(parts: NDArray[np.float64], middle: int) -> NDArray[np.float64]:
    """Return sums of which differences are sums of runs, zero before the middle."""
    before = -np.cumsum(parts[:middle][::-1])[::-1]
    return np.concatenate([before, [0.0], np.cumsum(parts[middle:])])


def _last_places(runs: _Runs, m: int, k: int) -> list[int]:
    """Return the place of the last value of each class."""
    everything = np.arange(m)
    cost = runs.deviation(np.zeros(m, dtype=np.int64), everything)
    layers: list[NDArray[np.int64]] = []
    for layer in range(1, k - 1):
        cost, starts = _next_layer(cost, runs, layer)
        layers.append(starts)
    places = [m - 1]
    if k > 1:
        starts = everything[k - 1 :]
        totals = cost[starts - 1] + runs.deviation(starts, np.full(len(starts), m - 1))
        places.append(int(starts[_first_best(totals, np.array([0]), np.array([len(totals)]))[0]]) - 1)
    for starts in reversed(layers):
        places.append(int(starts[places[-1]]) - 1)
    return places[::-1]


def _next_layer(
    cost: NDArray[np.float64], runs: _Runs, layer: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the least deviations with one class more up to each end, and where that class starts."""
    m = len(cost)
    found, start = np.full(m, np.inf), np.full(m, layer)
    for depth in range((m - layer).bit_length(), -1, -1):
        # Places halfway between solved ones: what is best there lies between what is best beside them.
        step = 1 << depth
        ends = np.arange(layer + step - 1, m, 2 * step)
        if not len(ends):
            continue
        low = start[ends - step]
        high = np.minimum(ends, np.where(ends + step < m, start[np.minimum(ends + step, m - 1)], m))
        widths = high - low + 1
        offsets = np.cumsum(widths) - widths
        starts = np.arange(widths.sum()) + np.repeat(low - offsets, widths)
        totals = cost[starts - 1] + runs.deviation(starts, np.repeat(ends, widths))
        best = _first_best(totals, offsets, widths)
        found[ends], start[ends] = totals[best], starts[best]
    return found, start


def _first_best(
    totals: NDArray[np.float64], offsets: NDArray[np.int64], widths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the first place of each part that is as good as the best of it."""
    least = np.minimum.reduceat(totals, offsets) * (1 + EQUALLY_GOOD)
    good = np.flatnonzero(totals <= np.repeat(least, widths))
    return good[np.searchsorted(good, offsets)]
