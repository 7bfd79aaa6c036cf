"""Reads the content of the plan in a number of queries that does not depend on how much there is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clrisk_site.figures.rules import judge
from clrisk_site.figures.suppression import cleared, hidden
from clrisk_site.places.models import Territory
from diagnosis.queries.phase_one import phase_one_of
from diagnosis.queries.zones import ZoneFindings, zones_of
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace, PlaceZone
from mapping.supply import SupplyMatrix, SupplyQuestion
from planning.documents.action_plan.content import ActionPlan, PlanLine
from planning.gate_subject import DefinitionFact, GateSubject, MandateFact, ScopeFact
from planning.models import ActionLine, Pilot
from planning.printed import AUDIENCE, PrintedNumbers, as_printed
from planning.queries.action_lines import EVERY_STATUS
from planning.queries.chain_of_line import LineLinks, chain_of_line
from planning.queries.definition_fact import definition_of
from planning.queries.gate_of_pilot import Beside, gate_of_pilot, space_fact
from planning.queries.plan_lines import plan_lines
from planning.queries.plan_pilot import PlanPilot, plan_pilot_of, told_answers
from planning.queries.printed_numbers import counted_place
from planning.queries.scope_zones import ZoneRole
from planning.queries.zone_children import ZoneChildren
from planning.rules import GATE


def collect(territory: Territory, statuses: Iterable[str] = EVERY_STATUS) -> ActionPlan:
    """Gather the plan of a municipality.

    Parameters
    ----------
    territory : Territory
        A municipality, with its level.
    statuses : iterable of str
        Statuses of the lines that the reader may see.
    """
    found = plan_pilot_of(territory)
    findings = zones_of(territory)
    printed = as_printed(counted_place(findings))
    matrix = _matrix(territory, findings, found)
    definition = definition_of(territory)
    roles = _roles(findings, found)
    names = {row.code: row.name for row in findings.ranking.rows}
    lines = plan_lines(found.pilot, statuses, names) if found else []
    if found:
        seats = found.composition
        beside = Beside(found.reasons, space_fact(found.pilot, seats), roles, definition.fact)
        subject = gate_of_pilot(found.pilot, [line for line, _links in lines], printed.groups, beside)
    else:
        subject = _without_pilot(printed, definition.fact)
    return ActionPlan(
        territory=territory,
        above=territory.parent.name if territory.parent else "",
        pilot=found.pilot if found else None,
        composition=found.composition if found else None,
        roles=roles,
        phase_one=phase_one_of(territory),
        findings=findings,
        printed=printed,
        definition=definition.newest,
        matrix=matrix,
        answers=told_answers(found.answers, matrix) if found else (),
        lines=_with_chains(lines, matrix, findings, printed),
        judgements=judge(GATE, subject),
        semi_finished=subject.semi_finished,
        changed_at=_last_change(found.pilot, lines) if found else None,
    )


def _roles(findings: ZoneFindings, found: PlanPilot | None) -> tuple[ZoneRole, ...]:
    chosen = found.roles if found else {}
    return tuple(
        ZoneRole(zone.zone_id, zone.letter, zone.name, *chosen.get(zone.zone_id, ("", "")))
        for zone in findings.zones
    )


def _matrix(territory: Territory, findings: ZoneFindings, found: PlanPilot | None) -> SupplyMatrix:
    year = (found and found.latest_offer_year) or latest_year(territory)
    zones = tuple(PlaceZone(zone.zone_id, zone.letter, zone.name) for zone in findings.zones)
    known = KnownPlace(territory, findings.ranking, zones, findings.needs)
    return supply_by_factor(SupplyQuestion(territory.path, year), AUDIENCE, known=known)


def _without_pilot(printed: PrintedNumbers, definition: DefinitionFact | None) -> GateSubject:
    return GateSubject(
        lines=(),
        space=None,
        scope=ScopeFact(len(printed.zones), (), has_expansion_criteria=False),
        has_baseline_method=False,
        definition=definition,
        mandate=MandateFact.none(),
        printed=printed.groups,
    )


def _with_chains(
    lines: Sequence[tuple[ActionLine, LineLinks]],
    matrix: SupplyMatrix,
    findings: ZoneFindings,
    printed: PrintedNumbers,
) -> tuple[PlanLine, ...]:
    areas = findings.areas.areas
    children = ZoneChildren(
        {
            zone.letter: tuple(area.children for area in areas if area.zone_letter == zone.letter)
            for zone in findings.zones
        }
    )
    told = []
    for line, links in lines:
        facts = chain_of_line(line, links, matrix, children, AUDIENCE)
        if any(not printed.zones[letter].is_available for letter in links.zones or printed.zones):
            # A sum that holds a zone the plan hides would give it away beside the zones that it shows.
            facts = replace(facts, children=cleared(hidden(facts.children), AUDIENCE))
        told.append(PlanLine(line, links, facts))
    return tuple(told)


def _last_change(pilot: Pilot, lines: Sequence[tuple[ActionLine, LineLinks]]) -> dt.datetime:
    moments = [pilot.updated_at]
    for line, _links in lines:
        moments.append(line.updated_at)
        moments += [part.updated_at for part in (*line.activities.all(), *line.indicators.all())]
    return max(moments)
