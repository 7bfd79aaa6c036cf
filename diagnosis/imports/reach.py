"""Territories as the imports of the diagnosis need them: levels of the country, and keys by path."""

from collections.abc import Mapping

from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.spec import Context


def levels_of(territory: Territory) -> list[Level]:
    """Return all levels of the country of a territory, the country first."""
    return list(Level.objects.filter(country=territory.country).order_by("depth"))


def ids_by_path(territory: Territory, context: Context) -> Mapping[str, int]:
    """Return the key of each path, as the territories were read for matching when they were."""
    if context.known_territories is None:
        return dict(Territory.objects.within(territory).values_list("path", "pk"))
    return {row.path: row.id for row in context.known_territories.rows if row.id is not None}


def paths_by_id(territory: Territory) -> Mapping[int, str]:
    """Return the path of each territory in reach by its key."""
    return dict(Territory.objects.within(territory).values_list("pk", "path"))
