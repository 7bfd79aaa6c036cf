"""The pilot with everything small that belongs to it, in one query: for the plan, which shows all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution, LocalOffer, SpaceMember
from mapping.queries.space_composition import SpaceComposition, composition
from mapping.supply import SupplyMatrix
from planning.chain_facts import AnswerFact
from planning.models import GapAnswer, GapDecision, GateReason, Pilot, ScopeZone
from planning.queries.gathered_rows import gathered, rows_beside


@dataclass(frozen=True)
class StoredAnswer:
    """An answer to a gap as it is stored."""

    factor_id: int
    zone_id: int | None
    level: str
    decision: str
    reason: str
    evidence_hash: str


@dataclass(frozen=True)
class PlanPilot:
    """A pilot with its reasons, roles of zones, answers to gaps and the members of its space."""

    pilot: Pilot
    reasons: Mapping[str, str]
    roles: Mapping[int, tuple[str, str]]
    answers: tuple[StoredAnswer, ...]
    composition: SpaceComposition | None
    latest_offer_year: int | None


def plan_pilot_of(territory: Territory) -> PlanPilot | None:
    """Read the pilot of a municipality; None where none was opened."""
    pilot = (
        Pilot.objects.filter(territory=territory)
        .select_related("space", "liaison_unit")
        .annotate(
            reasons_found=gathered(GateReason.objects.all(), "pilot", rule="rule", reason="reason"),
            roles_found=gathered(ScopeZone.objects.all(), "pilot", zone="zone", role="role", reason="reason"),
            answers_found=gathered(GapAnswer.objects.all(), "pilot", **_ANSWER),
            members_found=gathered(SpaceMember.objects.all(), "space__pilots", **_MEMBER),
            newest_offer=Subquery(_newest_offer()),
        )
        .first()
    )
    if pilot is None:
        return None
    pilot.territory = territory
    return PlanPilot(
        pilot=pilot,
        reasons={row["rule"]: row["reason"] for row in rows_beside(pilot, "reasons_found")},
        roles={row["zone"]: (row["role"], row["reason"]) for row in rows_beside(pilot, "roles_found")},
        answers=tuple(StoredAnswer(**row) for row in rows_beside(pilot, "answers_found")),
        composition=composition(map(_member, rows_beside(pilot, "members_found")), here=territory)
        if pilot.space
        else None,
        latest_offer_year=pilot.newest_offer,
    )


_ANSWER = {
    "factor_id": "factor",
    "zone_id": "zone",
    "level": "level",
    "decision": "decision",
    "reason": "reason",
    "evidence_hash": "evidence_hash",
}
_MEMBER = {
    "role": "role",
    "constituency": "constituency",
    "name": "institution__name",
    "acronym": "institution__acronym",
    "level": "institution__level",
    "sector": "institution__sector",
    "owner": "institution__territory__path",
}


def _newest_offer() -> Any:
    offers = LocalOffer.objects.filter(territory=OuterRef("territory")).order_by().values("territory")
    return offers.annotate(newest=Max("year")).values("newest")


def _member(row: Mapping[str, str]) -> SpaceMember:
    institution = Institution(
        name=row["name"],
        acronym=row["acronym"],
        level=row["level"],
        sector=row["sector"],
        territory=Territory(path=row["owner"]),
    )
    return SpaceMember(institution=institution, role=row["role"], constituency=row["constituency"])


def told_answers(stored: tuple[StoredAnswer, ...], matrix: SupplyMatrix) -> tuple[AnswerFact, ...]:
    """Hold each answer against the evidence of now, in the order of the matrix.

    An answer to a column that the matrix does not show (a level of government) is told as it was given.
    """
    rows = {row.factor.factor_id: row.factor for row in matrix.rows}
    cells = {(cell.factor.factor_id, cell.column.zone_id, cell.column.level): cell for cell in matrix.cells}
    letters = {column.zone_id: column.letter for column in matrix.columns}
    order = {factor: position for position, factor in enumerate(rows)}
    facts = []
    known = sorted(
        stored, key=lambda one: (order.get(one.factor_id, len(order)), one.zone_id or 0, one.level)
    )
    for one in known:
        factor, cell = rows.get(one.factor_id), cells.get((one.factor_id, one.zone_id, one.level))
        if factor is None:
            continue  # no priority any more: the plan does not ask about it
        facts.append(
            AnswerFact(
                factor_code=factor.code,
                factor_name=factor.name,
                where=letters.get(one.zone_id, "") if one.zone_id else _level_name(one.level),
                decision=str(GapDecision(one.decision).label),
                reason=one.reason,
                stale=cell is not None and cell.evidence_hash != one.evidence_hash,
            )
        )
    return tuple(facts)


def _level_name(level: str) -> str:
    return str(GovernmentLevel(level).label) if level else ""
