"""All pairs of answers counted at once: the Burt matrix. No indicator matrix of a million rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, pairwise

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.correspondence.answers import Codes
from diagnosis.statistics.design import Floats, Places

MOST_PROFILES = 1_024
"""Combinations that one group of questions may have; pairs of groups are counted in one table."""

BLOCK = 131_072
"""Records at a time: their codes stay in the processor's cache."""

type Group = tuple[int, ...]


def burt_matrix(codes: Sequence[Codes], sizes: Sequence[int], weights: Floats | None = None) -> Floats:
    """Return how many persons gave each pair of answers.

    Parameters
    ----------
    codes : sequence of ndarray of int of shape (n,)
        One for each question; below zero where nobody answered.
    sizes : sequence of int
        Number of categories of each question.
    weights : ndarray of shape (n,), optional
        Persons for whom each record stands; 1 each by default.

    Returns
    -------
    ndarray of shape (J, J)
        Symmetric, J being the sum of the sizes; on the diagonal the number of each answer. A record counts in
        the pairs of those questions that it answered.

    Notes
    -----
    Questions are put into groups of few combinations, each record gets one code for each group, and one count
    of each pair of groups holds all pairs of their questions.

    Examples
    --------
    >>> burt_matrix([np.array([0, 1, 1]), np.array([0, 0, 1])], [2, 2]).tolist()
    [[1.0, 0.0, 1.0, 0.0], [0.0, 2.0, 1.0, 1.0], [1.0, 1.0, 2.0, 0.0], [0.0, 1.0, 0.0, 1.0]]
    """
    blanks = [bool((one < 0).any()) for one in codes]
    widths = [size + blank for size, blank in zip(sizes, blanks, strict=True)]
    groups = _groups(widths)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    matrix = np.zeros((int(starts[-1]), int(starts[-1])))
    for (own, other), summed in _counted(codes, blanks, widths, groups, weights):
        shape = [widths[one] for one in (*own, *other)]
        _spread(matrix, summed.reshape(shape), own, other, (sizes, starts))
    return matrix


def _groups(widths: Sequence[int]) -> list[Group]:
    groups: list[list[int]] = []
    cells = 0
    for question, width in enumerate(widths):
        if groups and cells * width <= MOST_PROFILES:
            groups[-1].append(question)
            cells *= width
        else:
            groups.append([question])
            cells = width
    return [tuple(group) for group in groups]


def _counted(
    codes: Sequence[Codes],
    blanks: Sequence[bool],
    widths: Sequence[int],
    groups: list[Group],
    weights: Floats | None,
) -> Iterator[tuple[tuple[Group, Group], Floats]]:
    """Yield for each pair of groups the number of each combination of their profiles."""
    cells = [int(np.prod([widths[one] for one in group])) for group in groups]
    # With several groups, a group's own pairs are in any table with another one.
    pairs = [(a, b) for a, b in combinations_with_replacement(range(len(groups)), 2) if a < b] or [(0, 0)]
    summed = [np.zeros(cells[a] * (cells[b] if a < b else 1)) for a, b in pairs]
    n = len(codes[0])
    for start, stop in pairwise([*range(0, n, BLOCK), n]):
        profiles = [_profiles(codes, blanks, widths, group, slice(start, stop)) for group in groups]
        part = None if weights is None else weights[start:stop]
        for place, (a, b) in enumerate(pairs):
            both = profiles[a] * cells[b] + profiles[b] if a < b else profiles[a]
            summed[place] += np.bincount(both, part, len(summed[place]))
    for place, (a, b) in enumerate(pairs):
        yield (groups[a], groups[b] if a < b else ()), summed[place]


def _profiles(
    codes: Sequence[Codes], blanks: Sequence[bool], widths: Sequence[int], group: Group, part: slice
) -> Places:
    profiles = np.zeros(len(codes[group[0]][part]), dtype=np.int64)
    for one in group:
        profiles *= widths[one]
        profiles += codes[one][part]
        if blanks[one]:
            # Blanks have the first place in the count, and are cut off when it is spread.
            profiles += 1
    return profiles


def _spread(
    matrix: Floats,
    summed: NDArray[np.float64],
    own: Group,
    other: Group,
    places: tuple[Sequence[int], Places],
) -> None:
    """Write all pairs of questions that a table of two groups holds."""
    sizes, starts = places
    questions = (*own, *other)
    for i, j in combinations_with_replacement(range(len(questions)), 2):
        first, second = questions[i], questions[j]
        rows = slice(starts[first], starts[first] + sizes[first])
        columns = slice(starts[second], starts[second] + sizes[second])
        rest = tuple(axis for axis in range(len(questions)) if axis not in (i, j))
        table = summed.sum(axis=rest) if rest else summed
        if i == j:
            matrix[rows, rows] = np.diag(table[-sizes[first] :])
        else:
            matrix[rows, columns] = table[-sizes[first] :, -sizes[second] :]
            matrix[columns, rows] = matrix[rows, columns].T
