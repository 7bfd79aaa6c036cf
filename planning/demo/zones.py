"""Stores the proposal that the zones of the demonstration began with, and what people changed since."""

from collections.abc import Mapping

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.actions.adopt_zones import store_proposal
from diagnosis.actions.zone_changes import note_change
from diagnosis.models import AnalysisResult, Zone, ZoneChangeKind
from diagnosis.queries.zone_proposal import ProposalChoices, ZoneProposal, propose_zones
from diagnosis.queries.zones import ZoneFinding, zones_of
from planning.demo.reading import read


def tell_zones(municipality: Territory, *, by: User) -> AnalysisResult:
    """Store the proposal, tie the zones to it, and write down how they came about."""
    told: Mapping[str, str] = read("zones")
    findings = zones_of(municipality)
    proposal = propose_zones(findings, ProposalChoices())
    result = store_proposal(municipality, findings=findings, proposal=proposal, by=by)
    # The zones were stored with their final areas; the result they began with is told afterwards.
    Zone.objects.filter(territory=municipality).update(result=result)
    for zone in findings.zones:
        for kind, areas, reason in _steps(zone, proposal, told):
            note_change(municipality, kind, letters=[zone.letter], areas=areas, reason=reason, by=by)
    return result


def _steps(
    zone: ZoneFinding, proposal: ZoneProposal, told: Mapping[str, str]
) -> list[tuple[ZoneChangeKind, set[str], str]]:
    """Return what happened to a zone: it was taken from the proposal, and people changed the rest."""
    mine = set(zone.area_codes)
    began: set[str] = next((set(one.areas) for one in proposal.zones.zones if mine & set(one.areas)), set())
    steps = [
        (ZoneChangeKind.PROPOSED, began, told["proposed"]),
        (ZoneChangeKind.ADDED, mine - began, told["added"]),
        (ZoneChangeKind.EXCLUDED, began - mine, told["excluded"]),
        (ZoneChangeKind.NAMED, mine, told["named"]),
        (ZoneChangeKind.STATUS, mine, zone.reason),
    ]
    return [step for step in steps if step[1]]
