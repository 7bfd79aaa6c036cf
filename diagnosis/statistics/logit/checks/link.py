"""Whether the logit of the risk is a sum of the terms: the link test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.design import Floats
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.logit.fit import LogitFit
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import code_predictors
from diagnosis.statistics.results import Result

ALPHA = 0.05
_SQUARE = "square"


@dataclass(frozen=True, slots=True)
class LinkTest(Result):
    """Test of the squared prediction in a second model.

    Parameters
    ----------
    coefficient, se, t, p : float or None
        Of the square of the standardised logit, with its standard error by the design; None where the test
        does not exist.
    df : float or None
        Degrees of freedom of the test.
    reason : Message or None
        Why it does not exist.
    """

    coefficient: float | None
    se: float | None
    t: float | None
    p: float | None
    df: float | None
    reason: Message | None = None

    @property
    def fails(self) -> bool:
        """Whether the square adds to the prediction, at 5 %."""
        return self.p is not None and self.p < ALPHA


def link_test(fit: LogitFit, logits: Floats) -> LinkTest:
    """Fit the outcome on the predicted logit and its square; the square should add nothing.

    Parameters
    ----------
    fit : LogitFit
        The model.
    logits : ndarray of shape (n,)
        Its logits for all records; read where the fit used them.

    Returns
    -------
    LinkTest

    Notes
    -----
    The logit is standardised before it is squared. That changes neither t nor p of the square.

    References
    ----------
    .. [1] Pregibon, D. (1980). Goodness of link tests for generalized linear models. Applied Statistics 29,
       15-24.
    """
    sample = fit.sample
    inside = logits[sample.used]
    spread = float(inside.std())
    # Two distinct logits lie on every parabola.
    if not spread or len(np.unique(np.round(inside, 9))) < 3:
        return _absent(
            says("The model predicts fewer than three different risks, so its form cannot be tested.")
        )
    standard = (logits - float(inside.mean())) / spread
    again = code_predictors({"logit": standard, _SQUARE: standard**2})
    try:
        second = fit_logit(
            again,
            sample.outcome,
            sample.design,
            domain=sample.used,
            variance=fit.variance,
            estimator=fit.estimator,
        )
    except AnalysisError as fault:
        return _absent(fault.message)
    place = second.names.index(_SQUARE)
    return LinkTest(
        coefficient=float(second.values[place]),
        se=float(second.se[place]),
        t=float(second.t[place]),
        p=float(second.p[place]),
        df=float(second.df),
    )


def _absent(reason: Message) -> LinkTest:
    return LinkTest(None, None, None, None, None, reason)
