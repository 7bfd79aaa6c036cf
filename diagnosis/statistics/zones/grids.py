"""Neighbours on a grid of rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from diagnosis.statistics.design import Places
from diagnosis.statistics.zones.errors import InvalidPlaceError, NoAreasError, SharedPlaceError
from diagnosis.statistics.zones.neighbours import Contiguity, Neighbours, arranged

_FARTHEST = 1_000_000_000
_STEPS = {
    Contiguity.ROOK: ((0, 1), (1, 0)),
    Contiguity.QUEEN: ((0, 1), (1, -1), (1, 0), (1, 1)),
}


def neighbours_on_grid(
    codes: Sequence[str], rows: ArrayLike, columns: ArrayLike, rule: Contiguity = Contiguity.QUEEN
) -> Neighbours:
    """Return who lies beside whom on a grid that may have holes.

    Parameters
    ----------
    codes : sequence of str of length n
        Codes of the areas.
    rows, columns : array-like of int of shape (n,)
        Place of each area.
    rule : Contiguity, default=QUEEN
        Whether a shared corner is enough.

    Returns
    -------
    Neighbours

    Raises
    ------
    InvalidPlaceError
        If a row or column is missing or no whole number.
    SharedPlaceError
        If two areas have the same place.
    NoAreasError, RepeatedAreaError
        If there is no code, or one appears twice.

    Examples
    --------
    >>> neighbours_on_grid(["a", "b", "c"], [0, 0, 1], [0, 1, 2], Contiguity.ROOK).islands
    ('c',)
    """
    if not len(codes):
        raise NoAreasError
    down, across = _whole(codes, rows), _whole(codes, columns)
    down, across = down - down.min(), across - across.min()
    width = int(across.max()) + 2  # one empty column, so that no step wraps around to the next row
    key = down * width + across
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        place, other = int(order[twice[0] + 1]), int(order[twice[0]])
        raise SharedPlaceError(codes[place], codes[other], place)
    first, second = [], []
    for step_down, step_across in _STEPS[rule]:
        wanted = ordered + step_down * width + step_across
        at = np.searchsorted(ordered, wanted).clip(max=len(ordered) - 1)
        # A step to the left of the first column would end in the empty column of the row above.
        found = ordered[at] == wanted
        first.append(order[found])
        second.append(order[at[found]])
    return arranged(codes, np.concatenate(first), np.concatenate(second))


def _whole(codes: Sequence[str], given: ArrayLike) -> Places:
    numbers = np.asarray(given, dtype=np.float64).ravel()
    if len(numbers) != len(codes):
        raise ValueError(f"{len(numbers)} places for {len(codes)} areas")
    wrong = ~((np.abs(numbers) <= _FARTHEST) & (numbers == np.floor(numbers)))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidPlaceError(codes[row], row)
    return numbers.astype(np.int64)
