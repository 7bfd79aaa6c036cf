"""The shift of all log odds that makes risks add up to a direct estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.results import Result
from diagnosis.statistics.transfer.errors import InvalidTargetError, UnknownAreaError
from diagnosis.statistics.transfer.profiles import Profiles

STEPS = 200
CLOSE = 1e-15
LARGEST_SE = 0.5
"""No share can spread more."""


@dataclass(frozen=True, slots=True)
class Target(Result):
    """A direct estimate at the lowest level where one is reliable.

    Parameters
    ----------
    share : float
        Between 0 and 1, both excluded.
    se : float or None
        Its standard error; None takes it as exact.
    source : str
        Where it comes from.
    year : int or None
        Its year.
    areas : tuple of str
        Areas it speaks of; all of the cells by default. The others are shifted alike.

    Raises
    ------
    InvalidTargetError
        If it is no share, or its standard error lies outside 0 to 0.5.
    """

    share: float
    se: float | None = None
    source: str = ""
    year: int | None = None
    areas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.share < 1 or not (self.se is None or 0 <= self.se <= LARGEST_SE):
            raise InvalidTargetError


def solve_shift(log_odds: Floats, weights: Floats, share: float) -> float:
    """Return the shift of log odds at which the weighted mean probability is a given share.

    Parameters
    ----------
    log_odds : ndarray of shape (m,)
        Of each profile.
    weights : ndarray of shape (m,)
        Children of each profile; at least one above zero.
    share : float
        Between 0 and 1, both excluded.

    Returns
    -------
    float
        0 exactly if the mean is the share already. The mean then differs from the share by less than 1e-14.

    Notes
    -----
    Newton's steps within a bracket that each of them narrows; a step that leaves it becomes its middle.

    Examples
    --------
    >>> round(solve_shift(np.array([0.0, 0.0]), np.array([1.0, 3.0]), 0.25), 6)
    -1.098612
    """
    part = weights / weights.sum()
    live = log_odds[part > 0]
    wanted = math.log(share / (1 - share))
    low, high = min(0.0, wanted - float(live.max())), max(0.0, wanted - float(live.min()))
    delta = 0.0
    for _ in range(STEPS):
        p = expit(log_odds + delta)
        apart = float(part @ p) - share
        if abs(apart) <= CLOSE * share:
            break
        low, high = (low, delta) if apart > 0 else (delta, high)
        slope = float(part @ (p * (1 - p)))
        step = delta - apart / slope if slope > 0 else math.nan
        following = step if low < step < high else (low + high) / 2
        if following == delta:
            break
        delta = following
    return delta


def children_of_target(profiles: Profiles, areas: Sequence[str]) -> Floats:
    """Return the children of each profile in the areas of a target.

    Raises
    ------
    UnknownAreaError
        If an area is not in the cells, or none of them has a child.
    """
    member = np.ones(len(profiles.codes), dtype=bool)
    if areas:
        unknown = [code for code in areas if code not in set(profiles.codes)]
        if unknown:
            raise UnknownAreaError(unknown)
        member = np.isin(np.asarray(profiles.codes), np.asarray(areas))
    inside = member[profiles.area]
    found = np.bincount(profiles.profile[inside], profiles.counts[inside], len(profiles.matrix))
    if not found.sum() > 0:
        raise UnknownAreaError(tuple(areas))
    return found
