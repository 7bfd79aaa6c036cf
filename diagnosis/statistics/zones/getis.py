"""Getis and Ord's local statistics: where high or low values gather. For all at once: global_g.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import Message, counts
from diagnosis.statistics.adjusting import benjamini_hochberg
from diagnosis.statistics.design import Floats
from diagnosis.statistics.distributions import normal_p_value
from diagnosis.statistics.results import Result
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.observed import Observed, Weighting, observed

FDR = 0.1
"""False discovery rate: the share of false alarms that is expected at most among hot and cold spots."""
_DOUBTFUL = 1e-6


@dataclass(frozen=True, slots=True)
class GetisArea(Result):
    """One area; what is None could not be computed.

    Parameters
    ----------
    code : str
        Code of the area.
    z : float or None
        Above zero where high values gather, below it where low ones do; None without a value of its own or
        of a neighbour.
    p, p_adjusted : float or None
        Two-sided p from the normal distribution, and adjusted after Benjamini and Hochberg over all areas
        with a z.
    hot, cold : bool or None
        Whether high (low) values gather beyond chance, at the accepted false discovery rate.
    """

    code: str
    z: float | None
    p: float | None
    p_adjusted: float | None
    hot: bool | None
    cold: bool | None


@dataclass(frozen=True, slots=True)
class GetisOrd(Result):
    """Gi or Gi* of all areas, those without a value too, in ascending order of their codes.

    Parameters
    ----------
    areas : tuple of GetisArea
        Each area.
    star : bool
        Whether an area counts among its own neighbours.
    weighting : Weighting
        How much each neighbour counts.
    fdr : float
        Accepted false discovery rate, from 0 to 1.
    n : int
        Areas with a value.
    islands : tuple of str
        Areas with a value but without a neighbour that has one; nothing is said of them.
    warnings : tuple of Message
        What the reader must know.
    """

    areas: tuple[GetisArea, ...]
    star: bool
    weighting: Weighting
    fdr: float
    n: int
    islands: tuple[str, ...]
    warnings: tuple[Message, ...]

    @property
    def hot(self) -> tuple[str, ...]:
        """Codes of the hot spots."""
        return tuple(area.code for area in self.areas if area.hot)


def getis_ord(
    values: Mapping[str, float | None],
    neighbours: Neighbours,
    *,
    star: bool = True,
    weighting: Weighting = Weighting.BINARY,
    fdr: float = FDR,
) -> GetisOrd:
    """Return the z of Gi or Gi* for each area.

    Parameters
    ----------
    values : mapping of str to float or None
        Value of each area in any unit; None, NaN or no entry means missing, and such areas take no part.
    neighbours : Neighbours
        Who lies beside whom.
    star : bool, default=True
        Whether an area counts among its own neighbours (Gi*), or not (Gi).
    weighting : Weighting, default=BINARY
        Maps use binary weights. Row-standardised ones are for comparison with one published number only:
        its variance of 1992 was made for weights of 0 and 1, and takes a mean of neighbours for one
        neighbour, so that its z is not the one below.
    fdr : float, default=0.1
        Accepted false discovery rate: the share of false alarms expected at most among all spots.

    Returns
    -------
    GetisOrd

    Raises
    ------
    UnknownAreasError, InfiniteValueError
        If a value belongs to no area, or is infinite.
    TooFewAreasError, ConstantValuesError, NoNeighboursError
        If fewer than three areas have a value, all are equal, or no two with a value are neighbours.

    Notes
    -----
    Gi* z = [sum_j w_ij x_j - m sum_j w_ij] / {s sqrt[(n sum_j w_ij^2 - (sum_j w_ij)^2) / (n - 1)]} with
    w_ii = 1, m the mean and s^2 = sum x^2 / n - m^2 [1]_. For Gi the area itself is left out of the sums, of
    m, of s and of n. Where an area has all others as neighbours there is nothing to compare: no z.

    References
    ----------
    .. [1] Ord, J. K. & Getis, A. (1995). Local spatial autocorrelation statistics: distributional issues and
       an application. Geographical Analysis 27, 286-306.

    Examples
    --------
    >>> from diagnosis.statistics.zones import neighbours_within
    >>> points = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)]
    >>> near = neighbours_within("abcdef", points, 15)
    >>> round(getis_ord(dict(zip("abcdef", (2, 3, 3.2, 5, 8, 7))), near).areas[0].z, 8)
    -1.39727626
    """
    known = observed(values, neighbours, least=3)
    z = _scores(known, star=star, weighting=weighting)
    p = np.array([normal_p_value(one) for one in z.tolist()])
    adjusted = benjamini_hochberg(p)
    beyond = adjusted <= fdr
    found = {
        code: _area(code, row)
        for code, *row in zip(
            known.neighbours.codes,
            z.tolist(),
            p.tolist(),
            adjusted.tolist(),
            beyond.tolist(),
            strict=True,
        )
    }
    nothing = (None,) * 5
    return GetisOrd(
        areas=tuple(found.get(code) or GetisArea(code, *nothing) for code in neighbours.codes),
        star=star,
        weighting=weighting,
        fdr=fdr,
        n=known.n,
        islands=known.neighbours.islands,
        warnings=(*known.warnings, *_nothing_to_compare(known, z)),
    )


def _area(code: str, row: list[float]) -> GetisArea:
    z, p, adjusted, beyond = row
    if math.isnan(z):
        return GetisArea(code, None, None, None, None, None)
    return GetisArea(code, z, p, adjusted, bool(beyond and z > 0), bool(beyond and z < 0))


def _scores(known: Observed, *, star: bool, weighting: Weighting) -> Floats:
    """Return z of each area; NaN where there is none."""
    deviations = known.deviations
    sums = known.sums_beside(deviations)
    size = known.neighbours.degrees.astype(np.float64)
    alone = size == 0
    if star:
        n = float(known.n)
        sums, size = sums + deviations, size + 1
        mean, variance = np.zeros(known.n), np.full(known.n, float(np.mean(deviations**2)))
    else:
        n = known.n - 1.0
        mean, variance = -deviations / n, _variances_of_others(deviations)
    free = (n * size - size**2) / (n - 1)
    if weighting is Weighting.ROW_STANDARDISED:
        sums, size = sums / np.maximum(size, 1), np.ones(known.n)
        free = np.where(free > 0, 1.0, 0.0)
    spread = np.sqrt(variance * free)
    usable = ~alone & (spread > 0)
    return np.asarray(np.divide(sums - mean * size, spread, out=np.full(known.n, np.nan), where=usable))


def _variances_of_others(deviations: Floats) -> Floats:
    """Return the variance of all values but one, for each one."""
    n = len(deviations)
    squares = float(deviations @ deviations)
    variance = (squares - deviations**2) / (n - 1) - (deviations / (n - 1)) ** 2
    # Beside one value far from all, the difference has lost its digits.
    for at in np.flatnonzero(variance < _DOUBTFUL * squares / n):
        others = np.delete(deviations, at)
        constant = others.min() == others.max()
        variance[at] = 0.0 if constant else np.var(others)
    return variance


def _nothing_to_compare(known: Observed, z: Floats) -> tuple[Message, ...]:
    number = int(np.count_nonzero(np.isnan(z) & (known.neighbours.degrees > 0)))
    if not number:
        return ()
    return (
        counts(
            "%(count)s area cannot be compared: all others are its neighbours, or have one value.",
            "%(count)s areas cannot be compared: all others are their neighbours, or have one value.",
            number,
        ),
    )
