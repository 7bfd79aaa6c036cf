"""How well a model tells those with the outcome from those without: area under the curve and Brier score."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats, Places, SurveyDesign
from diagnosis.statistics.intervals import logit_interval
from diagnosis.statistics.results import Interval, Result

TIED = 1e-12
"""Scores that differ by less are one score: the same profile may be summed in another order."""


@dataclass(frozen=True, slots=True)
class Discrimination(Result):
    """Weighted area under the curve with its uncertainty.

    Parameters
    ----------
    auc : float or None
        Weighted share of pairs, from 0 to 1; None where one of the two sides has no weight.
    se : float or None
        Standard error by the design; the coefficients count as fixed.
    interval : tuple of float or None
        Logit interval.
    """

    auc: float | None
    se: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Brier(Result):
    """Mean squared distance between outcome and probability.

    Parameters
    ----------
    score : float
        From 0, which is perfect, to 1.
    reference : float
        The score of the weighted share given to everybody.
    scaled : float or None
        One less the ratio of the two; 0 for a model that knows nothing. None where all or none have the
        outcome.
    """

    score: float
    reference: float
    scaled: float | None


@dataclass(frozen=True, slots=True, eq=False)
class TiedBlocks:
    """Records in the order of their scores, cut into blocks of equal scores.

    Parameters
    ----------
    order : ndarray of int of shape (n,)
        Places of the records from the lowest score to the highest.
    starts : ndarray of int of shape (blocks,)
        Where each block begins in that order.
    """

    order: Places
    starts: Places

    def sums(self, values: Floats) -> Floats:
        """Return the sum of each block.

        Parameters
        ----------
        values : ndarray of shape (n,)
            One number for each record, in the order of the records.

        Returns
        -------
        ndarray of shape (blocks,)
        """
        return np.add.reduceat(values[self.order], self.starts)

    def spread(self, of_blocks: Floats) -> Floats:
        """Return for each record, in the order of the records, the value of its block."""
        sizes = np.diff(np.append(self.starts, len(self.order)))
        back = np.empty(len(self.order))
        back[self.order] = np.repeat(of_blocks, sizes)
        return back


def tied_blocks(scores: Floats) -> TiedBlocks:
    """Sort scores and find which are equal.

    Parameters
    ----------
    scores : ndarray of shape (n,)
        Probabilities or logits, finite, n at least 1.

    Returns
    -------
    TiedBlocks

    Notes
    -----
    Neighbours in the order belong to one block when they differ by at most 1e-12 times the larger of 1 and
    their size. Equal profiles so stay ties whatever order their sums were taken in.
    """
    order = np.argsort(scores)
    ranked = scores[order]
    apart = np.diff(ranked) > TIED * np.maximum(1.0, np.abs(ranked[1:]))
    return TiedBlocks(order.astype(np.int64), np.concatenate(([0], np.flatnonzero(apart) + 1)))


def discriminate(
    scores: Floats,
    outcome: Floats,
    used: NDArray[np.bool_],
    design: SurveyDesign,
    confidence: float = 0.95,
) -> Discrimination:
    """Return the weighted area under the curve with its standard error by the design.

    Parameters
    ----------
    scores : ndarray of shape (n,)
        Any score that rises with the risk; read where `used` says.
    outcome : ndarray of shape (n,)
        1 with the outcome, 0 without; read where `used` says.
    used : ndarray of bool of shape (n,)
        Records of the model; at least one.
    design : SurveyDesign
        Of all n records.
    confidence : float, default=0.95
        Coverage of the interval.

    Returns
    -------
    Discrimination
        All None where all or none have the outcome.

    Notes
    -----
    The area is the weighted share of pairs in which the case has the higher score, ties counting half [1]_.
    Linearised: a case adds w (share of the others it outranks - AUC) / W1, and another record adds
    w (share of the cases that outrank it - AUC) / W0, ties half.

    References
    ----------
    .. [1] Iparragirre, A., Barrio, I. & Arostegui, I. (2023). Estimation of the ROC curve and the area under
       it with complex survey data. Stat 12, e635.
    """
    inside, weights = outcome[used], design.weights[used]
    blocks = tied_blocks(scores[used])
    case, other = blocks.sums(weights * inside), blocks.sums(weights * (1 - inside))
    auc = _area(case, other)
    if auc is None:
        return Discrimination(None, None, None)
    outranks = blocks.spread((np.cumsum(other) - other / 2) / other.sum())
    outranked = blocks.spread((case.sum() - np.cumsum(case) + case / 2) / case.sum())
    scaled = np.where(inside == 1, (outranks - auc) / case.sum(), (outranked - auc) / other.sum())
    linear = np.zeros(len(used))
    linear[used] = weights * scaled
    se = math.sqrt(max(float(design.covariance_of_totals(linear)[0, 0]), 0.0))
    return Discrimination(auc, se, logit_interval(auc, se, design.df_within(used), confidence))


def brier_score(probability: Floats, outcome: Floats, weights: Floats) -> Brier:
    """Return the weighted Brier score.

    Parameters
    ----------
    probability : ndarray of shape (n,)
        Probabilities from 0 to 1.
    outcome : ndarray of shape (n,)
        1 with the outcome, 0 without; nothing missing.
    weights : ndarray of shape (n,)
        Weights, zero or more; not all zero.

    Returns
    -------
    Brier

    Examples
    --------
    >>> brier_score(np.array([0.5, 0.5]), np.array([1.0, 0.0]), np.ones(2)).scaled
    0.0
    """
    total = float(weights.sum())
    score = float(weights @ (outcome - probability) ** 2) / total
    share = float(weights @ outcome) / total
    reference = share * (1 - share)
    return Brier(score, reference, 1 - score / reference if reference else None)


def _area(case: Floats, other: Floats) -> float | None:
    """Return the area from the weights of both sides in each block, the lowest score first."""
    whole = float(case.sum()) * float(other.sum())
    if not whole:
        return None
    return float((case * (np.cumsum(other) - other / 2)).sum()) / whole
