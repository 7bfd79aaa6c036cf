"""Principal axes of standardised residuals, turned so that the same data always give the same map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats, Places

NEAR_TIE = 1e-6
"""Contributions that differ by less, relative to the largest, count as equal when a sign is chosen."""

EQUAL_INERTIA = 1e-10
"""Axes whose singular values differ by less, relative to the larger, are one plane."""


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """Singular values with the vectors of the columns, and of the rows where there are any.

    Parameters
    ----------
    values : ndarray of shape (axes,)
        Singular values above rounding, largest first.
    right : ndarray of shape (columns, axes)
        Orthonormal vectors; their squares are the contributions of the columns.
    left : ndarray of shape (rows, axes)
        The same of the rows.
    tied : tuple of (int, int)
        First and last axis, from 0, of each set with equal inertia.
    """

    values: Floats
    right: Floats
    left: Floats
    tied: tuple[tuple[int, int], ...]


def axes_of_table(residuals: Floats, labels: Sequence[tuple[str, ...]]) -> Axes:
    """Return the axes of a table of standardised residuals.

    Parameters
    ----------
    residuals : ndarray of shape (rows, columns)
        (P - r c') / sqrt(r c').
    labels : sequence of tuple of str
        One for each column, all different; they decide between equal contributions.

    Returns
    -------
    Axes
        Without those whose inertia is zero but for rounding.
    """
    left, values, right = np.linalg.svd(residuals, full_matrices=False)
    kept = values > _rounding(residuals.size)
    return _settled(values[kept], right.T[:, kept], left[:, kept], labels)


def axes_of_square(matrix: Floats, labels: Sequence[tuple[str, ...]]) -> Axes:
    """Return the axes of a symmetric matrix that have a positive eigenvalue; those are the values."""
    values, vectors = np.linalg.eigh(matrix)
    kept = np.flatnonzero(values > _rounding(matrix.size))[::-1]
    return _settled(values[kept], vectors[:, kept], np.empty((0, len(kept))), labels)


def _rounding(cells: int) -> float:
    """Return what a singular value of zero may come out as; the trivial one, left out, would be 1."""
    return float(64 * np.finfo(np.float64).eps * np.sqrt(cells))


def _settled(values: Floats, right: Floats, left: Floats, labels: Sequence[tuple[str, ...]]) -> Axes:
    """Turn axes of equal inertia to their strongest columns, then give every axis its sign."""
    order = np.empty(len(labels), dtype=np.int64)
    order[sorted(range(len(labels)), key=labels.__getitem__)] = np.arange(len(labels))
    right, left, tied = right.copy(), left.copy(), tuple(_ties(values))
    for first, last in tied:
        turn = _turn(right[:, first : last + 1], order)
        right[:, first : last + 1] = right[:, first : last + 1] @ turn
        left[:, first : last + 1] = left[:, first : last + 1] @ turn
    for axis in range(len(values)):
        strongest = _largest(right[:, axis] ** 2, order)
        if right[strongest, axis] < 0:
            right[:, axis] *= -1
            left[:, axis] *= -1
    return Axes(values, right, left, tied)


def _ties(values: Floats) -> list[tuple[int, int]]:
    ties, first = [], 0
    for axis in range(1, len(values) + 1):
        if axis == len(values) or values[axis - 1] - values[axis] > EQUAL_INERTIA * values[axis - 1]:
            if axis - first > 1:
                ties.append((first, axis - 1))
            first = axis
    return ties


def _turn(vectors: Floats, order: Places) -> Floats:
    """Return the rotation whose axes point, one after the other, to the column that is left the longest."""
    rest, turn = vectors.copy(), np.empty((vectors.shape[1], vectors.shape[1]))
    for axis in range(vectors.shape[1]):
        longest = rest[_largest((rest**2).sum(axis=1), order)]
        turn[:, axis] = longest / np.linalg.norm(longest)
        rest -= np.outer(rest @ turn[:, axis], turn[:, axis])
    return turn


def _largest(contributions: Floats, order: Places) -> int:
    """Return the largest contribution; the first label among those that are as large but for rounding."""
    near = np.flatnonzero(contributions >= contributions.max() * (1 - NEAR_TIE))
    return int(near[np.argmin(order[near])])
