"""A logit with everything that is read beside it: effects first, odds ratios second, and its checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import Message
from diagnosis.statistics.coefficients import Coefficients, ModelCard
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.logit.card import card_of
from diagnosis.statistics.logit.checking import Checks, check_fit
from diagnosis.statistics.logit.effects import LEAST_DF, MarginalEffect, average_marginal_effects
from diagnosis.statistics.logit.errors import UnusablePredictorError
from diagnosis.statistics.logit.fit import Estimator, LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import Predictors
from diagnosis.statistics.logit.wording import notes_of, warnings_of
from diagnosis.statistics.quality import strictest
from diagnosis.statistics.results import Interval, Result


@dataclass(frozen=True, slots=True)
class Term(Result):
    """One coefficient.

    Parameters
    ----------
    name : str
        Name of the term; ``const`` is the intercept.
    coefficient, se : float
        Log odds and its standard error.
    t, p : float or None
        Ratio and two-sided p-value; None where the standard error is zero.
    odds_ratio : float
        Exponential of the coefficient: not a ratio of risks.
    interval, coefficient_interval : tuple of float
        Of the odds ratio and of the coefficient.
    verdict : Verdict
        SUPPRESS where only Firth's penalty keeps the estimate finite; else that of the model.
    """

    name: str
    coefficient: float
    se: float
    t: float | None
    p: float | None
    odds_ratio: float
    interval: Interval
    coefficient_interval: Interval
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class LogitModel(Result):
    """All that is shown of a model of one outcome in one group.

    Parameters
    ----------
    ame : tuple of MarginalEffect
        Average marginal effects; they lead.
    terms : tuple of Term
        Coefficients and odds ratios, in the order of `vcov`.
    df : float
        Degrees of freedom of all tests and intervals; infinite for the variance of the model.
    df_design : int or None
        Sampling units less strata among the records used.
    vcov : ndarray of shape (terms, terms)
        Covariance of the coefficients.
    n, cases : int
        Records used, and those with the outcome; not weighted.
    population : float
        Sum of their weights.
    checks : Checks
        Events per parameter, categories without cases, inflation, link test, discrimination, calibration.
    log_likelihood, null_log_likelihood, pseudo_r2, percent_correct : float
        Of the fit.
    converged : bool
        Whether the fit settled.
    steps : int
        Steps it took.
    variance : Variance
        Where the covariance comes from.
    estimator : Estimator
        Likelihood or Firth's.
    card : ModelCard
        Survey, year, definition, ages, categories and shares.
    two_way : tuple of str
        Variables that may as well follow from the outcome.
    verdict : Verdict
        REVIEW where a check fails, terms are separated, the design is unknown, or fewer than 14 degrees of
        freedom are left; else PUBLISH.
    failed : tuple of str
        What made it so, by name.
    warnings : tuple of Message
        What the reader must know.
    notes : tuple of Message
        How to read any such model.
    fit : LogitFit
        The fit itself; not in the plain form.
    """

    ame: tuple[MarginalEffect, ...]
    terms: tuple[Term, ...]
    df: float
    df_design: int | None
    vcov: Floats
    n: int
    cases: int
    population: float
    checks: Checks
    log_likelihood: float
    null_log_likelihood: float
    pseudo_r2: float
    percent_correct: float
    converged: bool
    steps: int
    variance: Variance
    estimator: Estimator
    card: ModelCard
    two_way: tuple[str, ...]
    verdict: Verdict
    failed: tuple[str, ...]
    warnings: tuple[Message, ...]
    notes: tuple[Message, ...]
    fit: LogitFit = field(metadata={"plain": False})

    @property
    def coefficients(self) -> Coefficients:
        """Coefficients with their covariance and the whole card, for the transfer to other data."""
        return replace(self.fit.coefficients, card=self.card)

    @property
    def auc(self) -> float | None:
        """Weighted area under the curve."""
        return self.checks.discrimination.auc

    @property
    def brier(self) -> float:
        """Weighted Brier score."""
        return self.checks.brier.score


def model_logit(
    predictors: Predictors,
    outcome: ArrayLike,
    design: SurveyDesign,
    *,
    domain: ArrayLike | None = None,
    variance: Variance = Variance.DESIGN,
    estimator: Estimator = Estimator.LIKELIHOOD,
    card: ModelCard | None = None,
    two_way: Collection[str] = (),
    confidence: float = 0.95,
) -> LogitModel:
    """Fit a logit and compute all that is shown of it.

    Parameters
    ----------
    predictors : Predictors
        Of all n records.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    design : SurveyDesign
        Of all records; those outside the domain stay in it.
    domain : array-like of bool of shape (n,), optional
        Records of the group.
    variance : Variance, default=DESIGN
        Where the covariance comes from.
    estimator : Estimator, default=LIKELIHOOD
        FIRTH where a category holds no case, or only cases.
    card : ModelCard, optional
        Survey, year, definition and ages.
    two_way : collection of str, optional
        Predictors that may follow from the outcome as well, such as school attendance or a transfer.
    confidence : float, default=0.95
        Coverage of all intervals.

    Returns
    -------
    LogitModel

    Raises
    ------
    AnalysisError
        Whatever keeps the model from being fitted; UnusablePredictorError also if `two_way` names what is no
        predictor.
    """
    for name in two_way:
        if name not in predictors.columns:
            raise UnusablePredictorError.absent(name)
    fit = fit_logit(
        predictors,
        outcome,
        design,
        domain=domain,
        variance=variance,
        estimator=estimator,
        card=card,
    )
    return describe_fit(fit, two_way=two_way, confidence=confidence)


def describe_fit(fit: LogitFit, *, two_way: Collection[str] = (), confidence: float = 0.95) -> LogitModel:
    """Return a fit with its effects, checks, warnings and card.

    Parameters
    ----------
    fit : LogitFit
        The fit.
    two_way : collection of str, optional
        Predictors that may follow from the outcome as well.
    confidence : float, default=0.95
        Coverage of all intervals.
    """
    checks = check_fit(fit, confidence)
    failed = (*checks.failed, *_failed(fit))
    verdict = Verdict.REVIEW if failed else Verdict.PUBLISH
    named = tuple(two_way)
    effects = average_marginal_effects(fit, two_way=named, confidence=confidence)
    return LogitModel(
        ame=tuple(_within(one, verdict) for one in effects),
        terms=terms_of(fit, verdict, confidence),
        df=float(fit.df),
        df_design=fit.df_design,
        vcov=fit.covariance,
        n=fit.n,
        cases=fit.cases,
        population=fit.population,
        checks=checks,
        log_likelihood=fit.log_likelihood,
        null_log_likelihood=fit.null_log_likelihood,
        pseudo_r2=fit.pseudo_r2,
        percent_correct=fit.percent_correct,
        converged=fit.converged,
        steps=fit.steps,
        variance=fit.variance,
        estimator=fit.estimator,
        card=card_of(fit),
        two_way=named,
        verdict=verdict,
        failed=failed,
        warnings=(*fit.warnings, *warnings_of(checks, fit.df, named)),
        notes=notes_of(),
        fit=fit,
    )


def _failed(fit: LogitFit) -> tuple[str, ...]:
    """Return what stands against a model beside its checks."""
    found = {
        "separation": bool(fit.separated),
        "df": fit.df < LEAST_DF,
        "design": not fit.sample.design.known,
    }
    return tuple(name for name, fails in found.items() if fails)


def _within(effect: MarginalEffect, verdict: Verdict) -> MarginalEffect:
    """Return an effect that is no surer than its model."""
    if verdict is Verdict.PUBLISH:
        return effect
    return replace(effect, verdict=strictest(effect.verdict, verdict), failed=(*effect.failed, "model"))


def terms_of(fit: LogitFit, verdict: Verdict, confidence: float = 0.95) -> tuple[Term, ...]:
    """Return the coefficients of a fit of some verdict, with their odds ratios and intervals."""
    with np.errstate(over="ignore"):
        ratios, ends = fit.odds_ratios.tolist(), fit.intervals(confidence)
        of_ratios = np.exp(ends)
    return tuple(
        Term(
            name=name,
            coefficient=float(fit.values[place]),
            se=float(fit.se[place]),
            t=_known(fit.t[place]),
            p=_known(fit.p[place]),
            odds_ratio=ratios[place],
            interval=(float(of_ratios[place, 0]), float(of_ratios[place, 1])),
            coefficient_interval=(float(ends[place, 0]), float(ends[place, 1])),
            verdict=Verdict.SUPPRESS if name in fit.separated else verdict,
        )
        for place, name in enumerate(fit.names)
    )


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
