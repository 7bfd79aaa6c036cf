"""Adjusted p where many tests are made at once: Holm keeps the chance of any false alarm, Benjamini and
Hochberg the share of false alarms. The tests themselves belong to their methods."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]


class Adjustment(StrEnum):
    """How p is adjusted for the number of tests."""

    HOLM = "holm"
    BENJAMINI_HOCHBERG = "bh"
    NONE = "none"


def holm(p: ArrayLike) -> Floats:
    """Return p adjusted after Holm.

    Parameters
    ----------
    p : array-like of shape (m,)
        p of each test, from 0 to 1; NaN where a test could not be made.

    Returns
    -------
    ndarray of shape (m,)
        Compare with the level itself. NaN stays NaN and does not count as a test.

    Raises
    ------
    ValueError
        If a p is outside 0 to 1.

    Notes
    -----
    In ascending order, the largest so far of (m - k + 1) p_k, at most 1 [1]_.

    References
    ----------
    .. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
       Statistics 6, 65-70.

    Examples
    --------
    >>> [round(float(one), 3) for one in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    given, made, order = _ordered(p)
    found = given[made][order]
    steps = np.maximum.accumulate(found * np.arange(len(found), 0, -1))
    return _back(given, made, order, steps)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return p adjusted after Benjamini and Hochberg.

    Parameters
    ----------
    p : array-like of shape (m,)
        p of each test, from 0 to 1; NaN where a test could not be made.

    Returns
    -------
    ndarray of shape (m,)
        Compare with the share of false alarms that is accepted. NaN stays NaN and does not count as a test.

    Raises
    ------
    ValueError
        If a p is outside 0 to 1.

    Notes
    -----
    In descending order, the smallest so far of m p_k / k, at most 1 [1]_.

    References
    ----------
    .. [1] Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
       Statistical Society B 57, 289-300.

    Examples
    --------
    >>> [round(float(one), 3) for one in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    given, made, order = _ordered(p)
    found = given[made][order]
    steps = found * len(found) / np.arange(1, len(found) + 1)
    return _back(given, made, order, np.minimum.accumulate(steps[::-1])[::-1])


def adjusted(p: ArrayLike, how: Adjustment) -> Floats:
    """Return p adjusted in the way that was chosen."""
    if how is Adjustment.NONE:
        return _ordered(p)[0]
    return holm(p) if how is Adjustment.HOLM else benjamini_hochberg(p)


def _ordered(p: ArrayLike) -> tuple[Floats, NDArray[np.bool_], NDArray[np.intp]]:
    given = np.array(p, dtype=np.float64).ravel()
    made = ~np.isnan(given)
    if not ((given[made] >= 0) & (given[made] <= 1)).all():
        raise ValueError("a p lies outside 0 to 1")
    return given, made, np.argsort(given[made], kind="stable")


def _back(given: Floats, made: NDArray[np.bool_], order: NDArray[np.intp], steps: Floats) -> Floats:
    """Return the steps in the places where their p were given."""
    result, found = given.copy(), np.empty(len(steps))
    found[order] = np.minimum(steps, 1.0)
    result[made] = found
    return result
