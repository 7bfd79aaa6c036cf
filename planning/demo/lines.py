"""Stores the plan of the demonstration: the pilot, its action lines, and the answers to two gaps."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record, save_record
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, Zone
from mapping.models import CoordinationSpace, Institution, LocalOffer
from mapping.queries.supply_by_factor import supply_by_factor
from mapping.supply import SupplyQuestion
from planning.actions.line_status import submit_line
from planning.actions.open_pilot import open_pilot
from planning.demo.reading import read
from planning.models import ActionLine, GapAnswer, Indicator, LineActivity, LineStatus, Pilot, ScopeZone

LINKS = ("factors", "zones", "offers", "co_responsible")
APART = (*LINKS, "lead", "status", "activities", "indicators")


def build_pilot(
    municipality: Territory,
    space: CoordinationSpace,
    institutions: Mapping[str, Institution],
    *,
    by: User,
) -> Pilot:
    """Open the pilot, record its scope and give the zones their roles."""
    data = read("plan")
    pilot = open_pilot(territory=municipality, opened_on=data["opened_on"], by=None)
    for name, value in data["pilot"].items():
        setattr(pilot, name, value)
    pilot.space, pilot.liaison_unit = space, institutions[data["liaison_unit"]]
    pilot.illustrative = True
    pilot = save_record(pilot, by=by, expected_version=pilot.version)
    zones = {zone.letter: zone for zone in Zone.objects.filter(territory=municipality)}
    for letter, (role, reason) in data["scope"].items():
        scope = ScopeZone(territory=municipality, pilot=pilot, zone=zones[letter], role=role, reason=reason)
        create_record(scope, by=by)
    return pilot


def build_lines(
    pilot: Pilot, institutions: Mapping[str, Institution], offers: Mapping[str, LocalOffer], *, by: User
) -> None:
    """Write the action lines with their activities and indicators, and hand some to the commission."""
    known: dict[str, Mapping[str, Any]] = {
        "factors": {factor.code: factor for factor in Factor.objects.all()},
        "zones": {zone.letter: zone for zone in Zone.objects.filter(territory=pilot.territory)},
        "offers": offers,
        "co_responsible": institutions,
    }
    for code, entry in read("plan")["lines"].items():
        values = {name: value for name, value in entry.items() if name not in APART}
        line = ActionLine(
            territory=pilot.territory,
            pilot=pilot,
            code=code,
            lead=institutions[entry["lead"]],
            illustrative=True,
            **values,
        )
        related = {name: [known[name][key] for key in entry[name]] for name in LINKS}
        create_record(line, by=by, related=related)
        for activity in entry["activities"]:
            create_record(LineActivity(territory=pilot.territory, line=line, **activity), by=by)
        for indicator in entry["indicators"]:
            create_record(Indicator(territory=pilot.territory, line=line, **indicator), by=by)
        if entry["status"] == LineStatus.SUBMITTED:
            submit_line(line=line, expected_version=line.version, by=by)


def answer_gaps(pilot: Pilot, *, by: User) -> None:
    """Answer two gaps, each on the evidence that stands behind it now."""
    data = read("plan")
    matrix = supply_by_factor(SupplyQuestion(pilot.territory.path, read("programmes")["year"]))
    for entry in data["answers"]:
        cell = matrix.cell(entry["factor"], entry["zone"])
        if cell is None:
            raise LookupError(f"the matrix has no cell {entry['factor']} {entry['zone']}")
        answer = GapAnswer(
            territory=pilot.territory,
            pilot=pilot,
            factor_id=cell.factor.factor_id,
            zone_id=cell.column.zone_id,
            decision=entry["decision"],
            reason=entry["reason"],
            evidence_hash=cell.evidence_hash,
        )
        create_record(answer, by=by)
