"""The levels of which a place has areas stored: those that a register can be counted by."""

from clrisk_site.places.models import Level, Territory
from diagnosis.imports.reach import levels_of


def stored_levels(territory: Territory) -> list[Level]:
    """Return the levels that have territories in reach, the highest first; the country never is one."""
    there = Territory.objects.within(territory).order_by().values_list("level", flat=True).distinct()
    keys = set(there)
    return [level for level in levels_of(territory) if level.pk in keys and level.depth > 0]
