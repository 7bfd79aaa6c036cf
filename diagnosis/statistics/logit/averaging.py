"""Weighted means of predicted risks, with one variable switched or moved, and their gradients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.logit.coding import Coding, Part, Term
from diagnosis.statistics.logit.fitted import FittedRecords


@dataclass(frozen=True, slots=True)
class Question:
    """One effect that is asked for.

    Parameters
    ----------
    variable : str
        The variable that is switched or moved.
    part : Part
        The number, or the dummy of the category that is compared with the reference.
    step : bool
        True for the step of the part from 0 to 1, False for the derivative.
    """

    variable: str
    part: Part
    step: bool


@dataclass(frozen=True, slots=True, eq=False)
class Averages:
    """Weighted means over records, in the order of the questions.

    Parameters
    ----------
    effects : ndarray of shape (questions,)
        Mean difference, or mean derivative, of the risk.
    gradients : ndarray of shape (questions, terms)
        Derivatives of the effects in the coefficients.
    risks : ndarray of shape (questions, 2)
        Mean risk with the category and with the reference; NaN for derivatives.
    """

    effects: Floats
    gradients: Floats
    risks: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """What a question does to the linear predictor, as coefficients of terms that it leaves alone.

    `rest` are the coefficients without the terms that change, `kept` says which terms do not. `lift`, with
    `constant`, is what the part brings at 1, or for each unit: other factors of its products times their
    coefficients. `own` leads from its terms to the terms of those factors, None where the part stands alone.
    """

    rest: Floats
    kept: NDArray[np.bool_]
    lift: Floats
    constant: float
    own: dict[int, int | None]


def average(records: FittedRecords, beta: Floats, coding: Coding, questions: Sequence[Question]) -> Averages:
    """Average the effects asked for over records.

    Parameters
    ----------
    records : FittedRecords
        At least one, with weights.
    beta : ndarray of shape (terms,)
        Coefficients.
    coding : Coding
        Variables and terms of the model.
    questions : sequence of Question
        What is asked.

    Returns
    -------
    Averages
    """
    sums = np.zeros((len(questions), 3))
    gradients = np.zeros((len(questions), len(beta)))
    changes = [_change(coding, question, beta) for question in questions]
    total = 0.0
    for block in records.blocks():
        weights = block.weights
        total += float(weights.sum())
        for place, (question, change) in enumerate(zip(questions, changes, strict=True)):
            if question.step:
                sums[place] += _step(block, weights, change, gradients[place])
            else:
                sums[place] += _slope(block, weights, change, beta, gradients[place])
    sums, gradients = sums / total, gradients / total
    return Averages(sums[:, 0], gradients, sums[:, 1:])


def _change(coding: Coding, question: Question, beta: Floats) -> _Change:
    places = {term: index for index, term in enumerate(coding.terms)}
    rest, lift, constant = beta.copy(), np.zeros_like(beta), 0.0
    kept = np.ones(len(beta), dtype=bool)
    own: dict[int, int | None] = {}
    for index in coding.terms_of(question.variable):
        rest[index], kept[index] = 0, False
        parts = coding.terms[index].parts
        if question.part not in parts:
            continue
        others = tuple(part for part in parts if part != question.part)
        own[index] = places[Term(others)] if others else None
        if others:
            lift[places[Term(others)]] += beta[index]
        else:
            constant += beta[index]
    return _Change(rest, kept, lift, constant, own)


def _lift(block: FittedRecords, change: _Change) -> Floats | float:
    return change.constant + block.predictor(change.lift) if change.lift.any() else change.constant


def _step(block: FittedRecords, weights: Floats, change: _Change, gradient: Floats) -> Floats:
    """Add the gradient of a step; return the sums of the difference and of both risks."""
    start = block.predictor(change.rest)
    reference = expit(start)
    risk = expit(start + _lift(block, change))
    spread = weights * risk * (1 - risk)
    # Terms of the variable are nothing at the reference; what they are at the category is added below.
    changed = block.totals(spread - weights * reference * (1 - reference))
    gradient[change.kept] += changed[change.kept]
    _add_own(block, change, spread, gradient)
    return np.array([_sum(weights * (risk - reference)), _sum(weights * risk), _sum(weights * reference)])


def _slope(block: FittedRecords, weights: Floats, change: _Change, beta: Floats, gradient: Floats) -> Floats:
    """Add the gradient of a derivative; return its sum, and none for risks."""
    risk = expit(block.predictor(beta))
    spread = weights * risk * (1 - risk)
    rate = _lift(block, change)
    gradient += block.totals(spread * (1 - 2 * risk) * rate)
    _add_own(block, change, spread, gradient)
    return np.array([_sum(spread * rate), np.nan, np.nan])


def _add_own(block: FittedRecords, change: _Change, spread: Floats, gradient: Floats) -> None:
    """Add what the coefficients of the part's own terms do: the sum of the other factor of each."""
    totals = block.totals(spread) if any(one is not None for one in change.own.values()) else None
    for index, other in change.own.items():
        gradient[index] += _sum(spread) if other is None or totals is None else totals[other]


def _sum(values: Floats) -> float:
    # No product of the linear algebra: it would wake all its threads for one short sum.
    return float(values.sum())
