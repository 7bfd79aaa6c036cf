"""What a fitted logit is: coefficients, and the records they rest on. Fitting: fitting.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from clrisk_site.figures.message import Message
from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.distributions import t_p_value, t_quantile
from diagnosis.statistics.logit.sample import Sample
from diagnosis.statistics.results import Result


class Variance(StrEnum):
    """Where the covariance of the coefficients comes from."""

    DESIGN = "design"
    MODEL = "model"


class Estimator(StrEnum):
    """What the coefficients maximise."""

    LIKELIHOOD = "likelihood"
    FIRTH = "firth"


@dataclass(frozen=True, slots=True, eq=False)
class LogitFit(Result):
    """A fitted logit.

    Parameters
    ----------
    coefficients : Coefficients
        Names of the terms, log odds, their covariance, and the degrees of freedom of the tests.
    bread : ndarray of shape (terms, terms)
        Inverse of the information H, in the order of the names.
    df_design : int or None
        Sampling units less strata among the records used; None if the variance of the model was asked for.
    n, cases : int
        Records used, and those of them with the outcome; not weighted.
    population : float
        Sum of the weights of the records used.
    log_likelihood, null_log_likelihood : float
        Weighted, of the model and of a constant alone.
    pseudo_r2 : float
        McFadden's: one less the ratio of the two.
    percent_correct : float
        Weighted share of records, in per cent, whose outcome is on the side of 0.5 that the model says.
    steps : int
        Steps to the estimate.
    converged : bool
        True; a fit that does not settle is a fault.
    variance : Variance
        Where the covariance comes from; that of separated terms holds the model's besides.
    estimator : Estimator
        Likelihood, or Firth's penalised likelihood.
    separated : tuple of str
        Terms, the constant among them, that have no finite estimate but for Firth's penalty.
    warnings : tuple of Message
        What the reader must know.
    root : ndarray of shape (terms, m)
        R with R R' the covariance, computed about the means of the terms; not in the plain form.
    sample : Sample
        The records behind it; not in the plain form.
    """

    coefficients: Coefficients
    bread: Floats
    df_design: int | None
    n: int
    cases: int
    population: float
    log_likelihood: float
    null_log_likelihood: float
    pseudo_r2: float
    percent_correct: float
    steps: int
    converged: bool
    variance: Variance
    estimator: Estimator
    separated: tuple[str, ...]
    warnings: tuple[Message, ...]
    root: Floats = field(metadata={"plain": False})
    sample: Sample = field(metadata={"plain": False})

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the terms."""
        return self.coefficients.names

    @property
    def values(self) -> Floats:
        """Log odds."""
        return self.coefficients.values

    @property
    def se(self) -> Floats:
        """Standard errors of the log odds."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def covariance(self) -> Floats:
        """Covariance of the log odds."""
        assert self.coefficients.covariance is not None  # noqa: S101  # a fit always has one
        return self.coefficients.covariance

    def covariance_of(self, gradients: Floats) -> Floats:
        """Return the covariance of what moves with the coefficients, such as predictions and effects.

        Parameters
        ----------
        gradients : ndarray of shape (k, terms)
            Of each of them in the coefficients.

        Returns
        -------
        ndarray of shape (k, k)

        Notes
        -----
        g'V g cancels where terms lie far from zero beside their spread, such as a year and its square; the
        length of R'g does not.
        """
        moved = np.atleast_2d(gradients) @ self.root
        return np.asarray(moved @ moved.T)

    @property
    def df(self) -> float:
        """Degrees of freedom of the tests; infinite if the variance of the model was asked for."""
        return np.inf if self.coefficients.df is None else self.coefficients.df

    @property
    def t(self) -> Floats:
        """Log odds over their standard errors; NaN where that is zero."""
        se = self.se
        return np.asarray(np.divide(self.values, se, out=np.full(len(se), np.nan), where=se > 0))

    @property
    def p(self) -> Floats:
        """Two-sided p-values."""
        return np.array([t_p_value(t, self.df) if np.isfinite(t) else np.nan for t in self.t.tolist()])

    @property
    def odds_ratios(self) -> Floats:
        """Exponentials of the log odds."""
        return np.asarray(np.exp(self.values))

    def intervals(self, confidence: float = 0.95) -> Floats:
        """Return both ends for each of the log odds, shape (terms, 2); exponentials are for odds ratios."""
        reach = t_quantile((1 + confidence) / 2, self.df) * self.se
        return np.column_stack([self.values - reach, self.values + reach])
