"""Getis and Ord's general G: whether high values, or low ones, lie beside each other on the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import Message
from diagnosis.statistics.design import Floats
from diagnosis.statistics.distributions import normal_p_value
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones.errors import NegativeValueError, NoProductsError
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.observed import Weighting, observed, weight_sums

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class GeneralG(Result):
    """General G with what chance alone would give.

    Parameters
    ----------
    g : float
        Share of the products of neighbours in those of all pairs, from 0 to 1. Above `expected` where high
        values lie beside each other.
    expected, variance : float
        Under random order of the values.
    z : float or None
        (g - expected) / square root of the variance; None where that is zero.
    p, p_one_sided : float or None
        From the normal distribution, on both sides and on the side of z only.
    n : int
        Areas with a value.
    islands : tuple of str
        Areas with a value but without a neighbour that has one. They count in the mean and in n.
    warnings : tuple of Message
        What the reader must know.
    """

    g: float
    expected: float
    variance: float
    z: float | None
    p: float | None
    p_one_sided: float | None
    n: int
    islands: tuple[str, ...]
    warnings: tuple[Message, ...]


def general_g(values: Mapping[str, float | None], neighbours: Neighbours) -> GeneralG:
    """Return the general G with binary weights.

    Parameters
    ----------
    values : mapping of str to float or None
        Value of each area, zero or more; None, NaN or no entry means missing, and such areas take no part.
    neighbours : Neighbours
        Who lies beside whom.

    Returns
    -------
    GeneralG

    Raises
    ------
    NegativeValueError
        If a value is below zero: products would cancel.
    NoProductsError
        If one value only is above zero.
    UnknownAreasError, InfiniteValueError, ConstantValuesError, NoNeighboursError
        As for `getis_ord`.
    TooFewAreasError
        If fewer than four areas have a value.

    Notes
    -----
    G = sum_ij w_ij x_i x_j / sum_i sum_j x_i x_j over pairs i != j; expectation and variance under random
    order [1]_.

    References
    ----------
    .. [1] Getis, A. & Ord, J. K. (1992). The analysis of spatial association by use of distance statistics.
       Geographical Analysis 24, 189-206.

    Examples
    --------
    >>> from diagnosis.statistics.zones import neighbours_within
    >>> points = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)]
    >>> near = neighbours_within("abcdef", points, 15)
    >>> result = general_g(dict(zip("abcdef", (2, 3, 3.2, 5, 8, 7))), near)
    >>> round(result.g, 8), round(result.p_one_sided, 6)
    (0.55709779, 0.172936)
    """
    negative = [code for code, value in values.items() if value is not None and value < 0]
    if negative:
        raise NegativeValueError(min(negative))
    known = observed(values, neighbours, least=4)
    x, n = known.values, known.n
    first, second = known.neighbours.pairs
    s0, s1, s2, weights = weight_sums(known.neighbours, Weighting.BINARY)
    # Summed without the squares: one value far above all others must not take the digits of the rest.
    all_pairs = 2 * float(x[1:] @ np.cumsum(x)[:-1])
    if not all_pairs:
        raise NoProductsError
    g = float(weights @ (x[first] * x[second])) / all_pairs
    expected = s0 / (n * (n - 1))
    variance = _variance(x, all_pairs, s0, s1, s2) - expected**2
    z = (g - expected) / math.sqrt(variance) if variance > _ROUNDING * expected**2 else None
    p = None if z is None else normal_p_value(z)
    return GeneralG(
        g=g,
        expected=expected,
        variance=variance,
        z=z,
        p=p,
        p_one_sided=None if p is None else p / 2,
        n=n,
        islands=known.neighbours.islands,
        warnings=known.warnings,
    )


def _variance(x: Floats, all_pairs: float, s0: float, s1: float, s2: float) -> float:
    """Return the expected square of G."""
    n = len(x)
    square = s0 * s0
    one, two, three, four = (float(np.sum(x**power)) for power in (1, 2, 3, 4))
    terms = (
        ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square) * two**2,
        -((n * n - n) * s1 - 2 * n * s2 + 6 * square) * four,
        -(2 * n * s1 - (n + 3) * s2 + 6 * square) * one**2 * two,
        (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square) * one * three,
        (s1 - s2 + square) * one**4,
    )
    return sum(terms) / (all_pairs**2 * n * (n - 1) * (n - 2) * (n - 3))
