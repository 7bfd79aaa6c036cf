"""Stores the country, its states with their published classes, and the invented areas of the municipality."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from clrisk_site.places.geometry import area_km2
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.places.names import search_form
from diagnosis.models import ClassScheme, MeasureType, ReleaseNature, RiskRelease, RiskResult
from planning.demo.city import DemoArea, to_degrees
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
    outlines = [area.outline for area in areas]
    _draw([*stored, municipality], [*outlines, shapely.coverage_union_all(outlines)], plan)
    return tuple(stored)


def _code(area: DemoArea) -> str:
    return f"D{area.number:03}"


def _draw(
    territories: Sequence[Territory], outlines: Sequence[shapely.Geometry], plan: Mapping[str, Any]
) -> None:
    degrees = np.array([to_degrees(outline, plan["centre"]) for outline in outlines], dtype=object)
    boxes = shapely.bounds(degrees)
    sizes = area_km2(degrees)
    Boundary.objects.bulk_create(
        Boundary(
            territory=territory,
            wkb=shapely.to_wkb(outline),
            west=box[0],
            south=box[1],
            east=box[2],
            north=box[3],
            area_km2=round(float(size), 4),
            source=plan["source"],
            illustrative=True,
        )
        for territory, outline, box, size in zip(territories, degrees, boxes, sizes, strict=True)
    )
