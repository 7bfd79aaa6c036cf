"""How sure the class of an area is when its value is uncertain; the cut points stay as published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.classes.breaks import ascending
from diagnosis.statistics.classes.methods import names_of
from diagnosis.statistics.results import Result

BORDERLINE = 0.8


@dataclass(frozen=True, slots=True)
class Membership(Result):
    """How probable each class of an area is.

    Parameters
    ----------
    code : str
        Code of the area.
    probabilities : tuple of float
        Share of the draws in each class, the lowest first; they sum to one. Empty without draws.
    most_probable : int or None
        Number of the most probable class; the lower one of two that are equally so. None without draws.
    name : str or None
        Its name.
    borderline : bool or None
        Whether no class is sure enough. None without draws: nothing is known of it.
    """

    code: str
    probabilities: tuple[float, ...]
    most_probable: int | None
    name: str | None
    borderline: bool | None


def class_probabilities(
    draws: NDArray[np.float64],
    breaks: Sequence[float],
    codes: Sequence[str],
    *,
    names: Sequence[str] = (),
    limit: float = BORDERLINE,
) -> tuple[Membership, ...]:
    """Return the probability of each class of each area.

    Parameters
    ----------
    draws : ndarray of shape (S, areas)
        Simulated values, such as risks under coefficients drawn from their distribution, in the unit of the
        breaks. An area whose draws hold NaN has no probabilities.
    breaks : sequence of float
        Upper bounds of the published classes. They are not made again for each draw.
    codes : sequence of str
        Codes of the areas, in the order of the columns.
    names : sequence of str
        Names of the classes; the usual ones by default.
    limit : float, default=0.8
        An area is borderline if no class is this probable.

    Returns
    -------
    tuple of Membership
        One for each area.

    Raises
    ------
    ValueError
        If there is no draw, the codes are not one for each column, or the breaks do not ascend.

    Examples
    --------
    >>> draws = np.array([[0.1, 0.19], [0.1, 0.21], [0.1, 0.22], [0.1, 0.24]])
    >>> [one.probabilities for one in class_probabilities(draws, (0.2, 0.3), ("a", "b"))]
    [(1.0, 0.0), (0.25, 0.75)]
    """
    if draws.ndim != 2 or not len(draws) or draws.shape[1] != len(codes):
        raise ValueError("draws must have a row for each draw and a column for each code")
    bounds = ascending(breaks)
    k = len(bounds)
    called = tuple(names) if len(names) == k else names_of(k)
    known = ~np.isnan(draws).any(axis=0)
    # Counted bound by bound: thousands of draws of thousands of areas need no second table of their size.
    upto = [np.zeros(len(codes)), *((draws <= cut).sum(axis=0) for cut in bounds[:-1])]
    shares = np.diff(np.stack([*upto, np.full(len(codes), len(draws))], axis=1), axis=1) / len(draws)
    return tuple(
        _membership(code, tuple(row), called, limit)
        if sure
        else Membership(code, (), None, None, borderline=None)
        for code, row, sure in zip(codes, shares.tolist(), known.tolist(), strict=True)
    )


def _membership(code: str, shares: tuple[float, ...], names: tuple[str, ...], limit: float) -> Membership:
    highest = max(shares)
    number = shares.index(highest)
    return Membership(code, shares, number, names[number], borderline=highest < limit)
