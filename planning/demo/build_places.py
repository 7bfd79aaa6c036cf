"""The tree of the demonstration: Mexico, its states, and one municipality with schematic areas."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import area_km2
from clrisk_site.places.models import Boundary, Level, Territory
from planning.demo.recording import read
from planning.demo.shapes import City, draw_city, to_degrees


@dataclass(frozen=True)
class Places:
    """The territories that the other rooms record things in."""

    country: Territory
    states: dict[str, Territory]
    municipality: Territory
    areas: dict[int, Territory]
    city: City
    plan: dict[str, Any]

    def __getitem__(self, path: str) -> Territory:
        """Return the country, a state or the municipality by its path."""
        known = {place.path: place for place in (self.country, *self.states.values(), self.municipality)}
        return known[path]


def build_places() -> Places:
    """Record the tree; what exists stays as it is."""
    levels = {level.code: level for level in Level.objects.filter(country="MX")}
    facts, plan = read("states"), read("city")
    country = Territory.objects.get(path="MX")
    states = {
        one["code"]: _put(f"MX.{one['code']}", one["code"], one["name"], levels["state"], country)
        for one in facts["states"]
    }
    own = facts["municipality"]
    municipality = _put(
        f"MX.{own['code'][:2]}.{own['code'][2:]}", own["code"], own["name"], levels["municipality"],
        states[own["code"][:2]], is_demo=True,
    )  # fmt: skip
    city = draw_city(plan)
    areas = {
        cell.number: _put(
            f"{municipality.path}.{cell.code}", cell.code, cell.code, levels["ageb"], municipality,
            is_demo=True, source=plan["source"],
        )
        for cell in city.cells
    }  # fmt: skip
    _draw(municipality, areas, city, plan)
    return Places(country, states, municipality, areas, city, plan)


def _put(path: str, code: str, name: str, level: Level, parent: Territory, **more: Any) -> Territory:
    values = {"code": code, "name": name, "level": level, "parent": parent, **more}
    return Territory.objects.get_or_create(path=path, defaults=values)[0]


def _draw(municipality: Territory, areas: dict[int, Territory], city: City, plan: dict[str, Any]) -> None:
    outlines = {areas[cell.number]: to_degrees(cell.outline, plan) for cell in city.cells}
    whole = shapely.union_all([shapely.Polygon(piece["outline"]) for piece in plan["pieces"]])
    outlines[municipality] = to_degrees(whole, plan)
    drawn = set(Boundary.objects.filter(territory__in=outlines).values_list("territory_id", flat=True))
    Boundary.objects.bulk_create(
        _boundary(place, outline, plan) for place, outline in outlines.items() if place.pk not in drawn
    )


def _boundary(place: Territory, outline: BaseGeometry, plan: dict[str, Any]) -> Boundary:
    west, south, east, north = outline.bounds
    return Boundary(
        territory=place,
        wkb=shapely.to_wkb(outline),
        west=west,
        south=south,
        east=east,
        north=north,
        area_km2=float(area_km2(np.array([outline], dtype=object))[0]),
        source=plan["source"],
        illustrative=True,
    )
