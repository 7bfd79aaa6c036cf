"""The steps to the maximum of a weighted likelihood, and the proof that it exists. Checks: separation.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.errors import NoConvergenceError
from diagnosis.statistics.logit.profiles import Profiles
from diagnosis.statistics.logit.separation import raise_if_separated

STEPS_AT_MOST = 100
SETTLED = 1e-12
_STALLED = 1e-6
_TOLD = 1e-12
_SUSPECT = 8
_HALVINGS = 40


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The likelihood at some coefficients.

    Parameters
    ----------
    beta : ndarray of shape (terms,)
        The coefficients.
    gradient : ndarray of shape (terms,)
        Sums of the scores.
    information : ndarray of shape (terms, terms)
        H, the sum of w p (1 - p) x x'.
    curvature : float
        Sum of w p (1 - p).
    log_likelihood : float
        Weighted; NaN where it was not asked for.
    """

    beta: Floats
    gradient: Floats
    information: Floats
    curvature: float
    log_likelihood: float


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The maximum: coefficients, the information there, and the number of steps."""

    beta: Floats
    information: Floats
    steps: int


def maximise(profiles: Profiles, start: Floats | None = None, *, settled: float = SETTLED) -> Optimum:
    """Return the maximum of the weighted likelihood by Newton's steps.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles, with terms of like size.
    start : ndarray of shape (terms,), optional
        Coefficients known to be near, from data that prove the maximum to exist: the likelihood itself is
        then not computed unless the steps go astray. Without it the steps begin at zero.
    settled : float, default=1e-12
        Root mean square change of the linear predictor at which the steps end; what is left of the error is
        about its square.

    Raises
    ------
    SeparationError
        If no finite maximum exists.
    NoConvergenceError
        If the steps do not end.

    Notes
    -----
    Let d be a Newton step. If no record's linear predictor changes by 1 or more, a finite maximum exists:
    with q the probability of what was seen and s = +-x by the outcome, the weights l (1 - q s'd), where l are
    those of the scores, are all above zero and solve S'l = 0 exactly, so by Stiemke's theorem no direction
    separates the outcomes [1]_. Separated data hence never pass, and they show a direction instead.

    References
    ----------
    .. [1] Albert, A. & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in logistic
       regression models. Biometrika 71, 1-10.
    """
    if start is not None:
        near = _polish(profiles, start, settled)
        if near is not None:
            return near
    state = evaluate(profiles, np.zeros(profiles.p))
    proven, last = False, math.inf
    for step in range(1, STEPS_AT_MOST + 1):
        direction = solve(state.information, state.gradient)
        size = _size(state, direction)
        if not proven:
            proven = float(np.abs(profiles.predictor(direction)).max()) < 1
        if not proven and step >= _SUSPECT:
            raise_if_separated(profiles, direction)
        if proven and _ended(size, last, settled):
            return Optimum(state.beta + direction, state.information, step)
        state, last = _further(profiles, state, direction), size
    raise NoConvergenceError(STEPS_AT_MOST)


def evaluate(profiles: Profiles, beta: Floats, *, likelihood: bool = True) -> State:
    """Return the likelihood at some coefficients with its first and second derivatives.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles.
    beta : ndarray of shape (terms,)
        Log odds.
    likelihood : bool, default=True
        Whether the likelihood itself is wanted; NaN without.
    """
    gradient, information = np.zeros(profiles.p), np.zeros((profiles.p, profiles.p))
    curvature, value = 0.0, 0.0
    for block in profiles.blocks():
        predictor = block.predictor(beta)
        case, other = probabilities(predictor)
        if likelihood:
            value += log_likelihood(block, predictor)
        slope = block.cases + block.others
        slope *= case
        slope *= other
        other *= block.cases
        case *= block.others
        other -= case
        gradient += block.totals(other)
        information += block.cross_product(slope)
        curvature += float(slope.sum())
    return State(beta, gradient, information, curvature, value if likelihood else math.nan)


def probabilities(predictor: Floats) -> tuple[Floats, Floats]:
    """Return the probability of the outcome and of its absence, both exact when small.

    Parameters
    ----------
    predictor : ndarray of shape (n,)
        Log odds of each record.
    """
    tail = np.abs(predictor)
    np.negative(tail, out=tail)
    np.exp(tail, out=tail)
    large = 1 / (1 + tail)
    tail *= large
    above = predictor >= 0
    return np.where(above, large, tail), np.where(above, tail, large)


def residuals_of(profiles: Profiles, beta: Floats) -> Floats:
    """Return w (y - p) of each record: what its terms are multiplied with in the scores.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles.
    beta : ndarray of shape (terms,)
        Log odds.

    Returns
    -------
    ndarray of shape (n,)
        In the unit of the weights.
    """
    found = []
    for block in profiles.blocks():
        case, other = probabilities(block.predictor(beta))
        found.append(block.cases * other - block.others * case)
    return np.concatenate(found)


def log_likelihood(profiles: Profiles, predictor: Floats) -> float:
    """Return the weighted log-likelihood, the sum of w (y log p + (1 - y) log(1 - p)).

    Parameters
    ----------
    profiles : Profiles
        Records or profiles.
    predictor : ndarray of shape (n,)
        Log odds of each.
    """
    softened = np.abs(predictor)
    np.negative(softened, out=softened)
    np.exp(softened, out=softened)
    softened += 1
    np.log(softened, out=softened)
    softened += np.maximum(predictor, 0)
    # The odds of a case are exp(predictor), so its likelihood is that of the rest plus the predictor.
    # No product of the linear algebra here: it would wake all its threads for one long sum.
    against = np.einsum("i,i->", profiles.cases + profiles.others, softened)
    return float(np.einsum("i,i->", profiles.cases, predictor) - against)


def check_information(optimum: Optimum) -> None:
    """Raise if the information tells some combination of terms by rounding only.

    Raises
    ------
    NoConvergenceError
    """
    scale = np.sqrt(np.diag(optimum.information))
    spread = np.linalg.eigvalsh(optimum.information / np.outer(scale, scale))
    if not spread[0] > _TOLD * spread[-1]:
        raise NoConvergenceError(optimum.steps)


def solve(matrix: Floats, right: Floats) -> Floats:
    """Solve equations whose matrix is symmetric and not negative, after bringing its diagonal to one.

    Parameters
    ----------
    matrix : ndarray of shape (k, k)
        Such as the information; of a singular one the solution of least squares is taken.
    right : ndarray of shape (k,) or (k, m)
        Right sides.
    """
    scale = 1 / np.sqrt(np.maximum(np.diag(matrix), np.finfo(float).tiny))
    balanced = matrix * np.outer(scale, scale)
    across = scale if right.ndim == 1 else scale[:, np.newaxis]
    try:
        found = np.linalg.solve(balanced, right * across)
    except np.linalg.LinAlgError:
        found = np.linalg.lstsq(balanced, right * across, rcond=None)[0]
    return np.asarray(found * across)


def _polish(profiles: Profiles, start: Floats, settled: float) -> Optimum | None:
    """Take full steps from coefficients that are near; None if they do not draw nearer each time."""
    beta, last = start, math.inf
    for step in range(1, STEPS_AT_MOST + 1):
        state = evaluate(profiles, beta, likelihood=False)
        direction = solve(state.information, state.gradient)
        size = _size(state, direction)
        if _ended(size, last, settled):
            return Optimum(beta + direction, state.information, step)
        if not size < last / 2:
            return None
        beta, last = beta + direction, size
    return None


def _ended(size: float, last: float, settled: float) -> bool:
    """Say whether steps have ended: they are nothing, or no longer shrink but by chance of rounding."""
    return size <= settled or (size <= _STALLED and size > last / 2)


def _size(state: State, direction: Floats) -> float:
    """Return the root mean square change of the linear predictor that a step makes."""
    return math.sqrt(max(float(direction @ state.information @ direction), 0.0) / (state.curvature or 1.0))


def _further(profiles: Profiles, state: State, direction: Floats) -> State:
    """Return the state after the step, or after a part of it that does not lose likelihood."""
    share = 1.0
    allowed = 1e-12 * abs(state.log_likelihood)
    for _halving in range(_HALVINGS):
        found = evaluate(profiles, state.beta + share * direction)
        if found.log_likelihood >= state.log_likelihood - allowed:
            return found
        share /= 2
    return state
