"""The statistical sources of a territory, from the nation down to the areas."""

import re

from clrisk_site.places.models import Territory
from clrisk_site.tables.wording import plain
from diagnosis.models import DataLevel, StatisticalSource

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDER = {level: place for place, level in enumerate(DataLevel.values)}


def sources_of(territory: Territory) -> tuple[StatisticalSource, ...]:
    """Read the sources that a territory recorded, level by level, each level by name and newest year."""
    rows = StatisticalSource.objects.filter(territory=territory)
    return tuple(
        sorted(rows, key=lambda one: (_ORDER[one.level], one.name.casefold(), -(one.year or 0), one.pk))
    )


def plain_name(name: str) -> str:
    """Return a name as it is compared: case, accents and spaces make no other source."""
    return " ".join(plain(name).split())


def edition_of(name: str, year: int | None) -> tuple[str, int | None]:
    """Return the name without a year, and the year, which many write into the name instead."""
    plainly = plain_name(name)
    written = _YEAR.search(plainly)
    return " ".join(_YEAR.sub(" ", plainly).split()), year or (int(written[0]) if written else None)
