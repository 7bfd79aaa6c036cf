"""Places in an order, and how far two orders agree."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

SHORT = 32
_BEFORE = np.triu(np.ones((SHORT, SHORT), dtype=bool), 1)


def places(values: Floats) -> Integers:
    """Return 1 for the highest value; equal values share the better place, and missing ones get 0.

    Examples
    --------
    >>> places(np.array([3.0, 9.0, np.nan, 9.0, 1.0])).tolist()
    [3, 1, 0, 1, 4]
    """
    known = np.sort(values[~np.isnan(values)])
    higher = len(known) - np.searchsorted(known, values, side="right")
    return np.where(np.isnan(values), 0, higher + 1).astype(np.int64)


def average_ranks(values: Floats) -> Floats:
    """Return 1 for the lowest value; equal values share their mean rank, and missing ones stay NaN.

    Examples
    --------
    >>> average_ranks(np.array([3.0, 9.0, np.nan, 9.0, 1.0])).tolist()
    [2.0, 3.5, nan, 3.5, 1.0]
    """
    known = np.sort(values[~np.isnan(values)])
    below, upto = np.searchsorted(known, values, side="left"), np.searchsorted(known, values, side="right")
    return np.where(np.isnan(values), np.nan, (below + upto + 1) / 2)


def tau_b(x: Floats, y: Floats) -> float | None:
    """Return Kendall's tau-b of two columns without missing values; None if one of them is constant.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
        Two quantities of the same things.

    Returns
    -------
    float or None
        From -1 to 1.

    Notes
    -----
    tau_b = (C - D) / sqrt((N - T_x) (N - T_y)) with N = n (n - 1) / 2 pairs, T the pairs tied in one column.
    D is counted while y is merged in the order of x [1]_: O(n log n).

    References
    ----------
    .. [1] Knight, W. R. (1966). A computer method for calculating Kendall's tau with ungrouped data.
       JASA 61(314), 436-439.
    """
    _, first = np.unique(x, return_inverse=True)
    _, second = np.unique(y, return_inverse=True)
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    pairs = len(x) * (len(x) - 1) // 2
    tied_first, tied_second = _tied(first), _tied(second)
    tied_both = _tied(first * (len(x) + 1) + second)
    if tied_first == pairs or tied_second == pairs:
        return None
    excess = pairs - tied_first - tied_second + tied_both - 2 * _inversions(second)
    return excess / sqrt((pairs - tied_first) * (pairs - tied_second))


def _tied(numbers: Integers) -> int:
    _, sizes = np.unique(numbers, return_counts=True)
    return int(np.sum(sizes * (sizes - 1) // 2))


def _inversions(numbers: Integers) -> int:
    """Return how many pairs stand in falling order, by merging runs of twice the length each time."""
    length = max(1 << max(len(numbers) - 1, 0).bit_length(), SHORT)
    rows: NDArray[np.int64] = np.full(length, len(numbers) + 1, dtype=np.int64)
    rows[: len(numbers)] = numbers
    # Short runs are quicker compared pair by pair.
    short = rows.reshape(-1, SHORT)
    found = int(np.count_nonzero((short[:, :, None] > short[:, None, :]) & _BEFORE))
    rows, width = np.sort(short, axis=1), SHORT
    while width < length:
        rows = rows.reshape(-1, 2 * width)
        # Two ordered runs: the stable sort that merges them says where those of the left run end up.
        order = np.argsort(rows, axis=1, kind="stable")
        found += int(((order < width) @ np.arange(2 * width)).sum()) - len(rows) * (width * (width - 1) // 2)
        rows = np.take_along_axis(rows, order, axis=1)
        width *= 2
    return found
