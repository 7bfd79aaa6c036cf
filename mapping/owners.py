"""Whose records a municipality sees: its own and those owned above it, each known once."""

from clrisk_site.places.models import Territory


def owner_paths(territory: Territory) -> list[str]:
    """Return the paths of a territory and of all above it, the country first."""
    return [*territory.ancestor_paths, territory.path]
