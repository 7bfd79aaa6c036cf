"""The weighted share of a group in a sample, with its uncertainty. What may be published: quality.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clrisk_site.figures.message import Message
from diagnosis.statistics import cautions
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.errors import EmptyDomainError, NotBinaryError
from diagnosis.statistics.intervals import logit_interval
from diagnosis.statistics.results import Interval, Result


@dataclass(frozen=True, slots=True)
class Proportion(Result):
    """A share of a group with all that says how far it can be trusted.

    Parameters
    ----------
    estimate : float
        Weighted share, from 0 to 1.
    se : float
        Its standard error by linearisation.
    df : int
        Degrees of freedom of the group after Korn and Graubard.
    lower, upper : float or None
        Logit interval; None where it does not exist: a share of 0 or 1, or no degree of freedom.
    n, cases : int
        Records behind it, and those of them with the outcome; not weighted.
    population : float
        Sum of the weights of the group.
    deff, n_eff, cv, log_cv : float or None
        Design effect, effective size, coefficient of variation and that of the logarithm; None where
        undefined.
    blank : int
        Records of the group without an answer; they take no part.
    design_known : bool
        False if no sampling units were given, so that the uncertainty is understated.
    single_strata : int
        Strata with one sampling unit only; above 0 the variance rests on a convention.
    """

    estimate: float
    se: float
    df: int
    lower: float | None
    upper: float | None
    n: int
    cases: int
    population: float
    deff: float | None
    n_eff: float | None
    cv: float | None
    log_cv: float | None
    blank: int
    design_known: bool
    single_strata: int

    @property
    def interval(self) -> Interval | None:
        """Both ends of the logit interval, as shares; None where it does not exist."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What a reader must know beside the share."""
        return (
            *cautions.unknown_design(known=self.design_known),
            *cautions.single_strata(self.single_strata),
            *cautions.no_answer(self.blank),
            *cautions.no_interval(self.estimate, self.df),
        )


