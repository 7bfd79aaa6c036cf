"""Risks that a model predicts: of the records it was fitted to, and of profiles with an interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.distributions import t_quantile
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.logit.coding import Coding
from diagnosis.statistics.logit.errors import UnusablePredictorError
from diagnosis.statistics.logit.fit import LogitFit
from diagnosis.statistics.logit.fitted import FittedRecords, fitted_records
from diagnosis.statistics.logit.predictors import predictors_like
from diagnosis.statistics.results import Interval, Result


@dataclass(frozen=True, slots=True)
class Prediction(Result):
    """Estimated risk of one profile.

    Parameters
    ----------
    name : str
        Name of the profile.
    eta, se_eta : float
        Its logit and the standard error of that.
    risk, se : float
        Probability from 0 to 1, and its standard error by the delta method.
    df : float
        Degrees of freedom of the interval.
    interval : tuple of float or None
        Ends of the interval of the logit as probabilities; None without a degree of freedom.
    """

    name: str
    eta: float
    se_eta: float
    risk: float
    se: float
    df: float
    interval: Interval | None


def fitted_logits(fit: LogitFit, records: FittedRecords | None = None) -> Floats:
    """Return the logit of each record.

    Parameters
    ----------
    fit : LogitFit
        The model.
    records : FittedRecords, optional
        Its records, where they are packed already.

    Returns
    -------
    ndarray of shape (n,)
        NaN for records that the fit did not use.
    """
    logits = np.full(len(fit.sample.used), np.nan)
    logits[fit.sample.used] = (records or fitted_records(fit.sample)).predictor(fit.values)
    return logits


def predict_profiles(
    coefficients: Coefficients,
    coding: Coding,
    profiles: Mapping[str, Mapping[str, float | str]],
    *,
    confidence: float = 0.95,
) -> tuple[Prediction, ...]:
    """Return the estimated risk of each profile.

    Parameters
    ----------
    coefficients : Coefficients
        Of the model, with their covariance.
    coding : Coding
        Variables and terms of the model.
    profiles : mapping of str to mapping of str to float or str
        By name of the profile, a value for each variable of the model: the number, or the category.
    confidence : float, default=0.95
        Coverage of the intervals.

    Returns
    -------
    tuple of Prediction

    Raises
    ------
    UnusablePredictorError
        If a profile lacks a variable: missing is never the reference.
    UnknownCategoryError
        If it has a category that the model does not know.
    ValueError
        If the covariance is not known.
    """
    if coefficients.covariance is None:
        raise ValueError("intervals of predictions need the covariance of the coefficients")
    rows = _rows(coding, profiles)
    eta = rows @ coefficients.values
    se_eta = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", rows, coefficients.covariance, rows), 0.0))
    df = math.inf if coefficients.df is None else coefficients.df
    reach = t_quantile((1 + confidence) / 2, df) * se_eta if df >= 1 else np.full(len(eta), np.nan)
    risk, lower, upper = expit(eta), expit(eta - reach), expit(eta + reach)
    return tuple(
        Prediction(
            name=name,
            eta=float(eta[place]),
            se_eta=float(se_eta[place]),
            risk=float(risk[place]),
            se=float(se_eta[place] * risk[place] * (1 - risk[place])),
            df=float(df),
            interval=(float(lower[place]), float(upper[place])) if df >= 1 else None,
        )
        for place, name in enumerate(profiles)
    )


def _rows(coding: Coding, profiles: Mapping[str, Mapping[str, float | str]]) -> Floats:
    table: dict[str, Sequence[float | str]] = {}
    for variable in coding.variables:
        values = [profile.get(variable.name) for profile in profiles.values()]
        known = [value for value in values if value is not None and value not in ("", math.nan)]
        if len(known) < len(values):
            raise UnusablePredictorError.absent(variable.name)
        table[variable.name] = known
    found = predictors_like(coding, table)
    if found.missing.any():
        lacking = next(one.name for one in coding.variables if _is_missing(table[one.name]))
        raise UnusablePredictorError.absent(lacking)
    return found.matrix


def _is_missing(values: Sequence[float | str]) -> bool:
    return any(isinstance(value, float) and math.isnan(value) for value in values)
