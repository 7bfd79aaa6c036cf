"""How maps and levels are called in sentences, heads and choices."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from clrisk_site.atlas.queries.stored_maps import StoredMap
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.places.models import Level


def vintage_words(one: StoredMap) -> str:
    """Return the year of a map, the whole date where it is not the first day of one, or that nobody said."""
    if one.since is None:
        return gettext("without a year")
    return str(one.since.year) if one.key == str(one.since.year) else date_format(one.since)


def level_words(level: Level, count: int) -> str:
    """Return the name of a level as it stands within a sentence: one, or many of it."""
    name = str(level) if count == 1 else level.plural
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def counted(level: Level, count: int) -> str:
    """Return how many of a level: 2,469 municipalities."""
    return f"{grouped(count)} {level_words(level, count)}"


def km2(area: float) -> str:
    """Return an area with as many decimals as it needs to be told from others of its size."""
    decimals = 0 if area >= 100 else 1 if area >= 1 else 2
    return grouped(area, decimals)


def joined(parts: list[str]) -> str:
    """Return parts as one list in words: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
