"""Many draws of the coefficients and the risks of the areas in each. Classes of draws: classes/."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.transfer.benchmarking import Target, children_of_target, solve_shift
from diagnosis.statistics.transfer.errors import UnknownUncertaintyError
from diagnosis.statistics.transfer.profiles import Profiles
from diagnosis.statistics.transfer.risks import covariance_of

SEED = 20_261_122
DRAWS = 2_000
BLOCK = 4_000_000
TIED = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """Draws of the coefficients; the risks follow in blocks, since all at once may not fit into memory.

    Parameters
    ----------
    profiles : Profiles
        Children by area and profile.
    draws : ndarray of shape (draws, p)
        Coefficients in the order of the terms, each row a draw.
    shifts : ndarray of shape (draws,)
        Shift of the log odds by a benchmark in each draw; 0 without one.
    seed : int
        Seed they were drawn with; the same seed gives the same draws.
    """

    profiles: Profiles
    draws: Floats
    shifts: Floats
    seed: int

    @property
    def codes(self) -> tuple[str, ...]:
        """Areas, in the order of the risks."""
        return self.profiles.codes

    def risks(self) -> Floats:
        """Return the risks of all areas in all draws, of shape (draws, areas); NaN without a child."""
        return self._risks(slice(0, len(self.codes)), slice(0, len(self.draws)))

    def by_areas(self) -> Iterator[tuple[tuple[str, ...], Floats]]:
        """Yield some areas at a time with all their draws, of shape (draws, areas)."""
        width = max(1, BLOCK // len(self.draws))
        for start in range(0, len(self.codes), width):
            part = slice(start, min(start + width, len(self.codes)))
            yield self.codes[part], self._risks(part, slice(0, len(self.draws)))

    def by_draws(self) -> Iterator[Floats]:
        """Yield some draws at a time with all areas, of shape (draws, areas)."""
        height = max(1, BLOCK // len(self.codes))
        for start in range(0, len(self.draws), height):
            part = slice(start, min(start + height, len(self.draws)))
            yield self._risks(slice(0, len(self.codes)), part)

    def probability_in_top(self, k: int) -> dict[str, float]:
        """Return the share of the draws in which each area is among the k of highest risk.

        Parameters
        ----------
        k : int
            At least one. Ties are never split: areas as risky as the last of the k are among them.

        Returns
        -------
        dict of str to float
            By code; areas without a child are left out.
        """
        if k < 1:
            raise ValueError(f"there must be at least one area on top, not {k}")
        inhabited = self.profiles.children > 0
        least = max(int(inhabited.sum()) - k, 0)
        times = np.zeros(int(inhabited.sum()))
        for block in self.by_draws():
            risks = block[:, inhabited]
            last = np.partition(risks, least, axis=1)[:, least]
            times += (risks >= last[:, np.newaxis] * (1 - TIED)).sum(axis=0)
        codes = [code for code, lives in zip(self.codes, inhabited.tolist(), strict=True) if lives]
        return dict(zip(codes, (times / len(self.draws)).tolist(), strict=True))

    def _risks(self, areas: slice, draws: slice) -> Floats:
        """Return risks of some areas in some draws, by profiles that are few enough at a time."""
        own = self.profiles
        first, last = np.searchsorted(own.area, (areas.start, areas.stop))
        area = own.area[first:last] - areas.start
        used, column = np.unique(own.profile[first:last], return_inverse=True)
        counts = own.counts[first:last]
        coefficients, shifts = self.draws[draws], self.shifts[draws]
        height = areas.stop - areas.start
        sums = np.zeros((height, len(coefficients)))
        width = max(1, BLOCK // max(height, len(coefficients)))
        for start in range(0, len(used), width):
            part = used[start : start + width]
            p = expit(own.matrix[part] @ coefficients.T + shifts)
            inside = (column >= start) & (column < start + width)
            weights = np.zeros((height, len(part)))
            weights[area[inside], column[inside] - start] = counts[inside]
            sums += weights @ p
        children = own.children[areas]
        with np.errstate(invalid="ignore"):
            return np.asarray((sums / np.where(children > 0, children, math.nan)[:, np.newaxis]).T)


def simulate(
    profiles: Profiles,
    coefficients: Coefficients,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    target: Target | None = None,
) -> Simulation:
    """Draw coefficients from their normal distribution.

    Parameters
    ----------
    profiles : Profiles
        Children by area and profile.
    coefficients : Coefficients
        Mean and covariance; with standard errors only they are drawn independently.
    draws : int, default=2000
        How many. A probability of one half then has a Monte Carlo error of 0.011.
    seed : int
        Seed of the generator, to be stored beside what follows from it.
    target : Target, optional
        Direct estimate of a benchmark: each draw is shifted to a target drawn on the logit scale.

    Returns
    -------
    Simulation

    Raises
    ------
    UnknownUncertaintyError
        If nothing is known of the uncertainty of the coefficients.
    IndefiniteCovarianceError
        If the covariance cannot be one.
    """
    covariance = covariance_of(coefficients)
    if covariance is None:
        raise UnknownUncertaintyError
    if draws < 1:
        raise ValueError(f"there must be at least one draw, not {draws}")
    chance = np.random.default_rng(seed)
    normal = chance.standard_normal((draws, len(coefficients.names)))
    drawn = coefficients.values + normal @ _root(covariance).T
    shifts = np.zeros(draws)
    if target is not None:
        weights = children_of_target(profiles, target.areas)
        share = target.share
        spread = (target.se or 0.0) / (share * (1 - share))
        wanted = expit(math.log(share / (1 - share)) + spread * chance.standard_normal(draws))
        for index, (one, aim) in enumerate(zip(drawn, wanted.tolist(), strict=True)):
            shifts[index] = solve_shift(profiles.matrix @ one, weights, aim)
    return Simulation(profiles, drawn, shifts, seed)


def _root(covariance: Floats) -> Floats:
    """Return a matrix whose product with its transpose is the covariance."""
    try:
        return np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        # A variance of zero, or terms that vary together: the root is then that of the eigenvalues.
        values, vectors = np.linalg.eigh(covariance)
        signs = np.sign(vectors[np.argmax(np.abs(vectors), axis=0), np.arange(len(values))])
        return np.asarray(vectors * signs * np.sqrt(np.maximum(values, 0)))
