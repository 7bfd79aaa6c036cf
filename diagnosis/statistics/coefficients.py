"""Coefficients of a logit and what is known of their uncertainty; the card says where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result

CONSTANT = "const"


@dataclass(frozen=True, slots=True)
class Spread(Result):
    """What the records of a fit have of a number, in its own unit.

    Parameters
    ----------
    least, most : float
        Smallest and largest value.
    mean : float
        Weighted mean.
    """

    least: float
    most: float
    mean: float


@dataclass(frozen=True, slots=True)
class ModelCard(Result):
    """Where coefficients come from; None where nobody said.

    Parameters
    ----------
    survey : str
        Producer and title.
    year : int or None
        Year of the survey.
    definition : str
        Code of the definition of child labour that the outcome follows.
    group : str
        The children it speaks of, such as ``sex=girl``; empty for all.
    age_from, age_to : int or None
        First and last age of the children, in completed years.
    categories : mapping of str to tuple of str
        Categories of each variable, the one of reference first.
    shares : mapping of str to float
        Weighted share of each category in the survey, from 0 to 1, for the comparison with local data; its
        keys are names of terms, such as ``sex=boy``.
    numbers : tuple of str
        Variables that enter as numbers. A variable that is neither here nor among the categories is yes or
        no, written 1 or 0.
    spreads : mapping of str to Spread
        Of those numbers, as far as known: elsewhere the model says nothing.
    chores : bool or None
        Whether the outcome counts chores in the own home.
    """

    survey: str = ""
    year: int | None = None
    definition: str = ""
    group: str = ""
    age_from: int | None = None
    age_to: int | None = None
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    chores: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients(Result):
    """A labelled vector of log odds and its covariance.

    Parameters
    ----------
    names : tuple of str
        Names of the terms; ``const`` is the intercept.
    values : ndarray of shape (p,)
        Log odds.
    covariance : ndarray of shape (p, p) or None
        Covariance, in the order of the names; None where only standard errors were published.
    se : ndarray of shape (p,) or None
        Standard errors; taken from the covariance where that is known.
    df : float or None
        Degrees of freedom of the tests; None for the normal distribution.
    card : ModelCard
        Where they come from.

    Raises
    ------
    ValueError
        If the shapes differ, a name is repeated, a number is not finite, or the covariance is not symmetric
        with a diagonal of zero or more.
    """

    names: tuple[str, ...]
    values: Floats
    covariance: Floats | None = None
    se: Floats | None = None
    df: float | None = None
    card: ModelCard = field(default_factory=ModelCard)

    def __post_init__(self) -> None:
        p = len(self.names)
        _check(len(set(self.names)) == p, "a name is repeated")
        _check(self.values.shape == (p,) and bool(np.isfinite(self.values).all()), "one number for each name")
        if self.covariance is not None:
            _check(self.covariance.shape == (p, p), "the covariance has another shape than the names")
            _check(bool(np.isfinite(self.covariance).all()), "the covariance holds something not finite")
            _check(np.allclose(self.covariance, self.covariance.T), "the covariance is not symmetric")
            _check(bool((np.diag(self.covariance) >= 0).all()), "a variance is negative")
            object.__setattr__(self, "se", np.sqrt(np.diag(self.covariance)))
        elif self.se is not None:
            _check(self.se.shape == (p,) and bool((self.se >= 0).all()), "one standard error for each name")
            _check(bool(np.isfinite(self.se).all()), "a standard error is not finite")


def _check(holds: bool, words: str) -> None:  # noqa: FBT001  # reads as an assertion
    if not holds:
        raise ValueError(words)
