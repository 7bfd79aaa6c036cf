"""Reads the content of the plan in a number of queries that does not depend on how much there is."""

import datetime as dt
from collections.abc import Iterable, Sequence

from clrisk_site.figures.rules import judge
from clrisk_site.places.models import Territory
from diagnosis.queries.definition import current_definition
from diagnosis.queries.phase_one import phase_one_of
from diagnosis.queries.zones import ZoneFindings, zones_of
from mapping.queries.space_composition import composition_of
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import SupplyMatrix, SupplyQuestion
from planning.documents.action_plan.content import ActionPlan, PlanLine
from planning.gate_subject import DefinitionFact, GateSubject, MandateFact, ScopeFact
from planning.models import ActionLine, Pilot
from planning.printed import AUDIENCE, PrintedNumbers, as_printed
from planning.queries.action_lines import EVERY_STATUS, lines_of
from planning.queries.chain_of_line import chain_of_line
from planning.queries.gap_answers import answers_of
from planning.queries.gate_of_pilot import gate_of_pilot
from planning.queries.pilots import find_pilot
from planning.queries.printed_numbers import counted_place
from planning.queries.scope_zones import zones_with_roles
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
    pilot = find_pilot(territory)
    findings = zones_of(territory)
    printed = as_printed(counted_place(findings))
    matrix = supply_by_factor(SupplyQuestion(territory.path, latest_year(territory)), AUDIENCE)
    lines = lines_of(pilot, statuses) if pilot else []
    composition = composition_of(pilot.space) if pilot and pilot.space else None
    roles = zones_with_roles(pilot) if pilot else ()
    definition = current_definition(territory)
    if pilot:
        subject = gate_of_pilot(pilot, lines, printed.groups, composition, roles)
    else:
        subject = _without_pilot(printed, has_definition=definition is not None)
    return ActionPlan(
        territory=territory,
        above=_above(territory),
        pilot=pilot,
        composition=composition,
        roles=roles,
        phase_one=phase_one_of(territory),
        findings=findings,
        printed=printed,
        definition=definition,
        matrix=matrix,
        answers=answers_of(territory, matrix) if pilot else (),
        lines=_with_chains(lines, matrix, findings),
        judgements=judge(GATE, subject),
        semi_finished=subject.semi_finished,
        changed_at=_last_change(pilot, lines),
    )


def _without_pilot(printed: PrintedNumbers, *, has_definition: bool) -> GateSubject:
    scope = ScopeFact(len(printed.zones), (), has_expansion_criteria=False)
    return GateSubject(
        lines=(),
        space=None,
        scope=scope,
        has_baseline_method=False,
        definition=DefinitionFact(frozen=False) if has_definition else None,
        mandate=MandateFact.none(),
        printed=printed.groups,
    )


def _above(territory: Territory) -> tuple[str, ...]:
    names = Territory.objects.filter(path__in=territory.ancestor_paths).order_by("-path")
    return tuple(names.values_list("name", flat=True))


def _with_chains(
    lines: Sequence[ActionLine], matrix: SupplyMatrix, findings: ZoneFindings
) -> tuple[PlanLine, ...]:
    children = ZoneChildren({zone.letter: zone.children for zone in findings.zones})
    return tuple(PlanLine(line, chain_of_line(line, matrix, children, AUDIENCE)) for line in lines)


def _last_change(pilot: Pilot | None, lines: Sequence[ActionLine]) -> dt.datetime | None:
    if pilot is None:
        return None
    moments = [pilot.updated_at]
    for line in lines:
        moments.append(line.updated_at)
        moments += [part.updated_at for part in (*line.activities.all(), *line.indicators.all())]
    return max(moments)
