"""Stage 2.1 of the demonstration: published classes, invented numbers, factors, zones, needs, definition."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from clrisk_site.places.models import Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.models import (
    ClassScheme,
    DefinitionSheet,
    Factor,
    FactorWeight,
    MeasureType,
    Need,
    PopulationBasis,
    PopulationCount,
    ReleaseNature,
    RiskRelease,
    RiskResult,
    Zone,
)
from planning.demo.build_places import Places
from planning.demo.recording import Recorder, read, set_day
from planning.demo.shapes import children_of, value_of


@dataclass(frozen=True)
class Diagnosis:
    """What the later rooms point at."""

    factors: dict[str, Factor]
    zones: dict[str, Zone]
    sheet: DefinitionSheet


def build_diagnosis(places: Places, recorder: Recorder, days: dict[str, dt.date]) -> Diagnosis:
    """Record the diagnosis; what exists stays as it is."""
    facts = read("diagnosis")
    factors = {factor.code: factor for factor in Factor.objects.filter(country="")}
    _publish_classes(places)
    _publish_proxies(places, facts)
    _count_children(places, facts)
    here, on = places.municipality, days["diagnosis"]
    for one in facts["factors"]:
        _weigh(here, factors[one["code"]], one, facts, recorder, on)
    zones = {one["letter"]: _draw_zone(places, one, recorder, on) for one in facts["zones"]}
    for code, by_zone in facts["needs"].items():
        for letter, numbers in by_zone.items():
            _need(here, factors[code], zones[letter], numbers, facts, recorder, on)
    return Diagnosis(factors, zones, _define(here, facts["definition"], recorder, days))


def _publish_classes(places: Places) -> None:
    facts = read("states")
    release = _release(
        facts["release"], nature=ReleaseNature.PHASE_I, measure_type=MeasureType.CLASS_ONLY,
        class_scheme=ClassScheme.THREE,
    )  # fmt: skip
    published = [(places.states[one["code"]], one["class"]) for one in facts["states"]]
    published.append((places.municipality, facts["municipality"]["class"]))
    known = set(release.results.values_list("territory_id", flat=True))
    RiskResult.objects.bulk_create(
        RiskResult(release=release, territory=place, official_class=code)
        for place, code in published
        if place.pk not in known
    )


def _publish_proxies(places: Places, facts: dict[str, Any]) -> None:
    release = _release(
        {**facts["proxy"], "source": facts["source"], "year": facts["year"]}, nature=ReleaseNature.PROXY,
        measure_type=MeasureType.INDEX_OPEN, class_scheme=ClassScheme.NONE, illustrative=True,
    )  # fmt: skip
    known = set(release.results.values_list("territory_id", flat=True))
    RiskResult.objects.bulk_create(
        RiskResult(
            release=release,
            territory=places.areas[cell.number],
            factor_values={
                code: value_of(cell, places.city, places.plan, code) for code in places.plan["factors"]
            },
        )
        for cell in places.city.cells
        if cell.number not in places.plan["without_numbers"] and places.areas[cell.number].pk not in known
    )


def _release(facts: dict[str, Any], **values: Any) -> RiskRelease:
    texts = {"source": facts["source"], "definition": facts["definition"]}
    return RiskRelease.objects.get_or_create(
        country="MX", name=facts["name"], year=facts["year"], defaults={**texts, **values}
    )[0]


def _count_children(places: Places, facts: dict[str, Any]) -> None:
    ids = [place.pk for place in places.areas.values()]
    known = set(PopulationCount.objects.filter(territory__in=ids).values_list("territory_id", flat=True))
    PopulationCount.objects.bulk_create(
        PopulationCount(
            territory=places.areas[cell.number],
            persons=children_of(cell, places.plan),
            basis=PopulationBasis.ESTIMATED,
            year=facts["year"],
            source=facts["source"],
            note=facts["population_note"],
            illustrative=True,
        )
        for cell in places.city.cells
        if places.areas[cell.number].pk not in known
    )


def _weigh(
    here: Territory,
    factor: Factor,
    one: dict[str, Any],
    facts: dict[str, Any],
    recorder: Recorder,
    on: dt.date,
) -> None:
    effect, lower, upper = one["effect"]
    values = {
        "direction": one.get("direction", factor.direction),
        "effect_points": effect,
        "effect_lower": lower,
        "effect_upper": upper,
        "is_priority": one.get("priority", True),
        "note": one.get("note", ""),
        "source": facts["source"],
        "year": facts["year"],
        "illustrative": True,
    }
    recorder.put(FactorWeight, {"territory": here, "factor": factor}, values, on=on)


def _draw_zone(places: Places, one: dict[str, Any], recorder: Recorder, on: dt.date) -> Zone:
    values = {name: one[name] for name in ("name", "neighbourhoods", "status", "reason")}
    areas = [places.areas[number] for number in places.city.zones[one["letter"]]]
    return recorder.put(
        Zone,
        {"territory": places.municipality, "letter": one["letter"]},
        {**values, "illustrative": True},
        related={"areas": areas},
        on=on,
    )


def _need(
    here: Territory,
    factor: Factor,
    zone: Zone,
    numbers: list[int],
    facts: dict[str, Any],
    recorder: Recorder,
    on: dt.date,
) -> None:
    children, lower, upper = numbers
    values = {
        "children": children,
        "lower": lower,
        "upper": upper,
        "basis": PopulationBasis.ESTIMATED,
        "year": facts["year"],
        "source": facts["source"],
        "illustrative": True,
    }
    recorder.put(Need, {"territory": here, "factor": factor, "zone": zone}, values, on=on)


def _define(
    here: Territory, texts: dict[str, str], recorder: Recorder, days: dict[str, dt.date]
) -> DefinitionSheet:
    sheets = DefinitionSheet.objects.filter(territory=here)
    frozen = sheets.filter(frozen_at__isnull=False).order_by("pk").first()
    if frozen is not None:
        return frozen
    draft = recorder.put(DefinitionSheet, {"territory": here}, texts)
    sheet = freeze_definition(draft, by=recorder.by, expected_version=draft.version)
    set_day(sheet, days["diagnosis"])
    moment = timezone.make_aware(dt.datetime.combine(days["definition"], dt.time(12)))
    DefinitionSheet.objects.filter(pk=sheet.pk).update(frozen_at=moment)
    return DefinitionSheet.objects.get(pk=sheet.pk)
