"""How a sample was drawn: weights, strata and sampling units, and the variance of a total that follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.codes import are_blank, codes_of
from diagnosis.statistics.errors import (
    InvalidPopulationError,
    InvalidWeightError,
    MissingDesignError,
    MissingWeightError,
    OneClusterError,
)

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]


class SingleUnit(StrEnum):
    """What a stratum with one sampling unit adds to the variance."""

    CENTRE = "centre"
    CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True, eq=False)
class SurveyDesign:
    """A checked design; make one with `survey_design`.

    Parameters
    ----------
    weights : ndarray of shape (n,)
        How many persons each record stands for.
    clusters : ndarray of int of shape (n,)
        Sampling unit of each record, from 0, nested in its stratum.
    stratum_of : ndarray of int of shape (units,)
        Stratum of each sampling unit, from 0.
    sampled : ndarray of float of shape (strata,)
        Share of the units of each stratum that are in the sample; 0 without a finite population.
    known : bool
        False if neither sampling units nor their number in the population were given: each record then
        stands for itself, and nobody knows whether it was drawn so.
    single : SingleUnit
        What a stratum with one unit adds.
    """

    weights: Floats
    clusters: Places
    stratum_of: Places
    sampled: Floats
    known: bool
    single: SingleUnit = SingleUnit.CENTRE

    @property
    def units_per_stratum(self) -> Places:
        """Number of sampling units of each stratum."""
        return np.bincount(self.stratum_of).astype(np.int64)

    @property
    def df(self) -> int:
        """Degrees of freedom: sampling units less strata, counting those with a weight above zero."""
        return self.df_within(self.weights > 0)

    @property
    def single_strata(self) -> int:
        """How many strata have one sampling unit only."""
        return int(np.count_nonzero(self.units_per_stratum == 1))

    def df_within(self, domain: NDArray[np.bool_]) -> int:
        """Return the degrees of freedom of a domain after Korn and Graubard.

        Parameters
        ----------
        domain : ndarray of bool of shape (n,)
            Which records belong to it.

        Returns
        -------
        int
            Sampling units that hold one of its records, less the strata that do.
        """
        held = np.bincount(self.clusters[domain], minlength=len(self.stratum_of)) > 0
        return int(held.sum()) - int(np.count_nonzero(np.bincount(self.stratum_of[held])))

    def covariance_of_totals(self, scores: ArrayLike) -> Floats:
        """Return the estimated covariance of sums over the sample, by linearisation.

        Parameters
        ----------
        scores : array-like of shape (n,) or (n, m)
            Weighted scores of each record; zero outside a domain.

        Returns
        -------
        ndarray of shape (m, m)
            Sum over the strata of (1 - f) k / (k - 1) times the squared deviations of the unit totals, with
            k units. A stratum with one unit is centred at the mean of all units.
        """
        columns = np.asarray(scores, dtype=np.float64).reshape(len(self.weights), -1)
        units = len(self.stratum_of)
        totals = np.column_stack([np.bincount(self.clusters, column, units) for column in columns.T])
        return self.covariance_of_unit_totals(totals)

    def covariance_of_unit_totals(self, totals: Floats) -> Floats:
        """Return what `covariance_of_totals` does, from sums within sampling units.

        Parameters
        ----------
        totals : ndarray of shape (units, m)
            Sums of the weighted scores of each sampling unit.

        Returns
        -------
        ndarray of shape (m, m)
        """
        per_stratum = self.units_per_stratum
        means = np.column_stack([np.bincount(self.stratum_of, column) for column in totals.T])
        means /= per_stratum[:, np.newaxis]
        alone = per_stratum == 1
        means[alone] = totals.mean(axis=0)
        factor = np.where(alone, 1.0, per_stratum / np.maximum(per_stratum - 1, 1)) * (1 - self.sampled)
        if self.single is SingleUnit.CERTAINTY:
            factor[alone] = 0
        deviations = totals - means[self.stratum_of]
        return np.asarray((deviations * factor[self.stratum_of, np.newaxis]).T @ deviations)


def survey_design(
    weights: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    fpc: ArrayLike | None = None,
    single: SingleUnit = SingleUnit.CENTRE,
) -> SurveyDesign:
    """Check and index the design of a sample.

    Parameters
    ----------
    weights : array-like of shape (n,)
        How many persons each record stands for; zero keeps a record out of every estimate.
    strata, clusters : array-like of shape (n,), optional
        Codes of the strata and of the first-stage sampling units. A unit code is nested in its stratum.
        Without units each record is its own.
    fpc : array-like of shape (n,), optional
        Number of sampling units in the population of the stratum. It says that the units, or the records
        where there are none, were drawn at random, so that the design counts as known.
    single : SingleUnit, default=CENTRE
        What a stratum with one sampling unit adds to the variance.

    Returns
    -------
    SurveyDesign

    Raises
    ------
    MissingWeightError, InvalidWeightError
        If a weight is missing, negative or infinite.
    MissingDesignError
        If a code of a stratum or unit is missing.
    InvalidPopulationError
        If `fpc` is missing, differs within a stratum, or is below the number of units in the sample.
    OneClusterError
        If there is one sampling unit only.
    """
    numbers = checked_weights(weights)
    if not len(numbers):
        raise OneClusterError
    in_stratum = _codes(strata, len(numbers))
    in_unit = np.arange(len(numbers)) if clusters is None else _codes(clusters, len(numbers))
    unit = _ranks(in_stratum * (int(in_unit.max()) + 1) + in_unit)
    units = int(unit.max()) + 1
    if units < 2:
        raise OneClusterError
    stratum_of = np.empty(units, dtype=np.int64)
    stratum_of[unit] = in_stratum
    sampled = _sampled_shares(fpc, in_stratum, np.bincount(stratum_of))
    known = clusters is not None or fpc is not None
    return SurveyDesign(numbers, unit, stratum_of, sampled, known, single)


def checked_weights(weights: ArrayLike) -> Floats:
    """Return weights as numbers.

    Raises
    ------
    MissingWeightError, InvalidWeightError
        If one is missing, negative or infinite.
    """
    numbers = np.asarray(weights, dtype=np.float64).ravel()
    missing = np.isnan(numbers)
    if missing.any():
        raise MissingWeightError(int(np.argmax(missing)))
    invalid = (numbers < 0) | np.isinf(numbers)
    if invalid.any():
        raise InvalidWeightError(int(np.argmax(invalid)))
    return numbers


def _codes(values: ArrayLike | None, length: int) -> Places:
    """Return the codes as places from 0; all are one when there are none."""
    if values is None:
        return np.zeros(length, dtype=np.int64)
    given = codes_of(values)
    if len(given) != length:
        raise ValueError(f"{len(given)} codes for {length} records")
    missing = are_blank(given)
    if missing.any():
        raise MissingDesignError(int(np.argmax(missing)))
    return _ranks(given.astype(str) if given.dtype.kind == "O" else given)


def _ranks(codes: NDArray[Any]) -> Places:
    """Return the place of each code among the distinct ones; dense whole numbers need no sorting."""
    if codes.dtype.kind in "iu" and len(codes):
        low = int(codes.min())
        if int(codes.max()) - low <= 4 * len(codes):
            place = codes.astype(np.int64) - low
            seen = np.bincount(place) > 0
            return np.asarray((np.cumsum(seen) - 1)[place])
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def _sampled_shares(fpc: ArrayLike | None, in_stratum: Places, units: Places) -> Floats:
    if fpc is None:
        return np.zeros(len(units))
    population = np.asarray(fpc, dtype=np.float64).ravel()
    of_stratum = np.full(len(units), np.nan)
    of_stratum[in_stratum] = population
    wrong = ~(population == of_stratum[in_stratum]) | ~(population >= units[in_stratum])
    if wrong.any():
        raise InvalidPopulationError(int(np.argmax(wrong)))
    return np.asarray(units / of_stratum)
