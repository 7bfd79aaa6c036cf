"""Average marginal effects of a logit: differences of risk, which may be said in percentage points.

Their sums over the records: averaging.py. Odds ratios: fit.py, model.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.distributions import t_p_value
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.intervals import wald_interval
from diagnosis.statistics.logit.averaging import Averages, Question, average
from diagnosis.statistics.logit.coding import Category, Coding, Number, Part
from diagnosis.statistics.logit.counting import Counts, counts_of
from diagnosis.statistics.logit.fit import LogitFit
from diagnosis.statistics.logit.fitted import fitted_records
from diagnosis.statistics.quality import ECLAC
from diagnosis.statistics.results import Interval, Result

LEAST_ON_A_SIDE = 10
LEAST_DF = ECLAC.least_df or 0
"""The regional rule of shares asks for no fewer of effects."""


class Change(StrEnum):
    """What an effect compares."""

    DISCRETE = "discrete"
    DERIVATIVE = "derivative"


@dataclass(frozen=True, slots=True)
class MarginalEffect(Result):
    """How much the estimated risk differs with one variable, all else as it is.

    Parameters
    ----------
    name : str
        That of the term: ``sex_boy``, ``sex=boy``, ``age``.
    variable : str
        The variable.
    category, reference : str or None
        Which category is compared with which; "1" with "0" for a variable of 0 and 1; None for numbers.
    change : Change
        A step from the reference, or the slope for one unit more.
    ame : float
        Difference of the mean risk, from -1 to 1; for a number, per unit.
    se : float
        Standard error by the delta method.
    df : float
        Degrees of freedom of the interval.
    t, p : float or None
        Ratio and two-sided p-value; None where the standard error is zero.
    interval : tuple of float or None
        At the confidence asked; None without a degree of freedom.
    risk, reference_risk : float or None
        Mean risk if all records had the category, and if all had the reference; None for numbers.
    n : int
        Records averaged over.
    n_category, n_reference : int or None
        Records that have the category and the reference, not weighted; None for numbers.
    verdict : Verdict
        SUPPRESS without an interval or where a term of the effect is separated; REVIEW with fewer than 10
        records on a side or 14 degrees of freedom; else PUBLISH. Within a model never better than its own.
    failed : tuple of str
        What made it so: ``df``, ``separation``, ``n``; within a model also ``model``.
    two_way : bool
        Whether the analyst named the variable as one that may as well follow from the outcome.
    """

    name: str
    variable: str
    category: str | None
    reference: str | None
    change: Change
    ame: float
    se: float
    df: float
    t: float | None
    p: float | None
    interval: Interval | None
    risk: float | None
    reference_risk: float | None
    n: int
    n_category: int | None
    n_reference: int | None
    verdict: Verdict
    failed: tuple[str, ...]
    two_way: bool = False

    @property
    def points(self) -> float:
        """The effect in percentage points."""
        return 100 * self.ame

    @property
    def points_se(self) -> float:
        """Its standard error in percentage points."""
        return 100 * self.se

    @property
    def points_interval(self) -> Interval | None:
        """Its interval in percentage points."""
        return None if self.interval is None else (100 * self.interval[0], 100 * self.interval[1])

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)


def average_marginal_effects(
    fit: LogitFit,
    *,
    among: NDArray[np.bool_] | None = None,
    two_way: frozenset[str] | tuple[str, ...] = (),
    confidence: float = 0.95,
) -> tuple[MarginalEffect, ...]:
    """Return the average marginal effect of each variable of a model.

    Parameters
    ----------
    fit : LogitFit
        The model with the records it was fitted to; the mean is weighted, over those records.
    among : ndarray of bool of shape (n,), optional
        Takes the mean over some of these records only, such as girls in a model with interactions.
    two_way : collection of str, optional
        Variables that may follow from the outcome as well; their effects are marked.
    confidence : float, default=0.95
        Coverage of the intervals.

    Returns
    -------
    tuple of MarginalEffect
        In the order of the variables: one for each category but the reference, one for each number.

    Raises
    ------
    EmptyDomainError
        If no record of the model is among those asked for.

    Notes
    -----
    For a category j, and for a variable of 0 and 1, the effect is sum w [p(x with j) - p(x with the
    reference)] / sum w, where j is switched in all terms, products included. For a number it is the mean of
    the derivative. With g its gradient in the coefficients and V their covariance under the design, the
    standard error is the root of g'Vg; the mean over the records counts as fixed.

    References
    ----------
    .. [1] Bieler, G. S., Brown, G. G., Williams, R. L. & Brogan, D. J. (2010). Estimating model-adjusted
       risks, risk differences, and risk ratios from complex survey data. American Journal of Epidemiology
       171, 618-623.
    """
    sample = fit.sample
    rows = sample.used if among is None else sample.used & np.asarray(among, dtype=bool)
    if not rows.any():
        raise EmptyDomainError
    coding = sample.predictors.coding
    questions = questions_of(coding)
    averages = average(fitted_records(sample, rows).collapsed(), fit.values, coding, questions)
    sizes = counts_of(fit, rows)
    n = int(np.count_nonzero(rows))
    return tuple(
        _effect(fit, question, averages, place, (n, sizes), question.variable in two_way, confidence)
        for place, question in enumerate(questions)
    )


def questions_of(coding: Coding) -> tuple[Question, ...]:
    """Return what is asked of each variable of a model, in the order of its variables."""
    asked: list[Question] = []
    for variable in coding.variables:
        if isinstance(variable, Category):
            asked += [
                Question(variable.name, Part(variable.name, one), step=True)
                for one in variable.categories[1:]
            ]
        else:
            asked.append(Question(variable.name, Part(variable.name), step=variable.binary))
    return tuple(asked)


def _effect(
    fit: LogitFit,
    question: Question,
    averages: Averages,
    place: int,
    sizes: tuple[int, Counts],
    two_way: bool,  # noqa: FBT001  # a private step of one function
    confidence: float,
) -> MarginalEffect:
    ame, gradient = float(averages.effects[place]), averages.gradients[place]
    se = math.sqrt(float(fit.covariance_of(gradient)[0, 0]))
    df = float(fit.df)
    known = df >= 1
    category, reference = compared_categories(fit.sample.predictors.coding, question)
    step = category is not None
    here = sizes[1].get(question.variable, {})
    counted = [None if one is None else here[one][0] for one in (category, reference)]
    verdict, failed = _verdict(df, counted, separated=_is_separated(fit, question))
    return MarginalEffect(
        name=question.part.name,
        variable=question.variable,
        category=category,
        reference=reference,
        change=Change.DISCRETE if step else Change.DERIVATIVE,
        ame=ame,
        se=se,
        df=df,
        t=ame / se if se else None,
        p=t_p_value(ame / se, df) if se and known else None,
        interval=wald_interval(ame, se, df, confidence),
        risk=float(averages.risks[place, 0]) if step else None,
        reference_risk=float(averages.risks[place, 1]) if step else None,
        n=sizes[0],
        n_category=counted[0],
        n_reference=counted[1],
        verdict=verdict,
        failed=failed,
        two_way=two_way,
    )


def compared_categories(coding: Coding, question: Question) -> tuple[str | None, str | None]:
    """Return the category and the one of reference that a question compares; None for numbers."""
    variable = coding.variable(question.variable)
    if isinstance(variable, Number):
        return ("1", "0") if variable.binary else (None, None)
    return question.part.category, variable.reference


def _is_separated(fit: LogitFit, question: Question) -> bool:
    """Return whether a term that the question switches has a finite estimate by Firth's penalty only."""
    return any(
        term.name in fit.separated and question.part in term.parts
        for term in fit.sample.predictors.coding.terms
    )


def _verdict(df: float, counted: list[int | None], *, separated: bool) -> tuple[Verdict, tuple[str, ...]]:
    tests = {
        "df": df < LEAST_DF,
        "separation": separated,
        "n": any(count is not None and count < LEAST_ON_A_SIDE for count in counted),
    }
    failed = tuple(name for name, fails in tests.items() if fails)
    if separated or df < 1:
        return Verdict.SUPPRESS, failed
    return (Verdict.REVIEW if failed else Verdict.PUBLISH), failed