def weighted_proportion(
    design: SurveyDesign,
    outcome: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Proportion:
    """Return the weighted share of a domain that has the outcome.

    Parameters
    ----------
    design : SurveyDesign
        Weights, strata and sampling units of the whole sample: records outside the domain stay in it.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    domain : array-like of bool of shape (n,), optional
        Which records belong to the group; all by default.
    confidence : float, default=0.95
        Coverage of the interval.

    Returns
    -------
    Proportion

    Raises
    ------
    NotBinaryError
        If an outcome is something else.
    EmptyDomainError
        If no record of the domain has an answer and a weight above zero.

    Notes
    -----
    With p the share and N the sum of the weights in the domain, the scores are u = w d (y - p) / N, and the
    variance is that of their total [1]_. Degrees of freedom of a domain count its own strata and units only
    [2]_. The interval is symmetric on the logit scale. The design effect compares with p (1 - p) / (n - 1);
    the coefficient of variation of the logarithm is taken of the smaller of p and 1 - p [3]_.

    References
    ----------
    .. [1] Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys.
       International Statistical Review 51, 279-292.
    .. [2] Korn, E. L. & Graubard, B. I. (1999). Analysis of Health Surveys. Wiley.
    .. [3] ECLAC (2023). Handbook of household surveys, chapter on the quality of estimates.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> design = survey_design([1, 1, 2, 2], clusters=[1, 1, 2, 2])
    >>> round(weighted_proportion(design, [1, 0, 0, 1]).estimate, 3)
    0.5
    """
    member, blank = members(design, outcome, domain)
    n = int(member.sum())
    if not n:
        raise EmptyDomainError
    yes = np.where(member, np.asarray(outcome, dtype=np.float64).ravel(), 0.0)
    share, scores = share_and_scores(design, yes, member)
    variance = float(design.covariance_of_totals(scores)[0, 0])
    df = design.df_within(member)
    se = math.sqrt(max(variance, 0.0))
    lower, upper = logit_interval(share, se, df, confidence) or (None, None)
    deff = _design_effect(share, variance, n)
    return Proportion(
        estimate=share,
        se=se,
        df=df,
        lower=lower,
        upper=upper,
        n=n,
        cases=int(yes.sum()),
        population=_sum(design.weights[member]),
        deff=deff,
        n_eff=n / deff if deff else None,
        cv=se / share if share else None,
        log_cv=log_cv(share, se),
        blank=blank,
        design_known=design.known,
        single_strata=design.single_strata,
    )


def members(
    design: SurveyDesign, outcome: ArrayLike, domain: ArrayLike | None
) -> tuple[NDArray[np.bool_], int]:
    """Return the records of a domain with an answer and a weight, and how many lack the answer.

    Raises
    ------
    NotBinaryError
        If an outcome is neither 0, 1 nor missing.
    """
    answers = _answers(outcome, len(design.weights))
    asked = _domain(domain, len(answers)) & (design.weights > 0)
    blank = np.isnan(answers)
    return asked & ~blank, int((asked & blank).sum())


def share_and_scores(design: SurveyDesign, yes: Floats, member: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return the weighted share of some records and its linearised scores, zero for all others.

    Parameters
    ----------
    design : SurveyDesign
        Of the whole sample.
    yes : ndarray of shape (n,)
        1 with the outcome and 0 without; finite, but of no account, for records that are no members.
    member : ndarray of bool of shape (n,)
        At least one record.

    Returns
    -------
    tuple of (float, ndarray of shape (n,))
        The variance of the sum of the scores is the variance of the share.
    """
    part = relative_weights(design, member)
    size, cases = float(part.sum()), float(yes[member].sum())
    # A share of all or none is exact; weights must not leave it at 1 - 1e-16.
    exact = cases in (0, member.sum())
    share = float(cases > 0) if exact else float(part[member] @ yes[member]) / size
    return share, part * ((yes - share) / size)


def relative_weights(design: SurveyDesign, member: NDArray[np.bool_]) -> Floats:
    """Return the weights of some records up to a power of two, zero for all others.

    A power of two changes no digit, and sums of huge weights stay finite.
    """
    part = np.where(member, design.weights, 0.0)
    exponent = math.frexp(float(part.max()))[1]
    return np.asarray(part * math.ldexp(1.0, min(-exponent, 1000)))


def log_cv(share: float, se: float) -> float | None:
    """Return the coefficient of variation of minus the logarithm of the smaller of the two shares.

    Examples
    --------
    >>> round(100 * log_cv(0.3, 0.3 * 0.0483), 2)
    4.01
    """
    smaller = min(share, 1 - share)
    return se / smaller / -math.log(smaller) if smaller > 0 else None


def _sum(weights: Floats) -> float:
    with np.errstate(over="ignore"):
        return float(weights.sum())


def _design_effect(share: float, variance: float, n: int) -> float | None:
    if n < 2 or not 0 < share < 1:
        return None
    return variance / (share * (1 - share) / (n - 1))


def _answers(outcome: ArrayLike, length: int) -> Floats:
    answers = np.asarray(outcome, dtype=np.float64).ravel()
    if len(answers) != length:
        raise ValueError(f"{len(answers)} outcomes for {length} records")
    wrong = ~(np.isnan(answers) | (answers == 0) | (answers == 1))
    if wrong.any():
        raise NotBinaryError(int(np.argmax(wrong)))
    return answers


def _domain(domain: ArrayLike | None, length: int) -> NDArray[np.bool_]:
    if domain is None:
        return np.ones(length, dtype=bool)
    given = np.asarray(domain).ravel()
    if given.dtype.kind == "f" and np.isnan(given).any():
        raise ValueError("whether a record belongs to a domain must be known; decide before")
    inside = given.astype(bool)
    if len(inside) != length:
        raise ValueError(f"a domain of {len(inside)} for {length} records")
    return inside
