"""What the factsheets of the zones say, as values: read once for all zones of a municipality."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.message import Message
from clrisk_site.figures.suppression import cleared, hidden
from clrisk_site.places.models import Territory
from diagnosis.caveats import Caveat
from diagnosis.documents.printed_zones import printed_zones, settled
from diagnosis.documents.reader import Reader
from diagnosis.evidence import Voices
from diagnosis.models import Direction, Finding
from diagnosis.queries.caveats import caveats_of
from diagnosis.queries.schools_by_area import AreaSchools, schools_by_area
from diagnosis.queries.zone_evidence import stale_proposals
from diagnosis.queries.zones import ZoneFinding, ZoneFindings, zones_of
from diagnosis.shown_needs import ShownNeeds, shown_needs


@dataclass(frozen=True)
class ZoneSchools:
    """Schools of one zone by the newest register, and how many children are enrolled in those that say it."""

    schools: int
    stated: int
    enrolment: Estimate


@dataclass(frozen=True)
class ZoneContent:
    """One zone as its reader may see it."""

    zone: ZoneFinding
    children: Estimate
    schools: ZoneSchools | None
    voices: Mapping[int, Voices]


@dataclass(frozen=True)
class ZonesContent:
    """The zones of a municipality with what their sheets share."""

    territory: Territory
    findings: ZoneFindings
    zones: tuple[ZoneContent, ...]
    needs: ShownNeeds
    stale: tuple[tuple[str, Message], ...]
    caveats: tuple[Caveat, ...]

    def only(self, zone_id: int) -> "ZonesContent":
        """Return the content of one zone; its numbers are hidden as beside the others."""
        return replace(self, zones=tuple(one for one in self.zones if one.zone.zone_id == zone_id))


def collect_zones(territory: Territory, reader: Reader) -> ZonesContent:
    """Gather what the sheets of all zones say, in a number of queries that does not depend on how many."""
    findings = zones_of(territory)
    kept = settled(findings, reader)
    alone = {one.letters[0]: one.children for one in printed_zones(findings, reader) if not one.is_merged}
    schools = _schools(territory, kept)
    voices = _voices(territory)
    recorded = [(need.factor_code, need.zone_letter, need.children) for need in findings.needs]
    return ZonesContent(
        territory=territory,
        findings=findings,
        zones=tuple(
            ZoneContent(
                zone,
                alone.get(zone.letter) or cleared(hidden(zone.children), reader.audience),
                schools.get(zone.zone_id),
                voices.get(zone.zone_id, {}),
            )
            for zone in kept
        ),
        needs=shown_needs(recorded, audience=reader.audience),
        stale=tuple(
            (gettext("Proposed zones"), why) for why in stale_proposals(findings.zones, findings, territory)
        ),
        caveats=caveats_of(territory, findings.index),
    )


def _schools(territory: Territory, zones: Sequence[ZoneFinding]) -> dict[int, ZoneSchools]:
    layer = schools_by_area(territory)
    newest = layer.register
    if newest is None:
        return {}
    story = Story(source=newest.source, year=newest.year, basis=Basis.COUNT, illustrative=newest.illustrative)
    return {zone.zone_id: _school_facts(zone, layer.by_area, story) for zone in zones}


def _school_facts(zone: ZoneFinding, by_area: Mapping[int, AreaSchools], story: Story) -> ZoneSchools:
    found = [by_area[area] for area in zone.area_ids if area in by_area]
    known = [one.enrolment for one in found if one.enrolment is not None]
    enrolment = Estimate(sum(known), Unit.PERSONS, story) if known else missing(Unit.PERSONS, story)
    return ZoneSchools(sum(one.schools for one in found), sum(one.stated for one in found), enrolment)


def _voices(territory: Territory) -> dict[int, Mapping[int, Voices]]:
    """Count the findings of each zone by factor and direction, in one query."""
    rows = Finding.objects.filter(territory=territory, zone__isnull=False).order_by()
    counted: dict[int, dict[int, Counter[str]]] = {}
    for zone, factor, strength in rows.values_list("zone_id", "factor_id", "strength"):
        if zone is not None:
            counted.setdefault(zone, {}).setdefault(factor, Counter())[strength] += 1
    return {
        zone: {factor: _heard(ways) for factor, ways in factors.items()} for zone, factors in counted.items()
    }


def _heard(ways: Counter[str]) -> Voices:
    return Voices(ways[Direction.RAISES], ways[Direction.LOWERS], ways[Direction.UNCLEAR])
