"""Which shares of a survey a reader may see: those that pass the rule of quality and hide nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.message import Message, says
from clrisk_site.figures.suppression import (
    SMALLEST_BASE,
    Audience,
    hidden,
    rounded_count,
    suppress,
    suppress_together,
    to_nearest,
)
from diagnosis.models import Survey, SurveyShare
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.statistics.proportions import Proportion, log_cv
from diagnosis.statistics.quality import ECLAC, WORKING, Judgement, judge
from diagnosis.survey.presets import preset_of

_TOO_FEW = says("Too few children to show, or a hidden group would follow from it.")
_REST = says("What is left over is no group of children, so it gets no share.")
_NO_INTERVAL = says("The share has no interval, so nothing says how sure it is.")


@dataclass(frozen=True)
class ShownShare:
    """One share as a reader may see it.

    `variable` and `category` are both blank for everyone; a blank category alone is the rest of a variable.
    """

    variable: str
    category: str
    share: Estimate
    n: Estimate
    cases: Estimate
    verdict: Verdict
    failed: tuple[Message, ...]

    @property
    def is_everyone(self) -> bool:
        """Whether it speaks of all children of the base."""
        return not self.variable


def shown_shares(survey: Survey, *, audience: Audience) -> list[ShownShare]:
    """Return the shares of a survey as an audience may see them.

    A share leaves only if its quality allows, its base is large enough, and neither those who work nor those
    who do not are few, in it or in the one other group that is hidden.
    """
    shares = list(survey.shares.all())
    judgements = {share.pk: _judged(survey, share, audience) for share in shares}
    told: list[ShownShare] = []
    for _variable, group in groupby(shares, key=lambda share: share.variable):
        told += _shown(survey, list(group), judgements, audience)
    return told


def is_rounded(audience: Audience) -> bool:
    """Whether an audience reads the sizes of the sample to the nearest five: all but the team do.

    Two readings, or two groupings, of nearly the same children then cannot be subtracted from each other.
    """
    return audience is not Audience.TEAM


def proportion_of(share: SurveyShare, *, design_known: bool) -> Proportion | None:
    """Return the stored numbers as the statistics know them; None when nothing was estimated."""
    if share.share is None or share.se is None:
        return None
    return Proportion(
        estimate=share.share,
        se=share.se,
        df=int(share.df or 0),
        lower=share.lower,
        upper=share.upper,
        n=share.n,
        cases=share.cases,
        population=share.population,
        deff=share.deff,
        n_eff=share.n / share.deff if share.deff else None,
        cv=share.se / share.share if share.share else None,
        log_cv=log_cv(share.share, share.se),
        blank=0,
        design_known=design_known,
        single_strata=0,
    )


def _judged(survey: Survey, share: SurveyShare, audience: Audience) -> Judgement:
    """Return the stored verdict; the working rule holds inside the municipality only."""
    chosen = survey.plan["chosen"]["preset"]
    found = proportion_of(share, design_known=survey.plan["chosen"]["unit"] is not None)
    if chosen == WORKING.name and audience is not Audience.TEAM and found is not None:
        return judge(found, preset_of(ECLAC.name, survey.territory.country))
    failed = tuple(Message.from_json(message) for message in share.failed)
    return Judgement(Verdict(share.verdict), (), failed)


def _shown(
    survey: Survey, shares: Sequence[SurveyShare], judgements: Mapping[int, Judgement], audience: Audience
) -> list[ShownShare]:
    """Judge the shares of one variable together: they add up to everyone."""
    story = _story(survey)
    sizes = suppress_together([_persons(share.n, story) for share in shares], audience=audience)
    cases = _open(shares, [share.cases for share in shares], judgements, story, audience)
    others = _open(shares, [share.n - share.cases for share in shares], judgements, story, audience)
    told = []
    for share, size, case, other in zip(shares, sizes, cases, others, strict=True):
        is_open = case.is_available and other.is_available and share.n >= SMALLEST_BASE[audience]
        judgement = _with_objections(share, judgements[share.pk], is_open=is_open)
        n = to_nearest(share.n) if is_rounded(audience) else share.n
        estimate = _estimate(share, judgement, replace(story, n=n))
        seen = case if estimate.is_available else suppress(hidden(case), audience=audience)
        told.append(
            ShownShare(
                variable=share.variable,
                category=share.category,
                share=suppress(estimate, audience=audience),
                n=rounded_count(size) if is_rounded(audience) else size,
                cases=rounded_count(seen) if is_rounded(audience) else seen,
                verdict=judgement.verdict,
                failed=judgement.failed,
            )
        )
    return told


def _with_objections(share: SurveyShare, judgement: Judgement, *, is_open: bool) -> Judgement:
    """Return the judgement of a share that does not leave, whatever its quality: with the reason."""
    if share.variable and not share.category:
        return Judgement(Verdict.SUPPRESS, (), (_REST,))
    if judgement.verdict is Verdict.SUPPRESS:
        return judgement
    has_interval = share.lower is not None and share.upper is not None
    if is_open and has_interval:
        return judgement
    reason = _NO_INTERVAL if is_open else _TOO_FEW
    return replace(judgement, verdict=Verdict.SUPPRESS, failed=(*judgement.failed, reason))


def _open(
    shares: Sequence[SurveyShare],
    numbers: Sequence[int],
    judgements: Mapping[int, Judgement],
    story: Story,
    audience: Audience,
) -> tuple[Estimate, ...]:
    """Return counts with those gone that are small, that quality hides, or from which these would follow.

    What quality hides is hidden already; a small count among it needs a second hidden one beside it.
    """
    together = suppress_together([_persons(number, story) for number in numbers], audience=audience)
    return tuple(
        suppress(hidden(count), audience=audience)
        if judgements[share.pk].verdict is Verdict.SUPPRESS
        else count
        for share, count in zip(shares, together, strict=True)
    )


def _estimate(share: SurveyShare, judgement: Judgement, story: Story) -> Estimate:
    if share.share is None:
        return missing(Unit.PERCENT, story)
    estimate = Estimate(
        100 * share.share,
        Unit.PERCENT,
        story,
        lower=None if share.lower is None else 100 * share.lower,
        upper=None if share.upper is None else 100 * share.upper,
        verdict=judgement.verdict,
        failed=judgement.failed,
    )
    return hidden(estimate) if judgement.verdict is Verdict.SUPPRESS else estimate


def _persons(number: int, story: Story) -> Estimate:
    return Estimate(number, Unit.PERSONS, replace(story, basis=Basis.COUNT))


def _story(survey: Survey) -> Story:
    return Story(
        source=survey.source,
        year=survey.year,
        definition=definition_code(survey.definition),
        basis=Basis.ESTIMATED,
        illustrative=survey.illustrative,
    )
