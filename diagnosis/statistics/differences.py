"""The difference of two shares of one sample. Several groups: contrasts.py; no design: unweighted.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import Message, says
from diagnosis.statistics import cautions
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.distributions import t_p_value
from diagnosis.statistics.intervals import wald_interval
from diagnosis.statistics.proportions import Proportion, members, share_and_scores, weighted_proportion
from diagnosis.statistics.quality import ECLAC, Preset, judge, strictest
from diagnosis.statistics.results import Interval, Result

_NO_SPREAD = 1e-12
"""Below this a standard error of shares is rounding only."""


@dataclass(frozen=True, slots=True)
class ShareDifference(Result):
    """How far two shares lie apart: direction and size first, then the interval, p last.

    Parameters
    ----------
    estimate : float
        First share less the second, as a share of one; 0.05 is five percentage points.
    se : float
        Its standard error by linearisation, with the covariance of the two shares.
    interval : tuple of float or None
        Symmetric interval, in the unit of the estimate; None where nothing varies or no degree of freedom
        is left.
    df : int
        Degrees of freedom of the test: those of the design within both groups, less one; zero for no test.
    t, p : float or None
        Statistic and its two-sided p; None where there is no interval.
    first, second : Proportion
        Both shares.
    verdict : Verdict
        That of the weaker share.
    warnings : tuple of Message
        What a reader must know beside the difference.
    """

    estimate: float
    se: float
    interval: Interval | None
    df: int
    t: float | None
    p: float | None
    first: Proportion
    second: Proportion
    verdict: Verdict
    warnings: tuple[Message, ...]


def share_difference(
    design: SurveyDesign,
    outcome: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    *,
    preset: Preset = ECLAC,
    confidence: float = 0.95,
) -> ShareDifference:
    """Return the difference of the weighted shares of two groups of one sample.

    Parameters
    ----------
    design : SurveyDesign
        Weights, strata and sampling units of the whole sample: records outside both groups stay in it.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    first, second : array-like of bool of shape (n,)
        Which records belong to each group.
    preset : Preset, default=ECLAC
        Thresholds by which both shares are judged.
    confidence : float, default=0.95
        Coverage of the interval.

    Returns
    -------
    ShareDifference

    Raises
    ------
    NotBinaryError
        If an outcome is neither 0, 1 nor missing.
    EmptyDomainError
        If a group has no record with an answer and a weight above zero.

    Notes
    -----
    With shares p1, p2 and sums of weights N1, N2, the scores are u = w a (y - p1) / N1 - w b (y - p2) / N2,
    so that the covariance of two groups that share sampling units counts; adding both variances would not
    do. The interval and the test use Student's t with the degrees of freedom of the sampling units that
    hold any of both groups, less one, as a regression on the group does [1]_.

    References
    ----------
    .. [1] Lumley, T. (2010). Complex Surveys. Wiley; function svyttest of the R package survey.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> design = survey_design([1] * 8, clusters=[1, 1, 2, 2, 3, 3, 4, 4])
    >>> boy = [True, False] * 4
    >>> girl = [False, True] * 4
    >>> found = share_difference(design, [1, 0, 1, 0, 1, 1, 0, 0], boy, girl)
    >>> round(found.estimate, 3), found.df
    (0.5, 2)
    """
    one = weighted_proportion(design, outcome, domain=first, confidence=confidence)
    two = weighted_proportion(design, outcome, domain=second, confidence=confidence)
    scores_one, inside_one = _scores(design, outcome, first)
    scores_two, inside_two = _scores(design, outcome, second)
    variance = float(design.covariance_of_totals(scores_one - scores_two)[0, 0])
    df = max(design.df_within(inside_one | inside_two) - 1, 0)
    return _difference(one, two, math.sqrt(max(variance, 0.0)), df, preset, confidence)


def _scores(design: SurveyDesign, outcome: ArrayLike, group: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    member, _ = members(design, outcome, group)
    yes = np.where(member, np.asarray(outcome, dtype=np.float64).ravel(), 0.0)
    return share_and_scores(design, yes, member)[1], member


def _difference(
    first: Proportion, second: Proportion, se: float, df: int, preset: Preset, confidence: float
) -> ShareDifference:
    estimate = first.estimate - second.estimate
    tested = se > _NO_SPREAD and df >= 1
    t = estimate / se if tested else None
    return ShareDifference(
        estimate=estimate,
        se=se,
        interval=wald_interval(estimate, se, df, confidence) if tested else None,
        df=df,
        t=t,
        p=None if t is None else t_p_value(t, df),
        first=first,
        second=second,
        verdict=strictest(judge(first, preset).verdict, judge(second, preset).verdict),
        warnings=_warnings(first, second, se, df),
    )


def _warnings(first: Proportion, second: Proportion, se: float, df: int) -> tuple[Message, ...]:
    known = (
        *cautions.unknown_design(known=first.design_known),
        *cautions.single_strata(first.single_strata),
        *cautions.no_answer(first.blank + second.blank),
    )
    if df < 1:
        words = says("The groups lie in too few sampling units, so their difference has no interval.")
        return (*known, words)
    if se <= _NO_SPREAD:
        return (*known, says("Nothing varies within the groups, so their difference has no interval."))
    if {first.estimate, second.estimate} & {0.0, 1.0}:
        words = says(
            "In one group all or none have the outcome. The uncertainty of the difference is understated."
        )
        return (*known, words)
    return known
