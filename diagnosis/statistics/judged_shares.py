"""A share with what the rule says of it: the whole result of a proportion. Thresholds: quality.py."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import JsonValue, Message
from diagnosis.statistics.design import SurveyDesign
from diagnosis.statistics.proportions import Proportion, weighted_proportion
from diagnosis.statistics.quality import ECLAC, Judgement, Preset, judge
from diagnosis.statistics.results import Result, plain


@dataclass(frozen=True, slots=True)
class JudgedShare(Result):
    """A share and its judgement.

    Parameters
    ----------
    share : Proportion
        The numbers.
    judgement : Judgement
        The verdict, and the tests that the share failed.
    """

    share: Proportion
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """Whether the share may be published."""
        return self.judgement.verdict

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What a reader must know beside the share, and what a statistician should look at."""
        return (*self.share.warnings, *self.judgement.alerts)

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data on one level: the numbers, the verdict, and the names of the failed tests."""
        names = ("estimate", "se", "df", "interval", "n", "cases", "deff", "n_eff", "cv", "log_cv")
        rest = ("population", "blank", "design_known", "single_strata")
        return {
            **{name: plain(getattr(self.share, name)) for name in names},
            "verdict": plain(self.verdict),
            "failed": plain(self.judgement.tests),
            **{name: plain(getattr(self.share, name)) for name in rest},
        }


def judged_share(
    design: SurveyDesign,
    outcome: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    preset: Preset = ECLAC,
    confidence: float = 0.95,
) -> JudgedShare:
    """Return the weighted share of a domain and what the rule says of it.

    Parameters
    ----------
    design : SurveyDesign
        Of the whole sample.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    domain : array-like of bool of shape (n,), optional
        Which records belong to the group; all by default.
    preset : Preset, default=ECLAC
        Thresholds of the rule.
    confidence : float, default=0.95
        Coverage of the interval.

    Returns
    -------
    JudgedShare

    Raises
    ------
    NotBinaryError, EmptyDomainError
        As of `weighted_proportion`.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> design = survey_design([1, 1, 2, 2], clusters=[1, 1, 2, 2])
    >>> found = judged_share(design, [1, 0, 0, 1])
    >>> found.verdict.value, found.judgement.tests
    ('suppress', ('n', 'n_eff', 'cases', 'df'))
    """
    share = weighted_proportion(design, outcome, domain=domain, confidence=confidence)
    return JudgedShare(share, judge(share, preset))
