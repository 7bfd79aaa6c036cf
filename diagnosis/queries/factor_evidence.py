"""The evidence of each factor in a territory: numbers published or computed, references, findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Count, QuerySet

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.suppression import Audience, cleared, hidden, suppress
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES
from diagnosis.evidence import (
    Effect,
    FactorEvidence,
    OddsRatio,
    Origin,
    Voices,
    deciding_first,
    ranked_evidence,
    turned,
)
from diagnosis.factor_categories import Categories, Meaning, read_categories
from diagnosis.models import (
    DefinitionSheet,
    Direction,
    Factor,
    FactorEffect,
    FactorMention,
    Finding,
    Outcome,
    Sex,
    Technique,
)
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.factors import FactorRanking, RankedFactor, factors_of
from diagnosis.sample_sizes import Sizes, sizes_of
from diagnosis.staleness import stale_because
from diagnosis.statistics.quality import WORKING


def factor_evidence(
    territory: Territory,
    *,
    audience: Audience = FILES,
    outcome: str = "",
    ranking: FactorRanking | None = None,
) -> tuple[FactorEvidence, ...]:
    """Merge what is known of every factor, ranked; works without any coefficient or microdata too.

    Parameters
    ----------
    territory : Territory
        Whose evidence it is.
    audience : Audience, default=FILES
        Who will read it: numbers of few cases are hidden for some. The default is the strictest.
    outcome : str, optional
        Keep computed numbers of one `Outcome` only: work and chores are not to be ranked together. Published
        numbers stay, as nobody recorded what they speak of.
    ranking : FactorRanking, optional
        The ranking, where the caller has read it already.

    Returns
    -------
    tuple of FactorEvidence
        Priority factors first, by size of the difference.
    """
    found = ranking or factors_of(territory)
    effects = _effects(territory, audience, outcome)
    documentary = voices_by_factor(FactorMention.objects.filter(reference__territory=territory), "direction")
    qualitative = voices_by_factor(Finding.objects.filter(territory=territory), "strength")
    nobody = Voices()
    return ranked_evidence(
        [
            FactorEvidence(
                factor=row,
                effects=deciding_first([*effects.get(row.factor_id, ()), *_published(row)]),
                documentary=documentary.get(row.factor_id, nobody),
                qualitative=qualitative.get(row.factor_id, nobody),
            )
            for row in found.rows
        ]
    )


def outcomes_known(territory: Territory) -> tuple[Outcome, ...]:
    """Return the outcomes of which some factor has a computed number here, work first."""
    rows = FactorEffect.objects.filter(result__territory=territory)
    found = set(rows.order_by().values_list("result__outcome", flat=True).distinct())
    return tuple(one for one in Outcome if one.value in found and one is not Outcome.NONE)


def voices_by_factor(rows: QuerySet[FactorMention] | QuerySet[Finding], field: str) -> Mapping[int, Voices]:
    """Count mentions or findings by factor and direction in one query; directions are fields of `Voices`."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for factor, way, number in rows.order_by().values_list("factor_id", field).annotate(number=Count("pk")):
        counted[factor][way] = number
    return {
        factor: Voices(**{way.value: ways.get(way.value, 0) for way in Direction})
        for factor, ways in counted.items()
    }


def _published(row: RankedFactor) -> Iterable[Effect]:
    """Return what people recorded of a factor as one number; it has no verdict, since nobody judged it."""
    if row.effect.is_available:
        # Nobody recorded which category it compares.
        yield Effect(Origin.PUBLISHED, row.effect, title=row.source, meaning=Meaning.UNKNOWN)


def _effects(territory: Territory, audience: Audience, outcome: str) -> dict[int, list[Effect]]:
    rows = FactorEffect.objects.filter(result__territory=territory).select_related(
        "result__definition", "factor"
    )
    if outcome:
        rows = rows.filter(result__outcome=outcome)
    in_force, categories = frozen_definition(territory), read_categories()
    sizes = {row.pk: sizes_of(row, audience) for row in rows}
    closed = {_family(row) for row in rows if sizes[row.pk].few}
    halves = {_pair(row) for row in rows if sizes[row.pk].few and row.sex != Sex.ALL}
    found: dict[int, list[Effect]] = defaultdict(list)
    for row in rows:
        size = sizes[row.pk].closed(audience) if _family(row) in closed else sizes[row.pk]
        few = size.few or _is_for_others(row, audience) or (row.sex != Sex.ALL and _pair(row) in halves)
        size = replace(size, few=few)
        found[row.factor_id].append(_as_named(_effect(row, size, audience, in_force), row.factor, categories))
    return found


def _family(row: FactorEffect) -> tuple[object, ...]:
    """Return what rows have in common that add up to one another: categories, and both sexes to all."""
    return row.result.source, row.result.year, row.result.outcome, row.variable


def _pair(row: FactorEffect) -> tuple[object, ...]:
    """Return what girls and boys of one number have in common: with all, the one tells of the other."""
    return row.result_id, row.factor_id, row.variable, row.category


def _is_for_others(row: FactorEffect, audience: Audience) -> bool:
    """Whether the rule of quality that was chosen holds inside the municipality, and an outsider reads."""
    chosen = row.result.parameters.get("plan", {}).get("preset")
    return bool(chosen == WORKING.name and audience is not Audience.TEAM)


def _as_named(effect: Effect, factor: Factor, categories: Categories) -> Effect:
    """Return the number with what its category is to the factor; turned where its reference is the one."""
    compared = categories.compared(factor.code, factor.names, effect.category, effect.reference)
    return turned(effect) if compared.backwards else replace(effect, meaning=compared.meaning)


def _effect(row: FactorEffect, size: Sizes, audience: Audience, in_force: DefinitionSheet | None) -> Effect:
    result = row.result
    points = _points(row, few=size.few, audience=audience)
    shown = points.is_available
    return Effect(
        origin=Origin.COMPUTED,
        points=points,
        title=result.title,
        outcome=result.outcome,
        sex=row.sex,
        variable=row.variable,
        category=row.category,
        reference=row.reference,
        odds=OddsRatio(row.odds_ratio, row.odds_lower, row.odds_upper)
        if shown and row.odds_ratio is not None
        else None,
        p_value=row.p_value if shown else None,
        n=size.n,
        cases=size.cases,
        result_id=result.pk,
        technique=result.technique,
        stale=stale_because(result.definition, in_force),
    )


def _points(row: FactorEffect, *, few: bool, audience: Audience) -> Estimate:
    """Return the difference as an audience may see it: never of few cases, never what quality hides."""
    result = row.result
    story = Story(
        source=result.source,
        year=result.year,
        basis=Basis.MODELLED if result.technique == Technique.LOGIT else Basis.ESTIMATED,
        illustrative=result.illustrative,
    )
    if row.points is None:
        return missing(Unit.POINTS, story, Availability.NO_DATA)
    has_interval = row.lower is not None and row.upper is not None
    estimate = Estimate(
        row.points,
        Unit.POINTS,
        story,
        lower=row.lower if has_interval else None,
        upper=row.upper if has_interval else None,
        verdict=Verdict(row.verdict) if row.verdict else Verdict.NONE,
    )
    return cleared(hidden(estimate), audience) if few else suppress(estimate, audience=audience)
