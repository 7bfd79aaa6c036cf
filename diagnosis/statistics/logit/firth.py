"""Firth's penalised likelihood, whose maximum is finite even where a category has no case."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.errors import NoConvergenceError
from diagnosis.statistics.logit.newton import Optimum, log_likelihood, probabilities, solve
from diagnosis.statistics.logit.profiles import Profiles

_STEPS_AT_MOST = 500
_SETTLED = 1e-12
_STALLED = 1e-8
_HALVINGS = 30
_FARTHEST = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Coefficients, and there the modified scores, the information and the penalised likelihood."""

    beta: Floats
    gradient: Floats
    information: Floats
    value: float


def maximise_penalised(profiles: Profiles, start: Floats | None = None) -> Optimum:
    """Return the maximum of the likelihood plus half the logarithm of the determinant of the information.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles; weights have a mean of one over the records, for the penalty is that of so many.
    start : ndarray of shape (terms,), optional
        Coefficients to begin at; zero without.

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
    place = _place(profiles, np.zeros(profiles.p) if start is None else start)
    inverse, last = _inverse(place.information), math.inf
    for step in range(1, _STEPS_AT_MOST + 1):
        direction = inverse @ place.gradient
        length = float(np.abs(profiles.predictor(direction)).max())
        if length <= _SETTLED or (length <= _STALLED and length > last / 2):
            return Optimum(place.beta + direction, place.information, step)
        found = _further(profiles, place, direction * min(1.0, _FARTHEST / length))
        inverse = _learned(inverse, found.beta - place.beta, place.gradient - found.gradient)
        place, last = found, length
    raise NoConvergenceError(_STEPS_AT_MOST)


def _place(profiles: Profiles, beta: Floats) -> _Place:
    information, residuals = penalised_residuals(profiles, beta)
    sign, determinant = np.linalg.slogdet(information)
    likelihood = log_likelihood(profiles, profiles.predictor(beta))
    value = likelihood + determinant / 2 if sign > 0 else -math.inf
    return _Place(beta, profiles.totals(residuals), information, value)


def _inverse(information: Floats) -> Floats:
    return solve(information, np.eye(len(information)))


def _further(profiles: Profiles, place: _Place, direction: Floats) -> _Place:
    """Return the place after the step, or after a part of it that does not lose penalised likelihood."""
    found = place
    for _halving in range(_HALVINGS):
        found = _place(profiles, place.beta + direction)
        if found.value >= place.value - 1e-12 * abs(place.value):
            break
        direction = direction / 2
    return found


def _learned(inverse: Floats, step: Floats, fall: Floats) -> Floats:
    """Return the inverse of the curvature, corrected by what the last step showed of it.

    Notes
    -----
    H alone lacks the curvature of the penalty, and steps by it would swing around the maximum. This is the
    update of Broyden, Fletcher, Goldfarb and Shanno.
    """
    bend = float(step @ fall)
    if not bend > 1e-14 * float(np.linalg.norm(step) * np.linalg.norm(fall)):
        return inverse
    turned = np.eye(len(step)) - np.outer(step, fall) / bend
    return np.asarray(turned @ inverse @ turned.T + np.outer(step, step) / bend)


def penalised_residuals(profiles: Profiles, beta: Floats) -> tuple[Floats, Floats]:
    """Return the information, and what multiplies the terms of each record in the modified scores.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles, with weights of mean one over the records.
    beta : ndarray of shape (terms,)
        Log odds.

    Returns
    -------
    tuple of (ndarray of shape (terms, terms), ndarray of shape (n,))
        H, and w (y - p) + h (1/2 - p) with h the leverage.
    """
    case, other = probabilities(profiles.predictor(beta))
    slope = (profiles.cases + profiles.others) * case * other
    information = profiles.cross_product(slope)
    leverage = slope * _distances(profiles, np.linalg.inv(information))
    residuals = profiles.cases * other - profiles.others * case + leverage * (0.5 - case)
    return information, np.asarray(residuals)


def _distances(profiles: Profiles, inverse: Floats) -> Floats:
    """Return x'H^-1 x of each record."""
    found = [np.einsum("ij,ij->i", x @ inverse, x) for x in (block.matrix() for block in profiles.blocks())]
    return np.concatenate(found)
