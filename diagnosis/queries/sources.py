"""The statistical sources of a territory, from the nation down to the areas."""

from clrisk_site.places.models import Territory
from diagnosis.models import DataLevel, StatisticalSource

_ORDER = {level: place for place, level in enumerate(DataLevel.values)}


def sources_of(territory: Territory) -> tuple[StatisticalSource, ...]:
    """Read the sources that a territory recorded, level by level, each level by name and newest year."""
    rows = StatisticalSource.objects.filter(territory=territory)
    return tuple(
        sorted(rows, key=lambda one: (_ORDER[one.level], one.name.casefold(), -(one.year or 0), one.pk))
    )


def plain_name(name: str) -> str:
    """Return a name as it is compared: case and spaces make no other source."""
    return " ".join(name.casefold().split())
