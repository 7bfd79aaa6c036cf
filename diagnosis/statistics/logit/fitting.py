"""Fitting a logit to a sample: the checks and steps in order. Which records take part: sample.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from diagnosis.statistics.coefficients import Coefficients, ModelCard
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.logit.agreement import agreement_of
from diagnosis.statistics.logit.errors import NoConvergenceError, SeparationError, TooFewUnitsError
from diagnosis.statistics.logit.firth import maximise_penalised, penalised_residuals
from diagnosis.statistics.logit.fit import Estimator, LogitFit, Variance
from diagnosis.statistics.logit.newton import Optimum, check_information, maximise, residuals_of, solve
from diagnosis.statistics.logit.packing import Packed, pack
from diagnosis.statistics.logit.predictors import Predictors
from diagnosis.statistics.logit.profiles import Profiles
from diagnosis.statistics.logit.sample import Sample, domain_of, take_part, warnings_of
from diagnosis.statistics.logit.screening import check_outcomes, check_terms
from diagnosis.statistics.logit.separation import check_categories, warnings_of_separation, without_end
from diagnosis.statistics.logit.variance import (
    root_of_design,
    root_of_model,
    symmetric,
    unit_scores,
    warnings_of_rounding,
)

_MANY = 100_000
_STEP = 16
_NEAR = 1e-2


def fit_logit(
    predictors: Predictors,
    outcome: ArrayLike,
    design: SurveyDesign,
    *,
    domain: ArrayLike | None = None,
    variance: Variance = Variance.DESIGN,
    estimator: Estimator = Estimator.LIKELIHOOD,
    card: ModelCard | None = None,
) -> LogitFit:
    """Fit a logit to the records of a sample.

    Parameters
    ----------
    predictors : Predictors
        Of all records; those that lack a variable are left out of the fit and stay in the design.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    design : SurveyDesign
        Weights, strata and sampling units of the whole sample.
    domain : array-like of bool of shape (n,), optional
        Which records belong to the group; all by default. The others have scores of zero.
    variance : Variance, default=Variance.DESIGN
        Of the design, or the inverse information of the model, as tables without a design print it.
    estimator : Estimator, default=Estimator.LIKELIHOOD
        Likelihood, or Firth's penalised likelihood, which is finite in separated data too.
    card : ModelCard, optional
        Where the data come from.

    Returns
    -------
    LogitFit

    Raises
    ------
    NotBinaryError
        If an outcome is neither 0, 1 nor missing.
    EmptyDomainError
        If no record takes part.
    OneOutcomeError, ConstantPredictorError, CollinearPredictorsError
        If the outcome or a term does not vary, or terms repeat each other.
    SeparationError
        If no finite estimate exists; never with Firth's method.
    TooFewUnitsError
        If no degree of freedom is left for tests.
    NoConvergenceError
        If the steps do not end.

    Notes
    -----
    The estimate solves sum w x (y - p) = 0. Its covariance is H^-1 G H^-1, with H the sum of w p (1 - p) x x'
    and G the design covariance of the sum of scores w x (y - p) [1]_; tests have the degrees of freedom of
    the design plus one less the number of coefficients, as in the code of R's survey package [2]_. Weights
    count relative to their mean over the records used: likelihoods, the variance of the model and Firth's
    penalty are those of so many records.

    In separated data, which only Firth's method fits, scores vanish just where nothing is known, and the
    design covariance with them. What H^-1 says of the separated terms, as Heinze and Schemper take it [3]_,
    is then added.

    References
    ----------
    .. [1] Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys.
       International Statistical Review 51, 279-292.
    .. [2] Lumley, T. (2010). Complex Surveys. Wiley.
    .. [3] Heinze, G. & Schemper, M. (2002). A solution to the problem of separation in logistic regression.
       Statistics in Medicine 21, 2409-2419.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> from diagnosis.statistics.logit.predictors import code_predictors
    >>> predictors = code_predictors({"sex": ["girl"] * 4 + ["boy"] * 4}, categories={"sex": "girl"})
    >>> fit = fit_logit(predictors, [0, 0, 0, 1, 0, 1, 1, 1], survey_design([1] * 8))
    >>> [f"{name} {value:.4f}" for name, value in zip(fit.names, fit.values)]
    ['const -1.0986', 'sex=boy 2.1972']
    """
    sample = take_part(predictors, outcome, design, domain)
    packed = _pack(sample)
    optimum, residuals, separated = _estimate(packed, sample, estimator)
    check_information(optimum)
    bread = solve(optimum.information, np.eye(packed.profiles.p))
    root, df_design = root_of_model(bread), None
    if variance is Variance.DESIGN:
        totals = unit_scores(packed.profiles, residuals, design, sample.used)
        places = np.array([predictors.names.index(name) for name in separated], dtype=np.int64)
        by_design = root_of_design(bread, design.covariance_of_unit_totals(totals))
        root = np.column_stack([by_design, root_of_model(bread, places)]) if separated else by_design
        df_design = _checked_df(design.df_within(sample.used), packed.profiles.p)
    back = packed.back
    root = back @ root
    coefficients = Coefficients(
        names=predictors.names,
        values=back @ optimum.beta,
        covariance=symmetric(root @ root.T),
        df=None if df_design is None else float(df_design + 1 - packed.profiles.p),
        card=card or ModelCard(),
    )
    agreement = agreement_of(packed.profiles, optimum.beta)
    return LogitFit(
        coefficients=coefficients,
        bread=symmetric(back @ bread @ back.T),
        df_design=df_design,
        n=packed.profiles.n,
        cases=int(np.count_nonzero(packed.profiles.cases)),
        population=float(sample.weights.sum()),
        log_likelihood=agreement.log_likelihood,
        null_log_likelihood=agreement.null_log_likelihood,
        pseudo_r2=1 - agreement.log_likelihood / agreement.null_log_likelihood,
        percent_correct=agreement.percent_correct,
        steps=optimum.steps,
        converged=True,
        variance=variance,
        estimator=estimator,
        separated=separated,
        warnings=(
            *warnings_of(sample, domain_of(domain, predictors.n)),
            *warnings_of_separation(separated, raised=variance is Variance.DESIGN),
            *warnings_of_rounding(predictors.names, root, back),
        ),
        root=root,
        sample=sample,
    )


def _pack(sample: Sample) -> Packed:
    """Pack the records used, with weights of mean one."""
    used = sample.used
    weights = sample.weights if used.all() else sample.weights[used]
    weights = weights * (len(weights) / weights.sum())
    cases = weights * (sample.outcome if used.all() else sample.outcome[used])
    return pack(sample.predictors, used, cases, weights - cases)


def _estimate(
    packed: Packed, sample: Sample, estimator: Estimator
) -> tuple[Optimum, Floats, tuple[str, ...]]:
    """Return the maximum, what multiplies the terms of each record in its scores, and the separated terms."""
    records = packed.profiles
    check_outcomes(records)
    profiles = records.collapsed()
    start = _start(profiles)
    if start is None:
        check_terms(profiles)
    if estimator is Estimator.FIRTH:
        separated = () if start is not None else _separated(profiles, packed.back)
        optimum = maximise_penalised(profiles, start)
        return optimum, penalised_residuals(records, optimum.beta)[1], separated
    try:
        optimum = maximise(profiles, start)
    except SeparationError:
        # One category that tells the outcome is a plainer reason than a combination of terms.
        check_categories(sample.predictors, sample.used, records.cases, records.others)
        raise
    return optimum, residuals_of(records, optimum.beta), ()


def _separated(profiles: Profiles, back: Floats) -> tuple[str, ...]:
    """Return the terms without a finite estimate of largest likelihood; all where its steps do not end."""
    try:
        maximise(profiles)
    except SeparationError as fault:
        return without_end(fault, profiles.names, back)
    except NoConvergenceError:
        return profiles.names
    return ()


def _start(profiles: Profiles) -> Floats | None:
    """Return the maximum of a part of many records; None where they are few or the part has none.

    A maximum in a part proves that terms vary, differ, and do not separate the outcome in the whole either.
    """
    if profiles.n < _MANY:
        return None
    part = profiles.every(_STEP)
    try:
        check_outcomes(part)
        check_terms(part)
        return maximise(part, settled=_NEAR).beta
    except AnalysisError:
        return None


def _checked_df(df_design: int, terms: int) -> int:
    if df_design + 1 - terms < 1:
        raise TooFewUnitsError(df_design, terms)
    return df_design
