"""Weighted means of predicted risks, with one variable switched or moved, and their gradients.

Works through blocks of records, so that millions of them need no second matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.coding import Coding, Part, Term
from diagnosis.statistics.logit.fit import LogitFit

BLOCK = 16_384


@dataclass(frozen=True, slots=True)
class Question:
    """One effect that is asked for.

    Parameters
    ----------
    variable : str
        The variable that is switched or moved.
    part : Part
        The number, or the dummy of the category that is compared with the reference.
    to, start : float or None
        Values of the part that are compared; None for the derivative.
    """

    variable: str
    part: Part
    to: float | None
    start: float | None


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
    n : int
        Records averaged over.
    """

    effects: Floats
    gradients: Floats
    risks: Floats
    n: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which columns of a block a question changes.

    `changed` are the columns of the variable's terms, `own` says which of them hold the part asked for, and
    `others` is the column of the other factor of each term, or None where the term is the part alone.
    """

    question: Question
    changed: tuple[int, ...]
    own: tuple[bool, ...]
    others: tuple[int | None, ...]


def average(fit: LogitFit, questions: Sequence[Question], rows: NDArray[np.int64]) -> Averages:
    """Average the effects asked for over records.

    Parameters
    ----------
    fit : LogitFit
        Coefficients and records.
    questions : sequence of Question
        What is asked.
    rows : ndarray of int
        Places of the records, all of them used by the fit; at least one.

    Returns
    -------
    Averages
    """
    sample, beta = fit.sample, fit.values
    coding = sample.predictors.coding
    plans = [_plan(coding, question) for question in questions]
    sums = np.zeros((len(plans), 3))
    gradients = np.zeros((len(plans), len(beta)))
    total = 0.0
    for block in blocks_of(rows, sample.predictors.n):
        matrix, weights = sample.predictors.block(block), sample.weights[block]
        total += float(weights.sum())
        eta = matrix @ beta
        # What multiplies the unchanged columns in a gradient, one column for each question.
        slopes = np.empty((len(plans), len(weights)))
        for place, plan in enumerate(plans):
            step = _step if plan.question.to is not None else _slope
            sums[place] += step(plan, matrix, eta, weights, beta, slopes[place], gradients[place])
        unchanged = slopes @ matrix
        for place, plan in enumerate(plans):
            # A switch writes its own columns itself; a derivative leaves all as they are.
            if plan.question.to is not None:
                unchanged[place, list(plan.changed)] = 0
        gradients += unchanged
    sums, gradients = sums / total, gradients / total
    return Averages(sums[:, 0], gradients, sums[:, 1:], len(rows))


def blocks_of(rows: NDArray[np.int64], n: int) -> Iterator[slice | NDArray[np.int64]]:
    """Cut places of records into blocks; slices where all records are asked for, which copy nothing."""
    for start in range(0, len(rows), BLOCK):
        end = min(start + BLOCK, len(rows))
        yield slice(start, end) if len(rows) == n else rows[start:end]


def expit(logits: Floats) -> Floats:
    """Return the probabilities of logits; far ones are 0 or 1 without any overflow."""
    small = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits >= 0, 1.0, small) / (1.0 + small))


def _plan(coding: Coding, question: Question) -> _Plan:
    places = {term: index for index, term in enumerate(coding.terms)}
    changed = coding.terms_of(question.variable)
    own, others = [], []
    for index in changed:
        parts = coding.terms[index].parts
        own.append(question.part in parts)
        rest = tuple(part for part in parts if part.variable != question.variable)
        others.append(places[Term(rest)] if rest else None)
    return _Plan(question, changed, tuple(own), tuple(others))


def _step(
    plan: _Plan, matrix: Floats, eta: Floats, weights: Floats, beta: Floats, slope: Floats, gradient: Floats
) -> Floats:
    """Add the gradient of the changed columns, fill the slope of the others, return the sums of a switch."""
    rest = eta - matrix[:, list(plan.changed)] @ beta[list(plan.changed)]
    risks, slopes, sums = [], [], []
    for value in (plan.question.to, plan.question.start):
        moved = rest.copy()
        for index, own, other in zip(plan.changed, plan.own, plan.others, strict=True):
            if own and value:
                moved += value * beta[index] * (1.0 if other is None else matrix[:, other])
        risk = expit(moved)
        risks.append(risk)
        slopes.append(weights * risk * (1 - risk))
        sums.append(float(weights @ risk))
        for index, own, other in zip(plan.changed, plan.own, plan.others, strict=True):
            if own and value:
                sign = 1.0 if value is plan.question.to else -1.0
                held = slopes[-1].sum() if other is None else slopes[-1] @ matrix[:, other]
                gradient[index] += sign * value * float(held)
    slope[:] = slopes[0] - slopes[1]
    return np.array([float(weights @ (risks[0] - risks[1])), *sums])


def _slope(
    plan: _Plan, matrix: Floats, eta: Floats, weights: Floats, beta: Floats, slope: Floats, gradient: Floats
) -> Floats:
    """Add the gradient of the slope's own coefficients, fill the slope of all columns, return the sums."""
    rate = np.zeros(len(eta))
    risk = expit(eta)
    spread = weights * risk * (1 - risk)
    for index, other in zip(plan.changed, plan.others, strict=True):
        factor = 1.0 if other is None else matrix[:, other]
        rate += beta[index] * factor
        gradient[index] += float(np.sum(spread * factor))
    slope[:] = spread * (1 - 2 * risk) * rate
    return np.array([float(spread @ rate), np.nan, np.nan])
