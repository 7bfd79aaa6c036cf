"""What stands behind a zone: the result that proposed it, whether it still holds, and what people said."""

from collections.abc import Iterable
from dataclasses import dataclass

from clrisk_site.figures.message import Message
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, Finding, Zone
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.zone_proposal import plain_inputs
from diagnosis.queries.zones import ZoneFinding, ZoneFindings
from diagnosis.recomputing import hash_of_inputs
from diagnosis.staleness import DATA_CHANGED, stale_because
from diagnosis.statistics.zones import components, neighbours_from_pairs


@dataclass(frozen=True)
class ZoneEvidence:
    """The origin of a zone, and what is told of it. `pieces` counts the parts that do not lie together."""

    result: AnalysisResult | None
    stale: tuple[Message, ...]
    findings: tuple[Finding, ...]
    pieces: int


def zone_evidence(zone: Zone, found: ZoneFinding, findings: ZoneFindings) -> ZoneEvidence:
    """Read the evidence of a zone; the number of queries does not depend on how many areas there are."""
    told = Finding.objects.filter(zone=zone).select_related("factor", "instrument")
    stale = stale_proposals([found], findings, zone.territory)
    return ZoneEvidence(found.result, stale, tuple(told), _pieces(found, findings))


def stale_proposals(
    zones: Iterable[ZoneFinding], findings: ZoneFindings, territory: Territory
) -> tuple[Message, ...]:
    """Return why the proposals behind zones may no longer hold, each reason once.

    The data are those that were read for the page already, so this asks the database at most once.
    """
    results = {zone.result.pk: zone.result for zone in zones if zone.result is not None}
    if not results:
        return ()
    in_force, now = frozen_definition(territory), dict[int, str]()
    found: list[Message | None] = []
    for result in results.values():
        bridge = int(result.parameters["bridge_m"])
        if bridge not in now:
            now[bridge] = hash_of_inputs(plain_inputs(findings.index.areas, bridge))
        found.append(stale_because(result.definition, in_force))
        found.append(DATA_CHANGED if now[bridge] != result.sha256 else None)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _pieces(found: ZoneFinding, findings: ZoneFindings) -> int:
    members = [one for one in findings.index.areas if one.area.id in found.area_ids and one.area.geometry]
    if len(members) < 2:
        return 1
    inputs = plain_inputs(members, bridge_m=0)
    codes = [row[0] for row in inputs["areas"]]
    pairs = [(codes[one], codes[other]) for one, other in inputs["pairs"]]
    return len(components(neighbours_from_pairs(codes, pairs)))
