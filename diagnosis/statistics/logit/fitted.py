"""The records of a fit once more, packed: linear predictors and sums of terms in the terms' own units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.packing import pack
from diagnosis.statistics.logit.profiles import Profiles
from diagnosis.statistics.logit.sample import Sample


@dataclass(frozen=True, slots=True, eq=False)
class FittedRecords:
    """Records, or profiles of equal ones, with their weights; make them with `fitted_records`.

    Parameters
    ----------
    profiles : Profiles
        The records with terms moved and scaled.
    forth : ndarray of shape (terms, terms)
        Takes coefficients of the terms as given to those of the scaled terms.
    """

    profiles: Profiles
    forth: Floats

    @property
    def weights(self) -> Floats:
        """Weight of each, shape (n,)."""
        return np.asarray(self.profiles.cases + self.profiles.others)

    def blocks(self) -> Iterator[FittedRecords]:
        """Yield the records in pieces."""
        for part in self.profiles.blocks():
            yield FittedRecords(part, self.forth)

    def collapsed(self) -> FittedRecords:
        """Return one profile for records with equal predictors, where that saves much."""
        return FittedRecords(self.profiles.collapsed(), self.forth)

    def predictor(self, beta: Floats) -> Floats:
        """Return the sum of terms times coefficients of each record, shape (n,)."""
        return self.profiles.predictor(self.forth @ beta)

    def totals(self, values: Floats) -> Floats:
        """Return the sums of the terms times a value for each record, shape (terms,)."""
        return np.asarray(self.forth.T @ self.profiles.totals(values))

    def cross_product(self, values: Floats) -> Floats:
        """Return the sums of products of terms times a value for each record, shape (terms, terms)."""
        return np.asarray(self.forth.T @ self.profiles.cross_product(values) @ self.forth)


def fitted_records(sample: Sample, among: NDArray[np.bool_] | None = None) -> FittedRecords:
    """Return the records behind a fit.

    Parameters
    ----------
    sample : Sample
        Of a fit.
    among : ndarray of bool of shape (n,), optional
        Which of the records used; all by default. They keep their order.
    """
    chosen = sample.used if among is None else sample.used & among
    weights = sample.weights[chosen]
    cases = weights * sample.outcome[chosen]
    packed = pack(sample.predictors, chosen, cases, weights - cases)
    return FittedRecords(packed.profiles, np.linalg.inv(packed.back))
