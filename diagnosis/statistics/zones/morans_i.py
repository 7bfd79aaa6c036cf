"""Moran's I: whether areas resemble their neighbours. Where high values gather: getis.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import Message
from diagnosis.statistics.design import Floats
from diagnosis.statistics.distributions import normal_p_value
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.observed import Weighting, observed, weight_sums
from diagnosis.statistics.zones.permuting import PERMUTATIONS, SEED, folded_p, permuted_products

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Moran(Result):
    """Moran's I with what chance alone would give.

    Parameters
    ----------
    i : float
        Above `expected` where neighbours resemble each other, below it where they differ.
    expected : float
        -1 / (n - 1).
    variance_randomisation : float or None
        When the values change places at random; None below four areas.
    variance_normality : float
        When the values are drawn from one normal distribution.
    z_randomisation, z_normality : float or None
        (i - expected) / square root of the variance; None where that is zero or unknown.
    p_randomisation, p_normality : float or None
        Two-sided p of these from the normal distribution.
    p_permutation : float or None
        Pseudo p: the share of random orders that lie at least as far on the side of `i`, itself counted.
        One-sided. None without permutations.
    permutations, seed : int
        How many orders were drawn, and from which start.
    n : int
        Areas with a value.
    islands : tuple of str
        Areas with a value but without a neighbour that has one. They count in the mean and in n.
    weighting : Weighting
        How much each neighbour counts.
    warnings : tuple of Message
        What the reader must know.
    """

    i: float
    expected: float
    variance_randomisation: float | None
    variance_normality: float
    z_randomisation: float | None
    z_normality: float | None
    p_randomisation: float | None
    p_normality: float | None
    p_permutation: float | None
    permutations: int
    seed: int
    n: int
    islands: tuple[str, ...]
    weighting: Weighting
    warnings: tuple[Message, ...]


def moran(
    values: Mapping[str, float | None],
    neighbours: Neighbours,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    weighting: Weighting = Weighting.BINARY,
) -> Moran:
    """Return Moran's I of the values of areas.

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
    weighting : Weighting, default=BINARY
        How much each neighbour counts. Maps use binary weights.

    Returns
    -------
    Moran

    Raises
    ------
    UnknownAreasError, InfiniteValueError
        If a value belongs to no area, or is infinite.
    TooFewAreasError, ConstantValuesError, NoNeighboursError
        If fewer than three areas have a value, all are equal, or no two with a value are neighbours.

    Notes
    -----
    I = (n / S0) sum_ij w_ij z_i z_j / sum_i z_i^2 with z the deviations from the mean [1]_. Both variances
    are those of Cliff and Ord [2]_. The pseudo p keeps the values and the map and lets values change places.

    References
    ----------
    .. [1] Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37, 17-23.
    .. [2] Cliff, A. D. & Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.

    Examples
    --------
    >>> from diagnosis.statistics.zones import Contiguity, neighbours_on_grid
    >>> grid = neighbours_on_grid("abcdefghi", [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2] * 3, Contiguity.ROOK)
    >>> result = moran(dict(zip("abcdefghi", range(1, 10))), grid)
    >>> round(result.i, 9), result.expected
    (0.5, -0.125)
    >>> round(result.variance_randomisation, 7), round(result.variance_normality, 6)
    (0.0596875, 0.053125)
    """
    known = observed(values, neighbours, least=3)
    z, n = known.deviations, known.n
    first, second = known.neighbours.pairs
    s0, s1, s2, weights = weight_sums(known.neighbours, weighting)
    factor = n / s0 / float(z @ z)
    i = factor * float(weights @ (z[first] * z[second]))
    expected = -1 / (n - 1)
    normal, random = _variances(z, s0, s1, s2)
    z_random, z_normal = _score(i, expected, random), _score(i, expected, normal)
    p_permutation = None
    if permutations:
        products = permuted_products(z, first, second, weights, permutations, seed)
        p_permutation = folded_p(factor * products, i)
    return Moran(
        i=i,
        expected=expected,
        variance_randomisation=random,
        variance_normality=normal,
        z_randomisation=z_random,
        z_normality=z_normal,
        p_randomisation=None if z_random is None else normal_p_value(z_random),
        p_normality=None if z_normal is None else normal_p_value(z_normal),
        p_permutation=p_permutation,
        permutations=permutations,
        seed=seed,
        n=n,
        islands=known.neighbours.islands,
        weighting=weighting,
        warnings=known.warnings,
    )


def _variances(z: Floats, s0: float, s1: float, s2: float) -> tuple[float, float | None]:
    """Return the variance under normality and under randomisation."""
    n = len(z)
    square = s0 * s0
    expected = -1 / (n - 1)
    normal = (n * n * s1 - n * s2 + 3 * square) / ((n * n - 1) * square) - expected**2
    if n < 4:
        return normal, None
    kurtosis = float(np.mean(z**4)) / float(np.mean(z**2)) ** 2
    upper = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square)
    lower = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * square)
    return normal, (upper - lower) / ((n - 1) * (n - 2) * (n - 3) * square) - expected**2


def _score(i: float, expected: float, variance: float | None) -> float | None:
    # Where all are neighbours of all, I is the same in every order, and rounding must not make a score of it.
    if variance is None or variance <= _ROUNDING * expected**2:
        return None
    return (i - expected) / math.sqrt(variance)
