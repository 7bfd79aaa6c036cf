"""Values of areas beside their neighbours: which take part, and what is said of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.design import Floats
from diagnosis.statistics.zones.errors import (
    ConstantValuesError,
    InfiniteValueError,
    NoNeighboursError,
    TooFewAreasError,
    UnknownAreasError,
)
from diagnosis.statistics.zones.neighbours import Neighbours

LEAST_AREAS_TO_TEST = 30
"""Below this many areas a test only describes."""


class Weighting(StrEnum):
    """How much each neighbour counts."""

    BINARY = "binary"
    """One each."""
    ROW_STANDARDISED = "row_standardised"
    """The neighbours of an area share one."""


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """The areas that have a value, in ascending order of their codes.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Values divided by the largest size among them, so that no square overflows; no method here depends
        on the unit.
    neighbours : Neighbours
        Neighbours among them.
    warnings : tuple of Message
        How many areas take no part, and how many have no neighbours.
    """

    values: Floats
    neighbours: Neighbours
    warnings: tuple[Message, ...]

    @property
    def n(self) -> int:
        """Number of areas that take part."""
        return self.neighbours.n

    @property
    def deviations(self) -> Floats:
        """Values less their mean, of shape (n,)."""
        return np.asarray(self.values - self.values.mean())

    def sums_beside(self, numbers: Floats) -> Floats:
        """Return the sum of a number over the neighbours of each area, of shape (n,)."""
        neighbours = self.neighbours
        return np.bincount(neighbours.owners, numbers[neighbours.others], neighbours.n)


def observed(values: Mapping[str, float | None], neighbours: Neighbours, *, least: int) -> Observed:
    """Match values to areas; an area without a value takes no part, not even as a neighbour.

    Parameters
    ----------
    values : mapping of str to float or None
        Value of each area. None, NaN or no entry means missing; missing is never zero.
    neighbours : Neighbours
        Who lies beside whom.
    least : int
        Areas with a value that the method needs.

    Returns
    -------
    Observed

    Raises
    ------
    UnknownAreasError
        If a value belongs to no area.
    InfiniteValueError, TooFewAreasError, ConstantValuesError, NoNeighboursError
        If nothing follows from the values.
    """
    unknown = set(values).difference(neighbours.codes)
    if unknown:
        raise UnknownAreasError(unknown)
    # A dictionary gives None for no entry, and numpy makes NaN of None.
    given = np.array([values.get(code) for code in neighbours.codes], dtype=np.float64)
    if np.isinf(given).any():
        raise InfiniteValueError(neighbours.codes[int(np.argmax(np.isinf(given)))])
    known = ~np.isnan(given)
    n = int(known.sum())
    if n < least:
        raise TooFewAreasError(n, least)
    numbers = given[known]
    if numbers.min() == numbers.max():
        raise ConstantValuesError(n)
    among = neighbours.among(known)
    if not len(among.others):
        raise NoNeighboursError
    scaled = numbers / np.abs(numbers).max()
    return Observed(scaled, among, (*neighbours.warnings, *_noticed(among, len(given) - n)))


def _noticed(among: Neighbours, missing: int) -> tuple[Message, ...]:
    warnings = []
    if missing:
        warnings.append(
            counts(
                "%(count)s area has no value and takes no part, not even as a neighbour.",
                "%(count)s areas have no value and take no part, not even as neighbours.",
                missing,
            )
        )
    islands = len(among.islands)
    if islands:
        warnings.append(
            counts(
                "%(count)s area has no neighbour with a value: nothing is said of its surroundings.",
                "%(count)s areas have no neighbour with a value: nothing is said of their surroundings.",
                islands,
            )
        )
    if among.n < LEAST_AREAS_TO_TEST:
        warnings.append(
            says(
                "With %(areas)s areas this is descriptive: below %(least)s, tests must not decide.",
                areas=among.n,
                least=LEAST_AREAS_TO_TEST,
            )
        )
    return tuple(warnings)


def weight_sums(neighbours: Neighbours, weighting: Weighting) -> tuple[float, float, float, Floats]:
    """Return the sums that moments under randomness need, and the weight of each pair.

    Parameters
    ----------
    neighbours : Neighbours
        With at least one pair.
    weighting : Weighting
        How much each neighbour counts.

    Returns
    -------
    tuple of (float, float, float, ndarray of shape (pairs,))
        S0, the sum of all weights; S1, half the sum of (w_ij + w_ji)^2; S2, the sum over the areas of the
        squared sums of their row and column; and w_ij + w_ji of each pair.
    """
    first, second = neighbours.pairs
    if weighting is Weighting.BINARY:
        per_area: Floats = np.ones(neighbours.n)
    else:
        per_area = 1 / np.maximum(neighbours.degrees, 1)
    both = per_area[first] + per_area[second]
    rows = per_area * neighbours.degrees
    columns = np.bincount(neighbours.owners, per_area[neighbours.others], neighbours.n)
    return float(both.sum()), float((both**2).sum()), float(((rows + columns) ** 2).sum()), both
