"""Reads what the gate of stage 3 asks about; the rules themselves are in planning.rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.figures.kleene import Known
from mapping.queries.space_composition import SpaceComposition, composition_of
from planning.gate_subject import (
    DefinitionFact,
    ExceptionFact,
    GateSubject,
    IndicatorFact,
    LineFact,
    MandateFact,
    OfferFact,
    PrintedGroup,
    ScopeFact,
    SpaceFact,
)
from planning.models import ActionLine, GateReason, Pilot, ScopeRole
from planning.queries.action_lines import INACTIVE
from planning.queries.definition_fact import definition_of
from planning.queries.scope_zones import ZoneRole, zones_with_roles


@dataclass(frozen=True)
class Beside:
    """What stands beside the pilot and its lines, where it was read already."""

    reasons: Mapping[str, str]
    space: SpaceFact | None
    roles: Sequence[ZoneRole]
    definition: DefinitionFact | None


def read_beside(pilot: Pilot) -> Beside:
    """Read it, in four queries."""
    reasons = GateReason.objects.filter(pilot=pilot).values_list("rule", "reason")
    return Beside(
        dict(reasons), space_fact(pilot), zones_with_roles(pilot), definition_of(pilot.territory).fact
    )


def gate_of_pilot(
    pilot: Pilot,
    lines: Sequence[ActionLine],
    printed: Iterable[PrintedGroup] = (),
    beside: Beside | None = None,
) -> GateSubject:
    """Gather the subject of the gate.

    Parameters
    ----------
    lines : sequence of ActionLine
        Those that the person may see, read with their offers and indicators.
    printed : iterable of PrintedGroup
        The numbers of persons that the plan prints.
    beside : Beside, optional
        What was read already; otherwise it is read.
    """
    beside = beside or read_beside(pilot)
    return GateSubject(
        lines=tuple(line_fact(line) for line in lines),
        space=beside.space,
        scope=_scope(pilot, beside.roles),
        has_baseline_method=bool(pilot.baseline_method.strip()),
        definition=beside.definition,
        mandate=MandateFact(
            liaison=pilot.liaison_name,
            mandate=Known(pilot.liaison_has_mandate),
            delegated=bool(pilot.delegation_document.strip()),
        ),
        reasons=dict(beside.reasons),
        printed=tuple(printed),
    )


def line_fact(line: ActionLine) -> LineFact:
    """Reduce a line to what the rules look at."""
    return LineFact(
        code=line.code,
        active=line.status not in INACTIVE,
        strategy=line.strategy,
        for_girls=line.is_for_girls,
        girls_mechanism=bool(line.girls_mechanism.strip()),
        offers=tuple(_offers(line)),
        exception=ExceptionFact(
            written=bool(line.exception_reason.strip()),
            has_funding_plan=bool(line.exception_funding_plan.strip()),
            approved=line.exception_approved_at is not None,
        ),
        lead=str(line.lead) if line.lead else "",
        dated=line.starts_on is not None and line.ends_on is not None,
        resources_available=bool(line.resources_available.strip()),
        resources_missing=bool(line.resources_missing.strip() or line.nothing_missing_because.strip()),
        budget=bool(line.budget_code.strip() or line.no_budget_code_because.strip()),
        indicators=tuple(
            IndicatorFact(
                name=indicator.name,
                has_baseline_or_plan=indicator.baseline is not None or bool(indicator.baseline_plan.strip()),
                has_target=indicator.target is not None,
            )
            for indicator in line.indicators.all()
        ),
        own_action=line.is_own_action,
        restitution=line.is_restitution_or_street,
    )


def _offers(line: ActionLine) -> Iterable[OfferFact]:
    for offer in line.offers.all():
        eligibility = offer.eligibility
        yield OfferFact(str(offer.programme), eligibility.verdict, eligibility.missing)


def space_fact(pilot: Pilot, composition: SpaceComposition | None = None) -> SpaceFact | None:
    """Return who leads the space that the plan chose; None while none is chosen.

    Parameters
    ----------
    composition : SpaceComposition, optional
        The members, if they were read already; otherwise one query reads them.
    """
    if pilot.space is None:
        return None
    seats = composition or composition_of(pilot.space, here=pilot.territory)
    return SpaceFact(
        name=str(pilot.space),
        institutionalised=Known(pilot.space.is_institutionalised),
        has_leaders=seats.local_government_leads is not Known.UNKNOWN,
        local_government_leads=seats.local_government_leads is Known.YES,
    )


def _scope(pilot: Pilot, roles: Sequence[ZoneRole]) -> ScopeFact:
    pilot_zones = tuple(zone.letter for zone in roles if zone.role == ScopeRole.PILOT)
    return ScopeFact(len(roles), pilot_zones, bool(pilot.expansion_criteria.strip()))
