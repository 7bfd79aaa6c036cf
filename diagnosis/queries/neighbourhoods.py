"""The neighbourhoods that lie in the areas of a municipality, as they were imported."""

from collections.abc import Mapping

from clrisk_site.places.models import Neighbourhood, Territory


def neighbourhoods_of(municipality: Territory) -> Mapping[int, tuple[str, ...]]:
    """Return the names per area in alphabetical order; an area without any is absent."""
    rows = Neighbourhood.objects.filter(territory__in=Territory.objects.below(municipality))
    found: dict[int, list[str]] = {}
    for area, name in rows.order_by("name").values_list("territory_id", "name"):
        found.setdefault(area, []).append(name)
    return {area: tuple(names) for area, names in found.items()}
