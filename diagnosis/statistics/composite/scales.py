"""One scale for proxies in different units, and the mean that joins them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.composite.errors import GeometricScaleError
from diagnosis.statistics.ranks import average_ranks
from diagnosis.statistics.results import Result

TAILS = (2.5, 97.5)
"""Percentiles beyond which values are drawn in."""
LEAST_SCORE = 1.0
"""Lowest score under a geometric mean: a zero in one proxy would wipe out all others."""

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]


class Scale(StrEnum):
    """How proxies become comparable."""

    MIN_MAX = "min_max"
    """0 for the lowest and 100 for the highest value."""
    Z_SCORE = "z_score"
    """Standard deviations from the mean."""
    RANK = "rank"
    """0 to 100 by place, ties in the middle of their places."""


class Mean(StrEnum):
    """How scores of proxies are joined."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


@dataclass(frozen=True, slots=True)
class Recipe(Result):
    """How an index is made from proxies.

    Parameters
    ----------
    scale : Scale
        The common scale.
    mean : Mean
        How scores are joined; a geometric mean lets a high score make up less for a low one.
    winsorised : bool
        Whether values beyond the percentiles 2.5 and 97.5 are drawn in to them.

    Raises
    ------
    GeometricScaleError
        If a geometric mean is asked of z-scores.
    """

    scale: Scale = Scale.MIN_MAX
    mean: Mean = Mean.ARITHMETIC
    winsorised: bool = False

    def __post_init__(self) -> None:
        if self.mean is Mean.GEOMETRIC and self.scale is Scale.Z_SCORE:
            raise GeometricScaleError


def winsorise(column: Floats, eligible: Flags) -> Floats:
    """Return a column with its tails drawn in to the percentiles 2.5 and 97.5 of the eligible areas.

    Parameters
    ----------
    column : ndarray of shape (n,)
        Values in any unit; NaN stays missing.
    eligible : ndarray of bool of shape (n,)
        Areas that set the percentiles, at least one of them observed.

    Returns
    -------
    ndarray of shape (n,)
    """
    low, high = np.nanpercentile(column[eligible], TAILS)
    return np.asarray(np.clip(column, low, high), dtype=np.float64)


def scores(column: Floats, sign: int, eligible: Flags, scale: Scale) -> Floats:
    """Return a proxy on a common scale on which more is always more risk.

    Parameters
    ----------
    column : ndarray of shape (n,)
        Values in any unit, not all equal among the eligible areas; NaN stays missing.
    sign : {1, -1}
        -1 turns the scale round.
    eligible : ndarray of bool of shape (n,)
        Areas that set the scale. The others get NaN.
    scale : Scale
        The common scale.

    Returns
    -------
    ndarray of shape (n,)
        0 to 100, or standard deviations.

    Notes
    -----
    z = 100 (v - min) / (max - min), (v - mean) / sd with n - 1 in the variance, or
    100 (rank - 1) / (n - 1); for a negative sign 100 - z, for z-scores -z.
    """
    known = np.where(eligible, column, np.nan)
    match scale:
        case Scale.MIN_MAX:
            low, high = np.nanmin(known), np.nanmax(known)
            score = 100 * (known - low) / (high - low)
        case Scale.Z_SCORE:
            apart = known - np.nanmean(known)
            apart /= np.nanmax(np.abs(apart))  # so that squares of very small values do not vanish
            score = apart / np.nanstd(apart, ddof=1)
            return score if sign == 1 else -score
        case Scale.RANK:
            score = 100 * (average_ranks(known) - 1) / (np.sum(~np.isnan(known)) - 1)
    return np.asarray(score if sign == 1 else 100 - score, dtype=np.float64)


def joined(table: Floats, weights: Floats, mean: Mean) -> tuple[Floats, Floats]:
    """Return the weighted mean over what is observed, NaN where nothing is, and the weight observed.

    Parameters
    ----------
    table : ndarray of shape (n, p)
        Scores; NaN is missing.
    weights : ndarray of shape (p,)
        They sum to one.
    mean : Mean
        Under the geometric one scores are first brought from 0 to 100 to 1 to 100.

    Returns
    -------
    mean : ndarray of shape (n,)
    observed : ndarray of shape (n,)
        From 0 to 1.
    """
    observed = (~np.isnan(table)) @ weights
    if mean is Mean.GEOMETRIC:
        table = np.log(LEAST_SCORE + (100 - LEAST_SCORE) * table / 100)
    total = np.nan_to_num(table) @ weights
    found = np.divide(total, observed, out=np.full(len(total), np.nan), where=observed > 0)
    return (np.exp(found) if mean is Mean.GEOMETRIC else found), observed
