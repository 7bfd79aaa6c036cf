"""Two census areas with outlines side by side, east of Tuxtla's own map, for registers of places."""

import shapely

from clrisk_site.places.models import Boundary, Level, Territory

WEST, SOUTH, SIDE = -93.2, 16.7, 0.1


def outline(territory: Territory, west: float, south: float, side: float = SIDE) -> None:
    shape = shapely.box(west, south, west + side, south + side)
    Boundary.objects.create(
        territory=territory,
        wkb=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=west + side,
        north=south + side,
    )


def make_areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    """Return two areas; the municipality reaches a little further than both."""
    locality = Territory.objects.create(
        path="MX.07.101.0001", code="071010001", name="Tuxtla", level=levels["locality"], parent=tuxtla
    )
    outline(tuxtla, WEST - SIDE, SOUTH - SIDE, 4 * SIDE)
    areas = []
    for place, name in enumerate(("0458", "017A")):
        area = Territory.objects.create(
            path=f"{locality.path}.{name}",
            code=locality.code + name,
            name=name,
            level=levels["ageb"],
            parent=locality,
        )
        outline(area, WEST + place * SIDE, SOUTH)
        areas.append(area)
    return areas
