"""Stages 1 and 3 of the demonstration: the pilot, its zones, its lines, and two answered gaps."""

import datetime as dt
from typing import Any

from clrisk_site.places.models import Territory
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import By, SupplyQuestion
from planning.demo.build_diagnosis import Diagnosis
from planning.demo.build_mapping import Mapping
from planning.demo.recording import Recorder, read
from planning.models import ActionLine, GapAnswer, Indicator, LineActivity, Pilot, ScopeZone


def build_plan(here: Territory, diagnosis: Diagnosis, mapping: Mapping, recorder: Recorder) -> None:
    """Record the plan; what exists stays as it is."""
    facts = read("plan")
    days = facts["dates"]
    opened = facts["pilot"]["opened_on"]
    values = {
        **facts["pilot"],
        "liaison_unit": mapping.institutions["economy"],
        "space": mapping.space,
        "illustrative": True,
    }
    pilot = recorder.put(Pilot, {"territory": here}, values, on=opened)
    for one in facts["scope"]:
        key = {"territory": here, "pilot": pilot, "zone": diagnosis.zones[one["zone"]]}
        recorder.put(ScopeZone, key, {"role": one["role"], "reason": one["reason"]}, on=days["design_done"])
    for one in facts["lines"]:
        _line(one, pilot, diagnosis, mapping, recorder, days)
    _answers(facts["answers"], pilot, diagnosis, recorder, days)


def _line(
    one: dict[str, Any],
    pilot: Pilot,
    diagnosis: Diagnosis,
    mapping: Mapping,
    recorder: Recorder,
    days: dict[str, dt.date],
) -> None:
    links = ("factors", "offers", "zones", "co_responsible", "indicators", "activities")
    values = {name: value for name, value in one.items() if name not in (*links, "code", "lead")}
    here = pilot.territory
    line = recorder.put(
        ActionLine,
        {"territory": here, "pilot": pilot, "code": one["code"]},
        {**values, "lead": mapping.institutions[one["lead"]], "illustrative": True},
        related={
            "factors": [diagnosis.factors[code] for code in one["factors"]],
            "offers": [mapping.offers[key] for key in one["offers"]],
            "zones": [diagnosis.zones[letter] for letter in one["zones"]],
            "co_responsible": [mapping.institutions[key] for key in one["co_responsible"]],
        },
        on=days["design"],
    )
    for indicator in one["indicators"]:
        rest = {name: value for name, value in indicator.items() if name != "name"}
        key = {"territory": here, "line": line, "name": indicator["name"]}
        recorder.put(Indicator, key, rest, on=days["design_done"])
    for activity in one["activities"]:
        rest = {name: value for name, value in activity.items() if name != "title"}
        key = {"territory": here, "line": line, "title": activity["title"]}
        recorder.put(LineActivity, key, rest, on=days["design_done"])


def _answers(
    answers: list[dict[str, str]],
    pilot: Pilot,
    diagnosis: Diagnosis,
    recorder: Recorder,
    days: dict[str, dt.date],
) -> None:
    here = pilot.territory
    wanted = [
        (one, {"territory": here, "pilot": pilot, "factor": diagnosis.factors[one["factor"]],
               "zone": diagnosis.zones[one["zone"]], "level": ""})
        for one in answers
    ]  # fmt: skip
    if all(GapAnswer.objects.filter(**key).exists() for _, key in wanted):
        return
    matrix = supply_by_factor(SupplyQuestion(here.path, latest_year(here), By.ZONE))
    for one, key in wanted:
        cell = matrix.cell(one["factor"], one["zone"])
        if cell is not None:
            values = {
                "decision": one["decision"],
                "reason": one["reason"],
                "evidence_hash": cell.evidence_hash,
            }
            recorder.put(GapAnswer, key, values, on=days["design_done"])
