"""Finds one territory by the code or path that a person or a command names."""

from clrisk_site.places.models import Territory


class UnknownTerritoryError(LookupError):
    """No territory, or more than one, has that code."""


def find_territory(code_or_path: str) -> Territory:
    """Return the territory with this path ("MX.07.101") or this official code ("07101").

    Raises
    ------
    UnknownTerritoryError
        When none matches, or when the code exists in several countries and a path is needed.
    """
    wanted = code_or_path.strip().upper()
    found = list(Territory.objects.filter(path=wanted).select_related("level")[:1])
    if not found:
        found = list(Territory.objects.filter(code=wanted).select_related("level")[:2])
    if len(found) != 1:
        raise UnknownTerritoryError(code_or_path)
    return found[0]
