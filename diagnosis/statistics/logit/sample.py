"""Which records take part in a fit, and what the reader must know of those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clrisk_site.figures.message import Message, counts
from diagnosis.statistics import cautions
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.errors import EmptyDomainError, NotBinaryError
from diagnosis.statistics.logit.errors import UnusablePredictorError
from diagnosis.statistics.logit.predictors import Predictors


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The records behind a fit, for what is computed from it later.

    Parameters
    ----------
    predictors : Predictors
        Of all records of the file.
    outcome : ndarray of shape (n,)
        1 with the outcome, 0 without; NaN where nobody answered.
    weights : ndarray of shape (n,)
        Weights as fitted; zero for records that took no part.
    used : ndarray of bool of shape (n,)
        Records that took part: in the domain, complete, with a weight above zero.
    design : SurveyDesign
        Of all records.
    """

    predictors: Predictors
    outcome: Floats
    weights: Floats
    used: NDArray[np.bool_]
    design: SurveyDesign


def take_part(
    predictors: Predictors, outcome: ArrayLike, design: SurveyDesign, domain: ArrayLike | None
) -> Sample:
    """Return the records with those marked that take part.

    Parameters
    ----------
    predictors : Predictors
        Of all n records.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    design : SurveyDesign
        Of all records.
    domain : array-like of bool of shape (n,) or None
        Records of the group; None for all.

    Raises
    ------
    NotBinaryError
        If an outcome is neither 0, 1 nor missing.
    EmptyDomainError
        If no record has an answer and a weight.
    UnusablePredictorError
        If none of those has all predictors.
    """
    answers = np.asarray(outcome, dtype=np.float64).ravel()
    if not len(answers) == predictors.n == len(design.weights):
        raise ValueError(f"{len(answers)} outcomes, {predictors.n} predictors, {len(design.weights)} weights")
    known = (answers == 0) | (answers == 1)
    if not known.all():
        wrong = ~known & ~np.isnan(answers)
        if wrong.any():
            raise NotBinaryError(int(np.argmax(wrong)))
    used = domain_of(domain, predictors.n) & known & ~predictors.missing & (design.weights > 0)
    if not used.any():
        _raise_why_empty(predictors, domain_of(domain, predictors.n) & known & (design.weights > 0))
    weights = design.weights if used.all() else np.where(used, design.weights, 0.0)
    return Sample(predictors, answers, weights, used, design)


def _raise_why_empty(predictors: Predictors, asked: NDArray[np.bool_]) -> NoReturn:
    if not asked.any():
        raise EmptyDomainError
    blank = [name for name in predictors.columns if predictors.lacks(name)[asked].all()]
    raise UnusablePredictorError.blank(blank) if blank else UnusablePredictorError.never_together()


def domain_of(domain: ArrayLike | None, length: int) -> NDArray[np.bool_]:
    """Return the domain as truth values; all records where none is given."""
    return np.ones(length, dtype=bool) if domain is None else np.asarray(domain, dtype=bool).ravel()


def warnings_of(sample: Sample, domain: NDArray[np.bool_]) -> tuple[Message, ...]:
    """Return what the reader must know of records left out and of the design."""
    weightless = cautions.no_weight(int(np.count_nonzero(sample.design.weights == 0)))
    if sample.used.all():
        return cautions.of_design(sample.design)
    asked = domain & (sample.design.weights > 0)
    unanswered = asked & np.isnan(sample.outcome)
    lacking = asked & ~unanswered & sample.predictors.missing
    left = cautions.no_answer(int(unanswered.sum())) + _without_predictor(int(lacking.sum()))
    return left + weightless + cautions.of_design(sample.design)


def _without_predictor(number: int) -> tuple[Message, ...]:
    if not number:
        return ()
    return (
        counts(
            "%(count)s record of the group lacks a predictor and takes no part.",
            "%(count)s records of the group lack a predictor and take no part.",
            number,
        ),
    )
