"""The fingerprint of a plan: SHA-256 of its content as canonical data, whatever the language or format."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from clrisk_site.people.record import Record
from clrisk_site.people.writing import snapshot
from diagnosis.queries.zones import ZoneFindings
from planning.documents.action_plan.content import ActionPlan, PlanLine


def fingerprint(plan: ActionPlan) -> str:
    """Return 64 hexadecimal digits; when the same was read, they are the same."""
    canonical = json.dumps(
        canonical_data(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_data(plan: ActionPlan) -> dict[str, Any]:
    """Return everything that the plan says as plain data, without dates of reading and without wording."""
    best = plan.phase_one.best
    return {
        "territory": plan.territory.path,
        "pilot": _own(plan.pilot) if plan.pilot else None,
        "members": _members(plan),
        "roles": [[zone.letter, zone.role, zone.reason] for zone in plan.roles],
        "phase_one": None
        if best is None
        else [best.place_path, best.release_name, best.year, best.official_class, best.value.to_json()],
        "also_published": [
            [one.release_name, one.source, one.year, one.official_class] for one in plan.phase_one.others
        ],
        "definition": _own(plan.definition) if plan.definition else None,
        "diagnosis": _diagnosis(plan.findings),
        "printed": {
            "total": plan.printed.total.to_json(),
            "girls": plan.printed.girls.to_json(),
            "boys": plan.printed.boys.to_json(),
            "zones": {letter: one.to_json() for letter, one in plan.printed.zones.items()},
            "needs": {"/".join(key): one.to_json() for key, one in plan.printed.needs.items()},
        },
        "gaps": {"/".join(cell.key): [cell.type, cell.evidence_hash] for cell in plan.matrix.cells},
        "answers": [[one.factor_code, one.where, one.reason, one.stale] for one in plan.answers],
        "lines": [_line(one) for one in plan.lines],
        "gate": [
            [one.rule.code, one.verdict, [message.to_json() for message in one.finding.evidence]]
            for one in plan.judgements
        ],
    }


def _members(plan: ActionPlan) -> list[list[str]]:
    members = plan.composition.members if plan.composition else ()
    return sorted([member.institution.name, member.constituency, member.role] for member in members)


def _diagnosis(findings: ZoneFindings) -> dict[str, Any]:
    return {
        "factors": [
            [row.code, row.is_priority, row.direction, row.share, row.effect.to_json()]
            for row in findings.ranking.rows
        ],
        "areas": [[one.area.path, one.index, one.kind] for one in findings.index.areas],
        "outlines": _outlines(findings),
        "zones": [
            [zone.letter, zone.name, zone.neighbourhoods, sorted(zone.area_codes), zone.status]
            for zone in findings.zones
        ],
    }


def _outlines(findings: ZoneFindings) -> str:
    digest = hashlib.sha256()
    for one in findings.index.areas:
        if one.area.geometry is not None:
            digest.update(one.area.geometry.wkb)
    return digest.hexdigest()


def _line(one: PlanLine) -> dict[str, Any]:
    line = one.line
    return {
        **_own(line),
        "factors": sorted(code for code, _name in one.links.factors),
        "zones": sorted(one.links.zones),
        "offers": _sorted(line.offers.all()),
        "lead": str(line.lead or ""),
        "co_responsible": sorted(one.links.supporters),
        "activities": _sorted(line.activities.all()),
        "indicators": _sorted(line.indicators.all()),
    }


def _own(record: Record) -> dict[str, object]:
    """Return a record's own values without the keys of this database."""
    keys = {field.name for field in record._meta.concrete_fields if field.is_relation}
    return {name: value for name, value in snapshot(record).items() if name not in keys}


def _sorted(records: Iterable[Model]) -> list[str]:
    rows = (_own(record) for record in records if isinstance(record, Record))
    return sorted(json.dumps(row, sort_keys=True, default=str, ensure_ascii=False) for row in rows)
