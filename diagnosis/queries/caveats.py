"""What is known of the numbers of a territory, from which its caveats follow."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from clrisk_site.places.models import Territory
from diagnosis.caveats import Caveat, CaveatFacts, caveats
from diagnosis.models import (
    AnalysisResult,
    Crosswalk,
    DefinitionSheet,
    FactorWeight,
    Outcome,
    Proxy,
    ProxyFit,
    StatisticalSource,
    Survey,
    Technique,
)
from diagnosis.models.availability import Availability
from diagnosis.presenters.survey_facts import plan_of
from diagnosis.queries.crosswalks import crosswalks_of, is_confirmed
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.priority_index import PriorityIndex
from diagnosis.staleness import stale_because
from diagnosis.statistics.composite import LEAST_CHILDREN

CHORES = "long_chores"
"""The factor that stands for chores in the own home."""


def caveats_of(territory: Territory, index: PriorityIndex | None = None) -> tuple[Caveat, ...]:
    """Return the caveats that hold for what the diagnosis of a territory shows.

    Parameters
    ----------
    index : PriorityIndex, optional
        The index that stands on the page or in the document, if any.
    """
    return caveats(_facts(territory, index))


def _facts(territory: Territory, index: PriorityIndex | None) -> CaveatFacts:
    in_force = frozen_definition(territory)
    surveys = list(Survey.objects.filter(territory=territory).select_related("definition"))
    made = AnalysisResult.objects.filter(territory=territory).select_related("definition")
    results = list(made.defer("result", "inputs"))
    proxies = list(Proxy.objects.filter(territory=territory, in_use=True).select_related("factor"))
    sources = list(StatisticalSource.objects.filter(territory=territory))
    crosswalks = list(crosswalks_of(territory))
    weights = list(FactorWeight.objects.filter(territory=territory))
    return CaveatFacts(
        this_year=timezone.localdate().year,
        shows_factors=bool(weights) or any(one.technique in _EFFECTS for one in results),
        shows_index=index is not None and index.is_computed,
        shows_estimates=any(one.technique == Technique.TRANSFER for one in results),
        chores_measured=_measures_chores(surveys, results, proxies, sources),
        deviations=in_force.deviations if in_force else "",
        other_definitions=_elsewhere(in_force, [*surveys, *results], crosswalks),
        ages=(*_survey_ages(surveys), *_source_ages(sources), *_model_ages(crosswalks)),
        years=_years(surveys, results, proxies, index),
        units=tuple((one.title, one.unit) for one in proxies),
        without_design=tuple(one.title for one in surveys if not _has_design(one)),
        weak_proxies=tuple(one.title for one in proxies if one.fit == ProxyFit.WEAK),
        borderline=_changing(index),
        excluded=_too_small(index),
    )


_EFFECTS = {Technique.DIFFERENCE, Technique.LOGIT, Technique.CORRESPONDENCE}


def _measures_chores(
    surveys: Iterable[Survey],
    results: Iterable[AnalysisResult],
    proxies: Iterable[Proxy],
    sources: Iterable[StatisticalSource],
) -> bool:
    return (
        any(plan_of(one).chores for one in surveys)
        or any(one.outcome == Outcome.CHORES for one in results)
        or any(one.factor.code == CHORES for one in proxies)
        or any(one.covers_chores == Availability.YES for one in sources)
    )


def _elsewhere(
    in_force: DefinitionSheet | None,
    made: Sequence[Survey | AnalysisResult],
    crosswalks: Iterable[Crosswalk],
) -> tuple[str, ...]:
    old = [one.title for one in made if stale_because(one.definition, in_force) is not None]
    return (*old, *(str(one.model) for one in crosswalks if not is_confirmed(one, in_force)))


def _survey_ages(surveys: Iterable[Survey]) -> Iterable[tuple[str, int, int]]:
    return [(one.title, plan_of(one).youngest, plan_of(one).oldest) for one in surveys]


def _source_ages(sources: Iterable[StatisticalSource]) -> Iterable[tuple[str, int, int]]:
    return [
        (one.name, one.age_from, one.age_to)
        for one in sources
        if one.age_from is not None and one.age_to is not None
    ]


def _model_ages(crosswalks: Iterable[Crosswalk]) -> Iterable[tuple[str, int, int]]:
    return [(one.model.name, one.model.age_from, one.model.age_to) for one in crosswalks]


def _years(
    surveys: Iterable[Survey],
    results: Iterable[AnalysisResult],
    proxies: Iterable[Proxy],
    index: PriorityIndex | None,
) -> tuple[tuple[str, int], ...]:
    named = [
        *((one.source, one.year) for one in surveys),
        *((one.source, one.year) for one in results),
        *((one.source, one.year) for one in proxies),
    ]
    if index is not None and index.year is not None:
        named.append((index.source, index.year))
    return tuple(dict.fromkeys(named))


def _has_design(survey: Survey) -> bool:
    plan = plan_of(survey)
    design: Sequence[Any] = (plan.weight, plan.stratum, plan.unit)
    return all(column is not None for column in design)


def _changing(index: PriorityIndex | None) -> tuple[str, ...]:
    return () if index is None else tuple(one.area.code for one in index.unstable)


def _too_small(index: PriorityIndex | None) -> int:
    if index is None:
        return 0
    children = [one.area.children.value for one in index.areas if one.index is None]
    return sum(known is not None and known < LEAST_CHILDREN for known in children)
