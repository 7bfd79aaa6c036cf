"""Fitting a logit to a sample: the order of the checks and of the steps. The steps themselves: newton.py."""

from __future__ import annotations

from numpy.typing import ArrayLike

from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.design import SurveyDesign
from diagnosis.statistics.logit.fit import Estimator, LogitFit, Variance
from diagnosis.statistics.logit.predictors import Predictors


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
    """Fit (signature first; body follows)."""
    raise NotImplementedError
