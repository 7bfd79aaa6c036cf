"""Firth's penalised likelihood, whose maximum is finite even where a category has no case."""

from __future__ import annotations

import math

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.errors import NoConvergenceError
from diagnosis.statistics.logit.newton import Optimum, log_likelihood, probabilities, solve
from diagnosis.statistics.logit.profiles import Profiles

_STEPS_AT_MOST = 500
_SETTLED = 1e-12
_HALVINGS = 30
_FARTHEST = 5.0


def maximise_penalised(profiles: Profiles) -> Optimum:
    """Return the maximum of the likelihood plus half the logarithm of the determinant of the information.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles; weights have a mean of one over the records, for the penalty is that of so many.

    Raises
    ------
    NoConvergenceError
        If the steps do not end.

    Notes
    -----
    The modified scores [1]_ are w (y - p) + h (1/2 - p) with h = w p (1 - p) x'H^-1 x, the leverage [2]_.
    The penalty is Jeffreys' prior; it removes the bias of first order and keeps the maximum finite.

    References
    ----------
    .. [1] Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80, 27-38.
    .. [2] Heinze, G. & Schemper, M. (2002). A solution to the problem of separation in logistic regression.
       Statistics in Medicine 21, 2409-2419.
    """
    beta = np.zeros(profiles.p)
    value, last = penalised_likelihood(profiles, beta), math.inf
    for step in range(1, _STEPS_AT_MOST + 1):
        information, residuals = penalised_residuals(profiles, beta)
        direction = solve(information, profiles.totals(residuals))
        length = float(np.abs(profiles.predictor(direction)).max())
        if length <= _SETTLED or (length <= 1e-9 and length >= last):
            return Optimum(beta + direction, information, step)
        direction *= min(1.0, _FARTHEST / length)
        for _halving in range(_HALVINGS):
            found = penalised_likelihood(profiles, beta + direction)
            if found >= value - 1e-12 * abs(value):
                break
            direction /= 2
        beta, value, last = beta + direction, found, length
    raise NoConvergenceError(_STEPS_AT_MOST)


def penalised_residuals(profiles: Profiles, beta: Floats) -> tuple[Floats, Floats]:
    """Return the information, and what multiplies the terms of each record in the modified scores."""
    case, other = probabilities(profiles.predictor(beta))
    slope = (profiles.cases + profiles.others) * case * other
    information = profiles.cross_product(slope)
    leverage = slope * _distances(profiles, np.linalg.inv(information))
    residuals = profiles.cases * other - profiles.others * case + leverage * (0.5 - case)
    return information, np.asarray(residuals)


def penalised_likelihood(profiles: Profiles, beta: Floats) -> float:
    """Return the weighted log-likelihood with the penalty."""
    predictor = profiles.predictor(beta)
    case, other = probabilities(predictor)
    information = profiles.cross_product((profiles.cases + profiles.others) * case * other)
    sign, determinant = np.linalg.slogdet(information)
    return log_likelihood(profiles, predictor) + determinant / 2 if sign > 0 else -math.inf


def _distances(profiles: Profiles, inverse: Floats) -> Floats:
    """Return x'H^-1 x of each record."""
    found = [np.einsum("ij,ij->i", x @ inverse, x) for x in (block.matrix() for block in profiles.blocks())]
    return np.concatenate(found)
