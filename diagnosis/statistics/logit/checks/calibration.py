"""Whether predicted shares agree with observed ones, in tenths of the predicted probability."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats, Places, SurveyDesign
from diagnosis.statistics.intervals import logit_interval
from diagnosis.statistics.logit.checks.discrimination import tied_blocks
from diagnosis.statistics.results import Interval, Result

TENTHS = 10
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Tenth(Result):
    """One group of records with near probabilities.

    Parameters
    ----------
    place : int
        From 1, the lowest tenth, to 10.
    n, cases : int
        Records and those of them with the outcome, not weighted.
    share : float
        Weighted share of the domain that the group holds.
    predicted, observed : float
        Weighted mean of the probability, and weighted share with the outcome.
    se : float
        Design-based standard error of the observed share.
    interval : tuple of float or None
        Logit interval of the observed share at 95 %.
    """

    place: int
    n: int
    cases: int
    share: float
    predicted: float
    observed: float
    se: float
    interval: Interval | None

    @property
    def agrees(self) -> bool | None:
        """Whether the interval of the observed share holds the prediction; None without an interval."""
        if self.interval is None:
            return None
        return self.interval[0] <= self.predicted <= self.interval[1]


def tenths_of(probability: Floats, weights: Floats) -> Places:
    """Return the weighted tenth of each record, from 0.

    Parameters
    ----------
    probability : ndarray of shape (n,)
        Predicted probabilities.
    weights : ndarray of shape (n,)
        Weights, zero or more; not all zero.

    Returns
    -------
    ndarray of int of shape (n,)

    Notes
    -----
    The cut d is the least probability at or below which d tenths of the weight lie; records equal to a cut
    stay below it, so that ties are never split and some tenths may be empty.
    """
    blocks = tied_blocks(probability)
    weight = blocks.sums(weights)
    before = (np.cumsum(weight) - weight) / weight.sum()
    place = np.minimum(np.floor(TENTHS * before + _ROUNDING), TENTHS - 1)
    return blocks.spread(place).astype(np.int64)


def calibration_by_tenth(
    design: SurveyDesign, probability: Floats, outcome: Floats, member: NDArray[np.bool_]
) -> tuple[Tenth, ...]:
    """Compare predicted with observed shares in the weighted tenths of the prediction.

    Parameters
    ----------
    design : SurveyDesign
        Design of the whole sample of n records.
    probability : ndarray of shape (n,)
        Predicted probabilities; read inside the domain only.
    outcome : ndarray of shape (n,)
        1 or 0; read inside the domain only.
    member : ndarray of bool of shape (n,)
        Which records the model was fitted to. At least one of them has a weight.

    Returns
    -------
    tuple of Tenth
        At most ten; tenths that ties leave empty are absent.
    """
    inside = np.flatnonzero(member & (design.weights > 0))
    places = tenths_of(probability[inside], design.weights[inside])
    total = float(design.weights[inside].sum())
    return tuple(
        _tenth(design, probability, outcome, inside[places == place], int(place) + 1, total)
        for place in np.unique(places)
    )


def _tenth(
    design: SurveyDesign, probability: Floats, outcome: Floats, rows: Places, place: int, total: float
) -> Tenth:
    """Return one tenth; its share is that of a domain, whose other records have scores of zero."""
    weights, answers = design.weights[rows], outcome[rows]
    population, cases = float(weights.sum()), int(answers.sum())
    observed = float(cases > 0) if cases in (0, len(rows)) else float((weights * answers).sum()) / population
    units, length = design.clusters[rows], len(design.stratum_of)
    scores = np.bincount(units, weights * (answers - observed) / population, length)
    se = math.sqrt(max(float(design.covariance_of_unit_totals(scores[:, np.newaxis])[0, 0]), 0.0))
    held = np.bincount(units, minlength=length) > 0
    df = int(held.sum()) - len(np.unique(design.stratum_of[held]))
    return Tenth(
        place=place,
        n=len(rows),
        cases=cases,
        share=population / total,
        predicted=float((weights * probability[rows]).sum()) / population,
        observed=observed,
        se=se,
        # Without any spread the prediction would have to be exact.
        interval=logit_interval(observed, se, df) if se else None,
    )
