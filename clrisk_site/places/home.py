"""Where a territory lies in the world, so that a map of somewhere else, or in metres, can be told."""

from functools import cache

from django.db.models import Max, Min

from clrisk_site.catalogue.loading import read_entries
from clrisk_site.places.countries import LEVELS_FILE
from clrisk_site.places.models import Boundary, Territory

MARGIN = 0.5
"""How far around a stored extent still counts as home, as a share of its width and height."""

LEAST_MARGIN = 0.25
"""At least so many degrees around, about 28 km: a map of a municipality often shows its neighbours."""

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
