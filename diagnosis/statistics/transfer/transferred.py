"""What comes of a transfer: risks of areas with one covariance, and their sums. How they come: risks.py."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import JsonValue, Message
from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.distributions import t_p_value
from diagnosis.statistics.intervals import logit_interval, wald_interval
from diagnosis.statistics.results import Interval, Result, plain
from diagnosis.statistics.transfer.errors import OverlappingAreasError, UnknownAreaError


@dataclass(frozen=True, slots=True)
class Risk(Result):
    """The estimated risk of one area, or of several together.

    Parameters
    ----------
    code : str
        Code of the area; "" for several.
    children : float
        Children counted.
    risk : float or None
        Mean probability of a child, from 0 to 1; None where there is no child.
    expected : float
        Expected number of children, children times risk.
    se : float or None
        Standard error of the risk, chance included; None where nothing is known of the coefficients' own.
    se_coef : float or None
        The part of the coefficients, and of a benchmark's target.
    se_chance : float or None
        The part of chance: children with equal probabilities do not all fare alike.
    df : float
        Degrees of freedom of the interval.
    interval, expected_interval : tuple of (float, float) or None
        Interval of the risk, symmetric on the logit scale; and the same times the children.
    """

    code: str
    children: float
    risk: float | None
    expected: float
    se: float | None
    se_coef: float | None
    se_chance: float | None
    df: float
    interval: Interval | None
    expected_interval: Interval | None


@dataclass(frozen=True, slots=True)
class RiskDifference(Result):
    """How much the risks of two areas, or of two groups of areas, differ.

    Parameters
    ----------
    difference : float
        First less second, as shares.
    se : float or None
        Standard error with the covariance between them, chance included.
    df : float
        Degrees of freedom of the test.
    t, p : float or None
        Test against no difference, two-sided.
    interval : tuple of (float, float) or None
        Ends of the interval, as shares.
    """

    difference: float
    se: float | None
    df: float
    t: float | None
    p: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Benchmark(Result):
    """A shift on the logit scale that makes the risks add up to a direct estimate.

    Parameters
    ----------
    target : float
        Direct estimate, from 0 to 1.
    target_se : float or None
        Its standard error; None if it was taken as exact.
    delta : float
        Shift of the log odds of every child.
    before : float
        Risk of the same areas without it.
    source : str
        Where the direct estimate comes from.
    """

    target: float
    target_se: float | None
    delta: float
    before: float
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Transfer(Result):
    """Risks of areas that share one model, and so their errors.

    Parameters
    ----------
    codes : tuple of str
        Areas.
    children, risks, chance : ndarray of shape (areas,)
        Children, risk (NaN without a child) and chance variance of the risk.
    sources : tuple of str
        Where uncertainty comes from: the terms of the model, and ``target`` of a benchmark.
    gradients : ndarray of shape (areas, sources)
        Change of each risk with each source: the factor G of the covariance G V G'.
    covariance : ndarray of shape (sources, sources) or None
        V; None where nothing is known of it.
    df : float
        Degrees of freedom of the intervals; infinite for the normal distribution.
    confidence : float
        Coverage of the intervals.
    benchmark : Benchmark or None
        Whether the risks were made to add up to a direct estimate.
    warnings : tuple of Message
        What the reader must know.

    Notes
    -----
    All areas share the coefficients, so their errors are nearly perfectly correlated: a sum of areas is far
    less certain than if they were independent. The covariance between areas is kept as its factor.
    """

    codes: tuple[str, ...]
    children: Floats
    risks: Floats
    chance: Floats
    sources: tuple[str, ...]
    gradients: Floats
    covariance: Floats | None
    df: float
    confidence: float = 0.95
    benchmark: Benchmark | None = None
    warnings: tuple[Message, ...] = ()

    @property
    def se_coef(self) -> Floats:
        """Standard errors of the areas from the coefficients; NaN where unknown."""
        if self.covariance is None:
            return np.full(len(self.codes), math.nan)
        variance = np.einsum("ij,ij->i", self.gradients @ self.covariance, self.gradients)
        return np.where(self.children > 0, np.sqrt(np.maximum(variance, 0)), math.nan)

    @property
    def areas(self) -> tuple[Risk, ...]:
        """The risk of each area."""
        rows = zip(self.codes, self.children, self.risks, self.se_coef, self.chance, strict=True)
        return tuple(
            self._risk(code, float(n), float(risk), float(se), float(chance))
            for code, n, risk, se, chance in rows
        )

    def total(self) -> Risk:
        """Return the risk of all areas together."""
        return self.group(self.codes, known=True)

    def group(self, codes: Sequence[str], *, known: bool = False) -> Risk:
        """Return the risk of several areas together, weighted by their children.

        Parameters
        ----------
        codes : sequence of str
            Areas; one that is named twice counts once.
        known : bool, default=False
            True to pass over areas without a child instead of refusing them.

        Raises
        ------
        UnknownAreaError
            If an area is not in the cells, or has no child.
        """
        places = self._places(codes, known=known)
        n, risk, gradient, chance = self._together(places)
        se = math.nan if self.covariance is None else math.sqrt(_variance(gradient, self.covariance))
        code = self.codes[places[0]] if len(places) == 1 else ""
        return self._risk(code, n, risk, se, chance)

    def difference(self, first: str | Sequence[str], second: str | Sequence[str]) -> RiskDifference:
        """Return how much two areas or groups of areas differ, with the covariance between them.

        Parameters
        ----------
        first, second : str or sequence of str
            Areas of each side.

        Raises
        ------
        UnknownAreaError
            If an area is not in the cells, or has no child.
        OverlappingAreasError
            If an area is on both sides.
        """
        sides = [self._places([one] if isinstance(one, str) else one) for one in (first, second)]
        both = np.intersect1d(sides[0], sides[1])
        if len(both):
            raise OverlappingAreasError([self.codes[place] for place in both])
        (_, one, its, by_chance), (_, other, others, also) = (self._together(side) for side in sides)
        apart, gradient = one - other, its - others
        if self.covariance is None:
            return RiskDifference(apart, None, self.df, None, None, None)
        se = math.sqrt(_variance(gradient, self.covariance) + by_chance + also)
        if not se:
            return RiskDifference(apart, 0.0, self.df, None, None, (apart, apart))
        ends = wald_interval(apart, se, self.df, self.confidence)
        t = None if ends is None else apart / se
        p = None if t is None else t_p_value(t, self.df)
        return RiskDifference(apart, se, self.df, t, p, ends)

    def covariance_of(self, codes: Sequence[str]) -> Floats:
        """Return the covariance of the risks of some areas, chance included, in the order of the codes."""
        places = np.asarray([self._places([code])[0] for code in codes])
        if self.covariance is None:
            return np.full((len(places), len(places)), math.nan)
        factor = self.gradients[places]
        shared = factor @ self.covariance @ factor.T
        return np.asarray(shared + np.where(np.equal.outer(places, places), self.chance[places], 0))

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data: the areas, their total and how they came about."""
        return {
            "areas": [one.to_json() for one in self.areas],
            "total": self.total().to_json(),
            "df": plain(self.df),
            "confidence": self.confidence,
            "benchmark": plain(self.benchmark),
            "warnings": plain(self.warnings),
        }

    def _places(self, codes: Sequence[str], *, known: bool = False) -> Places:
        place = {code: index for index, code in enumerate(self.codes)}
        wanted = list(dict.fromkeys(codes))
        empty = [code for code in wanted if code not in place or not self.children[place[code]] > 0]
        if (empty and not known) or len(empty) == len(wanted):
            raise UnknownAreaError(empty)
        return np.asarray([place[code] for code in wanted if code not in set(empty)], dtype=np.int64)

    def _together(self, places: Places) -> tuple[float, float, Floats, float]:
        """Return children, risk, gradient and chance variance of some areas together."""
        children = self.children[places]
        weights = children / children.sum()
        return (
            float(children.sum()),
            float(weights @ self.risks[places]),
            weights @ self.gradients[places],
            float(weights**2 @ self.chance[places]),
        )

    def _risk(self, code: str, n: float, risk: float, se: float, chance: float) -> Risk:
        if not n > 0:
            return Risk(code, n, None, 0.0, None, None, None, self.df, None, None)
        by_chance = math.sqrt(chance)
        if math.isnan(se):
            return Risk(code, n, risk, n * risk, None, None, by_chance, self.df, None, None)
        whole = math.sqrt(se**2 + chance)
        ends = logit_interval(risk, whole, self.df, self.confidence)
        return Risk(code, n, risk, n * risk, whole, se, by_chance, self.df, ends, _times(ends, n))


def _variance(gradient: Floats, covariance: Floats) -> float:
    return max(float(gradient @ covariance @ gradient), 0.0)


def _times(ends: Interval | None, children: float) -> Interval | None:
    return None if ends is None else (children * ends[0], children * ends[1])
