"""Local Moran: which areas resemble or contradict their own neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clrisk_site.figures.message import Message
from diagnosis.statistics.adjusting import benjamini_hochberg
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.observed import finite_or_none, observed
from diagnosis.statistics.zones.permuting import PERMUTATIONS, SEED, conditional_p


class Quadrant(StrEnum):
    """The value of an area, and the mean of its neighbours, beside the mean of all."""

    HIGH_HIGH = "high_high"
    LOW_LOW = "low_low"
    LOW_HIGH = "low_high"
    HIGH_LOW = "high_low"


@dataclass(frozen=True, slots=True)
class LocalArea(Result):
    """One area; what is None could not be computed.

    Parameters
    ----------
    code : str
        Code of the area.
    i : float or None
        Its local Moran.
    quadrant : Quadrant or None
        Where it and its neighbours lie.
    p, p_adjusted : float or None
        One-sided pseudo p from conditional permutations, and adjusted after Benjamini and Hochberg.
    """

    code: str
    i: float | None
    quadrant: Quadrant | None
    p: float | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class LocalMoran(Result):
    """Local Moran of all areas, those without a value too, in ascending order of their codes."""

    areas: tuple[LocalArea, ...]
    permutations: int
    seed: int
    n: int
    islands: tuple[str, ...]
    warnings: tuple[Message, ...]


def local_moran(
    values: Mapping[str, float | None],
    neighbours: Neighbours,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> LocalMoran:
    """Return the local Moran of each area, with weights standardised by row.

    Parameters
    ----------
    values : mapping of str to float or None
        Value of each area in any unit; None, NaN or no entry means missing, and such areas take no part.
    neighbours : Neighbours
        Who lies beside whom.
    permutations : int, default=999
        Random orders for the pseudo p; 0 for none.
    seed : int, default=20261122
        Start of the random numbers.

    Returns
    -------
    LocalMoran

    Raises
    ------
    UnknownAreasError, InfiniteValueError, TooFewAreasError, ConstantValuesError, NoNeighboursError
        As for `moran`.

    Notes
    -----
    I_i = (n - 1) z_i m_i / sum_j z_j^2 with z the deviations from the mean and m_i the mean of z over the
    neighbours of i [1]_.

    References
    ----------
    .. [1] Anselin, L. (1995). Local indicators of spatial association. Geographical Analysis 27, 93-115.

    Examples
    --------
    >>> from diagnosis.statistics.zones import neighbours_from_pairs
    >>> line = neighbours_from_pairs("abcd", [("a", "b"), ("b", "c"), ("c", "d")])
    >>> [area.quadrant.value for area in local_moran(dict(zip("abcd", (9, 7, 1, 2))), line).areas]
    ['high_high', 'high_high', 'low_low', 'low_low']
    """
    known = observed(values, neighbours, least=3)
    z = known.deviations
    degrees = known.neighbours.degrees
    sums = known.sums_beside(z)
    beside = np.divide(sums, degrees, out=np.full(known.n, np.nan), where=degrees > 0)
    local = (known.n - 1) * z * beside / float(z @ z)
    p = np.full(known.n, np.nan)
    if permutations:
        p = conditional_p(z, known.neighbours, sums, permutations, seed)
    adjusted = benjamini_hochberg(p)
    found = {
        code: LocalArea(
            code,
            finite_or_none(local[at]),
            _quadrant(float(z[at]), float(beside[at])),
            finite_or_none(p[at]),
            finite_or_none(adjusted[at]),
        )
        for at, code in enumerate(known.neighbours.codes)
    }
    return LocalMoran(
        tuple(found.get(code) or LocalArea(code, None, None, None, None) for code in neighbours.codes),
        permutations,
        seed,
        known.n,
        known.neighbours.islands,
        known.warnings,
    )


def _quadrant(own: float, beside: float) -> Quadrant | None:
    if np.isnan(beside):
        return None
    if own > 0:
        return Quadrant.HIGH_HIGH if beside > 0 else Quadrant.HIGH_LOW
    return Quadrant.LOW_HIGH if beside > 0 else Quadrant.LOW_LOW
