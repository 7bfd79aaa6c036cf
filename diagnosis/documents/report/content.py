"""What the report of the characterisation says, as values: read once, before any word."""

import datetime as dt
from dataclasses import dataclass

from clrisk_site.figures.message import Message
from clrisk_site.places.models import Territory
from diagnosis.caveats import Caveat
from diagnosis.documents.reader import Reader
from diagnosis.evidence import FactorEvidence
from diagnosis.models import AnalysisResult, DefinitionSheet, Inference, StatisticalSource
from diagnosis.queries.availability_of import AvailabilityMatrix, availability_of
from diagnosis.queries.caveats import caveats_of
from diagnosis.queries.definition import current_definition, frozen_definition
from diagnosis.queries.factor_evidence import factor_evidence
from diagnosis.queries.girls_visibility import GirlsVisibility, girls_visibility
from diagnosis.queries.inferences import inferences_of
from diagnosis.queries.information_requests import RequestFindings, requests_of
from diagnosis.queries.literature import LiteratureCount, literature_count
from diagnosis.queries.phase_one import PhaseOne, phase_one_of
from diagnosis.queries.qualitative import QualitativeCount, qualitative_count
from diagnosis.queries.region import Region, region_of
from diagnosis.queries.sources import sources_of
from diagnosis.queries.stale_numbers import newest_results, stale_numbers
from diagnosis.queries.zones import ZoneFindings, zones_of
from diagnosis.standing import Standing


@dataclass(frozen=True)
class ReportContent:
    """The characterisation of one municipality as its reader may know it."""

    territory: Territory
    phase_one: PhaseOne
    region: Region | None
    standing: Standing | None
    findings: ZoneFindings
    evidence: tuple[FactorEvidence, ...]
    visibility: GirlsVisibility
    definition: DefinitionSheet | None
    draft: DefinitionSheet | None
    availability: AvailabilityMatrix | None
    sources: tuple[StatisticalSource, ...]
    inferences: tuple[Inference, ...]
    requests: RequestFindings
    literature: LiteratureCount
    qualitative: QualitativeCount
    results: tuple[AnalysisResult, ...]
    stale: tuple[tuple[str, Message], ...]
    caveats: tuple[Caveat, ...]
    today: dt.date

    @property
    def illustrative(self) -> bool:
        """Whether it speaks of an invented place."""
        return self.territory.is_demo

    @property
    def priority(self) -> tuple[FactorEvidence, ...]:
        """The evidence of the factors chosen here."""
        return tuple(one for one in self.evidence if one.factor.is_priority)


def collect_report(territory: Territory, reader: Reader, today: dt.date) -> ReportContent:
    """Gather the characterisation of a municipality."""
    findings = zones_of(territory)
    in_force, newest = frozen_definition(territory), current_definition(territory)
    evidence = factor_evidence(territory, audience=reader.audience, ranking=findings.ranking)
    phase_one, region = phase_one_of(territory), region_of(territory)
    return ReportContent(
        territory=territory,
        phase_one=phase_one,
        region=region,
        standing=region.standing_of(territory.path, phase_one.own) if region else None,
        findings=findings,
        evidence=evidence,
        visibility=girls_visibility(
            territory, findings.population, in_force, audience=reader.audience, evidence=evidence
        ),
        definition=in_force,
        draft=newest if newest is not None and not newest.is_frozen else None,
        availability=availability_of(in_force) if in_force else None,
        sources=sources_of(territory),
        inferences=tuple(inferences_of(territory)),
        requests=requests_of(territory, today),
        literature=literature_count(territory),
        qualitative=qualitative_count(territory),
        results=tuple(newest_results(territory)),
        stale=stale_numbers(territory, in_force),
        caveats=caveats_of(territory, findings.index),
        today=today,
    )
