"""What the factsheet of a state or a municipality says, as values: read once, before any word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clrisk_site.figures.estimate import Story, Unit, missing
from clrisk_site.figures.message import Message
from clrisk_site.places.models import Territory
from diagnosis.caveats import Caveat
from diagnosis.documents.reader import Reader
from diagnosis.evidence import FactorEvidence
from diagnosis.models import DefinitionSheet
from diagnosis.queries.caveats import caveats_of
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.factor_evidence import factor_evidence
from diagnosis.queries.factors import FactorRanking, factors_of
from diagnosis.queries.girls_visibility import GirlsVisibility, girls_visibility
from diagnosis.queries.phase_one import PhaseOne, phase_one_of
from diagnosis.queries.places_below import PlacesBelow, places_below
from diagnosis.queries.population import Population, population_of
from diagnosis.queries.region import Region, region_of
from diagnosis.queries.zones import ZoneFindings, zones_of
from diagnosis.standing import Standing


@dataclass(frozen=True)
class PlaceContent:
    """The content of one factsheet. What its reader may not see is None or empty."""

    territory: Territory
    phase_one: PhaseOne
    region: Region | None
    standing: Standing | None
    below: PlacesBelow | None
    population: Population
    findings: ZoneFindings | None = None
    ranking: FactorRanking | None = None
    evidence: tuple[FactorEvidence, ...] = ()
    visibility: GirlsVisibility | None = None
    definition: DefinitionSheet | None = None
    stale: tuple[tuple[str, Message], ...] = ()
    caveats: tuple[Caveat, ...] = ()

    @property
    def priority(self) -> tuple[FactorEvidence, ...]:
        """What is known of the factors chosen here, the strongest first."""
        return tuple(one for one in self.evidence if one.factor.is_priority)

    @property
    def illustrative(self) -> bool:
        """Whether it speaks of an invented place."""
        return self.territory.is_demo


def collect_place(territory: Territory, reader: Reader, *, region: Region | None = None) -> PlaceContent:
    """Gather what a factsheet says.

    Parameters
    ----------
    territory : Territory
        A municipality or a larger territory, with its level and parent.
    region : Region, optional
        What lies around it, where the caller has read it already.
    """
    around = region or region_of(territory)
    phase_one = phase_one_of(territory)
    standing = around.standing_of(territory.path, phase_one.own) if around else None
    below = None if territory.level.is_municipal else places_below(territory)
    content = PlaceContent(
        territory=territory,
        phase_one=phase_one,
        region=around,
        standing=standing,
        below=below,
        population=population_of(territory) if reader.published_only else _UNREAD,
    )
    return content if reader.published_only else _with_diagnosis(content, reader)


def _with_diagnosis(content: PlaceContent, reader: Reader) -> PlaceContent:
    territory = content.territory
    findings = zones_of(territory) if territory.level.is_municipal else None
    population = findings.population if findings else population_of(territory)
    in_force = frozen_definition(territory)
    ranking = findings.ranking if findings else factors_of(territory)
    # The same number per factor as in the report and on the pages.
    evidence = factor_evidence(territory, audience=reader.audience, ranking=ranking)
    visibility = girls_visibility(
        territory, population, in_force, audience=reader.audience, evidence=evidence
    )
    return replace(
        content,
        population=population,
        findings=findings,
        ranking=ranking,
        evidence=evidence,
        visibility=visibility,
        definition=in_force,
        stale=tuple(_stale(evidence, visibility)),
        caveats=caveats_of(territory, findings.index if findings else None),
    )


def _stale(evidence: Iterable[FactorEvidence], visibility: GirlsVisibility) -> Iterator[tuple[str, Message]]:
    """Yield what stands on the sheet and is of an earlier definition; the index is computed anew for it."""
    for one in evidence:
        leading = one.leading
        if one.factor.is_priority and leading is not None and leading.stale is not None:
            yield f"{leading.title} (R-{leading.result_id})", leading.stale
    for series in (visibility.without_chores, visibility.with_chores):
        if series is not None and series.stale is not None:
            yield series.title, series.stale


_NOBODY = missing(Unit.PERSONS, Story())
_UNREAD = Population(_NOBODY, _NOBODY, _NOBODY)
