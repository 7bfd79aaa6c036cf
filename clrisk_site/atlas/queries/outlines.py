"""The territories of one stored map, in the order of their codes, with their outlines to draw and compare."""

import shapely
from django.db.models import QuerySet

from clrisk_site.atlas.queries.stored_maps import StoredMap, boundaries_below
from clrisk_site.places.models import Boundary, Territory
from clrisk_site.places.vintages import Outline

MOST_DRAWN = 8_000
"""Outlines on one drawing; of more none could be told from its neighbours."""


def boundaries_of(territory: Territory, chosen: StoredMap) -> QuerySet[Boundary]:
    """Return the outlines of one map in the order of their codes."""
    below = boundaries_below(territory).filter(territory__level=chosen.level)
    vintage = below.filter(valid_from=chosen.since) if chosen.since else below.filter(valid_from__isnull=True)
    return vintage.order_by("territory__path")


def compared_outlines_of(territory: Territory, chosen: StoredMap) -> list[Outline]:
    """Read the outlines of a map that are compared: of an official map the official ones only."""
    rows = boundaries_of(territory, chosen)
    return _read(rows if chosen.is_invention else rows.filter(illustrative=False))


def outlines_of(territory: Territory, chosen: StoredMap) -> list[Outline]:
    """Read every outline of a map, with one query; the names are those that the map itself gives."""
    return _read(boundaries_of(territory, chosen))


def _read(boundaries: QuerySet[Boundary]) -> list[Outline]:
    rows = boundaries.values_list("territory__path", "territory__code", "name", "wkb", "area_km2")
    return [
        Outline(path, code, name, shapely.from_wkb(bytes(wkb)), area) for path, code, name, wkb, area in rows
    ]
