"""Stores the country, its states with their published classes, and the invented areas of the municipality."""

from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from clrisk_site.places.models import Level, Territory
from clrisk_site.places.names import search_form
from diagnosis.models import ClassScheme, MeasureType, ReleaseNature, RiskRelease, RiskResult
from planning.demo.city import DemoArea
from planning.demo.maps import Drawing, draw_earlier, store_map
from planning.demo.reading import read

COUNTRY = "MX"
# No official locality has this code, so that areas imported later never meet the invented ones.
LOCALITY = "DEMO"


def build_country() -> Territory:
    """Store the country, its states and the municipality; return the municipality."""
    data = read("states")
    levels = {level.code: level for level in Level.objects.filter(country=COUNTRY)}
    country = _territory(None, data["country"], levels["country"])
    states = [_territory(country, state, levels["state"]) for state in data["states"]]
    above = next(state for state in states if data["municipality"]["code"].startswith(state.code))
    municipality = _territory(above, data["municipality"], levels["municipality"], is_demo=True)
    _publish_classes(data, [*states, municipality])
    return municipality


def _territory(
    parent: Territory | None, entry: Mapping[str, Any], level: Level, *, is_demo: bool = False
) -> Territory:
    path = entry["code"]
    if parent is not None:
        path = f"{parent.path}.{path.removeprefix(parent.code)}"
    defaults = {
        "code": entry["code"],
        "name": entry["name"],
        "level": level,
        "parent": parent,
        "is_demo": is_demo,
    }
    return Territory.objects.get_or_create(path=path, defaults=defaults)[0]


def _publish_classes(data: Mapping[str, Any], territories: Sequence[Territory]) -> None:
    """Store the classes that Phase I published. No number was published, so values stay empty."""
    classes = {entry["code"]: entry["class"] for entry in [*data["states"], data["municipality"]]}
    release = RiskRelease.objects.create(
        country=COUNTRY,
        nature=ReleaseNature.PHASE_I,
        measure_type=MeasureType.CLASS_ONLY,
        class_scheme=ClassScheme.THREE,
        **data["release"],
    )
    RiskResult.objects.bulk_create(
        RiskResult(release=release, territory=territory, official_class=classes[territory.code])
        for territory in territories
    )


def build_areas(municipality: Territory, areas: Sequence[DemoArea]) -> tuple[Territory, ...]:
    """Store the invented areas with their outlines, and the outline of the municipality as all of them."""
    plan = read("city")
    levels = {level.code: level for level in Level.objects.filter(country=COUNTRY)}
    locality = Territory.objects.create(
        path=f"{municipality.path}.{LOCALITY}",
        code=LOCALITY,
        name=plan["locality"],
        level=levels["locality"],
        parent=municipality,
        source=plan["source"],
        is_demo=True,
    )
    stored = Territory.objects.bulk_create(
        Territory(
            path=f"{locality.path}.{_code(area)}",
            code=_code(area),
            name=(name := f"{plan['area']} {area.number:03}"),
            search_name=search_form(name),
            level=levels["ageb"],
            parent=locality,
            source=plan["source"],
            is_demo=True,
        )
        for area in areas
    )
    now = [Drawing(one, area.outline, one.name) for one, area in zip(stored, areas, strict=True)]
    whole = shapely.coverage_union_all([area.outline for area in areas])
    store_map(now, plan, since=plan["drawn_on"])
    # Without a date, so that an official outline of the municipality never meets the invented one.
    store_map([Drawing(municipality, whole, municipality.name)], plan)
    store_map(
        draw_earlier(now, plan["earlier"]), plan, since=plan["earlier"]["drawn_on"], until=plan["drawn_on"]
    )
    return tuple(stored)


def _code(area: DemoArea) -> str:
    return f"D{area.number:03}"
