"""What is known of girls apart from boys: shares of those who work, with and without chores, and children."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.message import Message
from clrisk_site.figures.suppression import Audience, suppress_together
from clrisk_site.places.models import Territory
from diagnosis.evidence import Effect, FactorEvidence
from diagnosis.models import DefinitionSheet, Outcome, Sex, Survey
from diagnosis.presenters.survey_facts import plan_of
from diagnosis.presenters.survey_shares import ShownShare, shown_shares
from diagnosis.queries.population import Population
from diagnosis.sex_words import sex_named
from diagnosis.staleness import stale_because


@dataclass(frozen=True)
class SexSeries:
    """Girls and boys who work, by one reading of one survey."""

    title: str
    year: int
    with_chores: bool
    ages: tuple[int, int]
    girls: ShownShare
    boys: ShownShare
    illustrative: bool
    stale: Message | None


@dataclass(frozen=True)
class SexEffect:
    """How strongly one factor is associated with an outcome, for girls and for boys."""

    factor: str
    outcome: str
    girls: Effect | None
    boys: Effect | None


@dataclass(frozen=True)
class GirlsVisibility:
    """What tells girls from boys here. `series` begins with the newest data."""

    girls: Estimate
    boys: Estimate
    series: tuple[SexSeries, ...]
    effects: tuple[SexEffect, ...] = ()

    @property
    def without_chores(self) -> SexSeries | None:
        """The newest series of economic activity alone."""
        return next((one for one in self.series if not one.with_chores), None)

    @property
    def with_chores(self) -> SexSeries | None:
        """The newest series that counts chores in the own home too."""
        return next((one for one in self.series if one.with_chores), None)

    @property
    def measures_chores(self) -> bool:
        """Whether any number here speaks of chores in the own home."""
        chores = Outcome.CHORES
        return self.with_chores is not None or any(one.outcome == chores for one in self.effects)


def girls_visibility(
    territory: Territory,
    population: Population,
    in_force: DefinitionSheet | None,
    *,
    audience: Audience,
    evidence: Iterable[FactorEvidence] = (),
) -> GirlsVisibility:
    """Read what is known of girls and boys apart, as an audience may see it.

    Parameters
    ----------
    evidence : iterable of FactorEvidence, optional
        Evidence of the factors, where the reader is shown effects by sex.
    """
    girls, boys = suppress_together((population.girls, population.boys), audience=audience)
    surveys = Survey.objects.filter(territory=territory).select_related("definition", "territory")
    found = [
        _series(survey, in_force, audience)
        for survey in surveys.prefetch_related("shares").order_by("-year", "-pk")
    ]
    effects = tuple(effect for one in evidence for effect in _effects(one))
    return GirlsVisibility(girls, boys, tuple(one for one in found if one is not None), effects)


def _series(survey: Survey, in_force: DefinitionSheet | None, audience: Audience) -> SexSeries | None:
    by_sex: dict[Sex, ShownShare] = {}
    for share in shown_shares(survey, audience=audience):
        sex = sex_named(share.category) if share.category else None
        if sex is not None:
            by_sex.setdefault(sex, share)
    if Sex.GIRLS not in by_sex or Sex.BOYS not in by_sex:
        return None
    plan = plan_of(survey)
    return SexSeries(
        title=survey.title,
        year=survey.year,
        with_chores=plan.chores,
        ages=(plan.youngest, plan.oldest),
        girls=by_sex[Sex.GIRLS],
        boys=by_sex[Sex.BOYS],
        illustrative=survey.illustrative,
        stale=stale_because(survey.definition, in_force),
    )


def _effects(found: FactorEvidence) -> Iterable[SexEffect]:
    """Pair the newest number of girls with that of boys, by outcome."""
    by_outcome: dict[str, dict[str, Effect]] = {}
    for effect in found.effects:
        if effect.sex in (Sex.GIRLS, Sex.BOYS):
            by_outcome.setdefault(effect.outcome, {}).setdefault(effect.sex, effect)
    for outcome, effects in by_outcome.items():
        yield _paired(found, outcome, effects)


def _paired(found: FactorEvidence, outcome: str, effects: Mapping[str, Effect]) -> SexEffect:
    return SexEffect(found.factor.name, outcome, effects.get(Sex.GIRLS), effects.get(Sex.BOYS))
