"""Makes zones of a proposal: all of it or some, and groups that people keep although they are small."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.actions.store_result import store_result
from diagnosis.actions.zone_changes import (
    ZoneRefusedError,
    checked_areas,
    checked_reason,
    free_letters,
    note_change,
)
from diagnosis.models import AnalysisResult, Outcome, Technique, Zone, ZoneChangeKind
from diagnosis.queries.zone_proposal import ZoneProposal, plain_result
from diagnosis.queries.zones import ZoneFindings
from diagnosis.recomputing import hash_of_inputs
from diagnosis.statistics.zones import ProposedZone

MOST_IN_NAME = 2
"""Neighbourhoods that make up the first name of a zone; people give it a better one."""


@transaction.atomic
def adopt_zones(
    territory: Territory,
    *,
    findings: ZoneFindings,
    proposal: ZoneProposal,
    letters: Collection[str],
    names: Mapping[int, Sequence[str]],
    reason: str,
    by: User,
) -> tuple[Zone, ...]:
    """Store the proposal as a result, and make zones of the chosen parts of it.

    Parameters
    ----------
    findings : ZoneFindings
        What the proposal was made from.
    letters : collection of str
        Zones of the proposal. Their letters here are the next free ones, in the same order.
    names : mapping of int to sequence of str
        Neighbourhoods by area.

    Returns
    -------
    tuple of Zone
        The new zones, as candidates.

    Raises
    ------
    ZoneRefusedError
        If nothing is chosen, an area is in a zone by now, or there is no reason.
    NoDefinitionError
        If no definition is in force.
    """
    why = checked_reason(reason)
    chosen = [zone for zone in proposal.zones.zones if zone.letter in set(letters)]
    if not chosen:
        raise ZoneRefusedError(says("Choose at least one of the proposed zones."))
    places = {one.area.code: one.area.id for one in findings.index.areas}
    members = {
        zone.letter: list(Territory.objects.filter(pk__in=[places[code] for code in zone.areas]))
        for zone in chosen
    }
    for areas in members.values():
        checked_areas(territory, areas)
    result = store_proposal(territory, findings=findings, proposal=proposal, by=by)
    made = []
    for zone, letter in zip(chosen, free_letters(territory, len(chosen)), strict=True):
        areas = members[zone.letter]
        known = list(dict.fromkeys(name for area in areas for name in names.get(area.pk, ())))
        made.append(
            create_record(
                Zone(
                    territory=territory,
                    letter=letter,
                    name=_name(known, letter),
                    neighbourhoods=known,
                    reason=why,
                    result=result,
                    illustrative=findings.index.illustrative,
                ),
                by=by,
                related={"areas": areas},
            )
        )
        note_change(territory, _kind(zone, proposal), letters=[letter], areas=zone.areas, reason=why, by=by)
    return tuple(made)


def store_proposal(
    territory: Territory, *, findings: ZoneFindings, proposal: ZoneProposal, by: User | None
) -> AnalysisResult:
    """Store a proposal so that it can be computed again; the same one is stored once.

    Raises
    ------
    NoDefinitionError
        If no definition is in force.
    """
    index, test = findings.index, proposal.moran
    return store_result(
        territory=territory,
        technique=Technique.ZONES,
        outcome=Outcome.NONE,
        title=gettext("Zones proposed from areas of high priority that lie together"),
        source=index.source or findings.areas.outline_source or gettext("Not known"),
        year=index.year or timezone.localdate().year,
        parameters=proposal.choices.to_plain(),
        inputs={
            "areas": len(proposal.inputs["areas"]),
            "pairs": len(proposal.inputs["pairs"]),
            "outlines": findings.areas.outline_source,
        },
        sha256=hash_of_inputs(proposal.inputs),
        result=plain_result(proposal),
        seed=test.seed if test else None,
        by=by,
        illustrative=index.illustrative,
    )


def _kind(zone: ProposedZone, proposal: ZoneProposal) -> ZoneChangeKind:
    return ZoneChangeKind.KEPT if set(zone.areas) & set(proposal.choices.keep) else ZoneChangeKind.PROPOSED


def _name(neighbourhoods: Sequence[str], letter: str) -> str:
    if not neighbourhoods:
        return gettext("Zone %(letter)s") % {"letter": letter}
    return ", ".join(neighbourhoods[:MOST_IN_NAME])[:120]
