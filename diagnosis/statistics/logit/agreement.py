"""How well a fit agrees with the outcomes it was made from."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.newton import log_likelihood
from diagnosis.statistics.logit.profiles import Profiles

_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Agreement:
    """Likelihoods, of the model and of a constant alone, and the weighted per cent of outcomes said right."""

    log_likelihood: float
    null_log_likelihood: float
    percent_correct: float


def agreement_of(profiles: Profiles, beta: Floats) -> Agreement:
    """Return the agreement of records with a model.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles.
    beta : ndarray of shape (terms,)
        Coefficients.

    Notes
    -----
    A probability of one half counts as the outcome, up to rounding, so that no order of sums decides.
    """
    value, right = 0.0, 0.0
    for block in profiles.blocks():
        predictor = block.predictor(beta)
        value += log_likelihood(block, predictor)
        said = predictor >= -_TIE
        right += float(block.cases[said].sum() + block.others[~said].sum())
    cases, others = float(profiles.cases.sum()), float(profiles.others.sum())
    both = cases + others
    null = cases * math.log(cases / both) + others * math.log(others / both)
    return Agreement(value, null, 100 * right / both)
