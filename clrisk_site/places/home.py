"""Where a territory lies in the world, so that a map of somewhere else, or in metres, can be told."""

from functools import cache

import shapely
from django.db.models import F, Max, Min
from shapely.geometry.base import BaseGeometry

from clrisk_site.catalogue.loading import read_entries
from clrisk_site.places.countries import LEVELS_FILE
from clrisk_site.places.models import Boundary, Territory

MARGIN = 0.5
"""How far around a stored extent still counts as home, as a share of its width and height."""

LEAST_MARGIN = 0.25
"""At least so many degrees around, about 28 km: a map of a municipality often shows its neighbours."""

MOST_DRAWN = 300
"""Outlines that show where a place lies; of more nothing is gained."""

type Box = tuple[float, float, float, float]


def home_box(territory: Territory) -> Box | None:
    """Return the box within which a map of a territory is expected.

    Parameters
    ----------
    territory : Territory
        A country, or any place in one.

    Returns
    -------
    tuple of float or None
        West, south, east and north in degrees: around every stored outline of the territory, or of the
        nearest one above that has any; else the box of the country in the file of levels, if it has one.

    Notes
    -----
    Illustrative outlines are left out, since they need not lie where the place does.
    """
    drawn = (
        Boundary.objects.filter(
            territory__path__in=[territory.path, *territory.ancestor_paths], illustrative=False
        )
        .order_by()
        .values_list("territory__path")
        .annotate(Min("west"), Min("south"), Max("east"), Max("north"))
    )
    country = _country_boxes().get(territory.country)
    nearest = max(drawn, key=lambda row: len(row[0]), default=None)
    return country if nearest is None else _widened(nearest[1:])


def own_box(territory: Territory) -> Box | None:
    """Return the box of the outlines of a territory and of all that lies in it; None where none is stored.

    Narrower than `home_box`, which lets in what lies around: to show where the place itself is.
    """
    stored = Boundary.objects.filter(territory__in=Territory.objects.within(territory), illustrative=False)
    found = stored.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    return None if found["w"] is None else (found["w"], found["s"], found["e"], found["n"])


def own_outlines(territory: Territory) -> list[BaseGeometry]:
    """Return outlines that show a territory: its own, else those of the level below; none if very many."""
    inside = Boundary.objects.filter(territory__in=Territory.objects.within(territory), illustrative=False)
    depths = inside.order_by().values_list("territory__level__depth", flat=True).distinct()
    depth = min(depths, default=None)
    if depth is None:
        return []
    newest = inside.filter(territory__level__depth=depth).order_by(F("valid_from").asc(nulls_first=True))
    keys = dict(newest.values_list("territory", "pk"))
    if len(keys) > MOST_DRAWN:
        return []
    stored = Boundary.objects.filter(pk__in=keys.values()).order_by("pk").values_list("wkb", flat=True)
    return [shapely.from_wkb(bytes(wkb)) for wkb in stored]


def _widened(extent: Box) -> Box:
    west, south, east, north = extent
    across = max((east - west) * MARGIN, LEAST_MARGIN)
    along = max((north - south) * MARGIN, LEAST_MARGIN)
    return (
        max(west - across, -180.0),
        max(south - along, -90.0),
        min(east + across, 180.0),
        min(north + along, 90.0),
    )


@cache
def _country_boxes() -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for country in read_entries(LEVELS_FILE):
        if "box" in country:
            west, south, east, north = map(float, country["box"])
            boxes[country["code"]] = (west, south, east, north)
    return boxes
