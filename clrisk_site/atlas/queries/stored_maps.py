"""Which maps are stored below a territory: one per vintage and level. Their outlines are in outlines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Length

from clrisk_site.places.models import Boundary, Level, Territory

UNDATED = "undated"


@dataclass(frozen=True)
class StoredMap:
    """The outlines of one vintage and level below a territory.

    Parameters
    ----------
    since : date or None
        From when the map holds; None when nobody said.
    area_km2 : float or None
        Of all territories together, as far as it is known; `without_area` counts the others.
    invented : int
        How many of its outlines were drawn for illustration.
    stamp : str
        Changes when any outline of the map does, and with nothing else.
    """

    since: dt.date | None
    level: Level
    count: int
    area_km2: float | None
    without_area: int
    sources: tuple[str, ...]
    invented: int
    stamp: str

    @property
    def illustrative(self) -> bool:
        """Whether any of its outlines was drawn for illustration."""
        return self.invented > 0

    @property
    def is_invention(self) -> bool:
        """Whether all of it was drawn for illustration: it is compared with its like only."""
        return self.invented == self.count

    @property
    def comparable_count(self) -> int:
        """How many of its outlines are compared: of an official map the official ones."""
        return self.count if self.is_invention else self.count - self.invented

    @property
    def key(self) -> str:
        """What addresses call the vintage: mostly its year."""
        if self.since is None:
            return UNDATED
        is_year = (self.since.month, self.since.day) == (1, 1)
        return str(self.since.year) if is_year else self.since.isoformat()


def boundaries_below(territory: Territory) -> QuerySet[Boundary]:
    """Return every outline strictly below a territory."""
    return Boundary.objects.filter(
        territory__path__gt=territory.path + ".", territory__path__lt=territory.path + "/"
    )


def stored_maps(territory: Territory) -> tuple[StoredMap, ...]:
    """Return the maps below a territory, the newest vintage first, within it the larger territories first.

    Two queries, however many maps there are.
    """
    grouped = (
        boundaries_below(territory)
        .order_by()
        .values("valid_from", "territory__level", "source")
        .annotate(
            count=Count("pk"),
            area=Sum("area_km2"),
            with_area=Count("area_km2"),
            invented=Count("pk", filter=Q(illustrative=True)),
            newest=Max("pk"),
            keys=Sum("pk"),
            size=Sum(Length("wkb")),
        )
    )
    by_map: dict[tuple[dt.date | None, int], list[dict[str, Any]]] = {}
    for row in sorted(grouped, key=lambda one: str(one["source"])):
        by_map.setdefault((row["valid_from"], row["territory__level"]), []).append({**row})
    levels = {level.pk: level for level in Level.objects.filter(country=territory.country)}
    maps = [_stored_map(since, levels[level], rows) for (since, level), rows in by_map.items()]
    return tuple(sorted(maps, key=lambda one: (-_age(one.since), one.level.depth)))


def _stored_map(since: dt.date | None, level: Level, rows: Sequence[dict[str, Any]]) -> StoredMap:
    """Put together what the sources of one map brought."""
    count, known = sum(row["count"] for row in rows), sum(row["with_area"] for row in rows)
    marks = ("source", "count", "newest", "keys", "size", "invented")
    return StoredMap(
        since=since,
        level=level,
        count=count,
        area_km2=sum(row["area"] or 0.0 for row in rows) if known else None,
        without_area=count - known,
        sources=tuple(row["source"] for row in rows if row["source"]),
        invented=sum(row["invented"] for row in rows),
        stamp="; ".join("-".join(str(row[mark]) for mark in marks) for row in rows),
    )


def _age(since: dt.date | None) -> int:
    return since.toordinal() if since else 0


def chosen_map(maps: Sequence[StoredMap], *, year: str, level: str) -> StoredMap | None:
    """Return the map that was asked for, else the nearest to it: of that year, of that level, the newest."""

    def fit(one: StoredMap) -> tuple[bool, bool]:
        return one.key == year, one.level.code == level

    # Of those that fit equally well `max` takes the first, which is the newest.
    return max(maps, key=fit, default=None)


def comparable(maps: Sequence[StoredMap]) -> dict[str, list[StoredMap]]:
    """Return the maps of each level that has two vintages or more, by the level's code, the oldest first.

    A drawing for illustration says nothing of what an official map shows. Where a level has two official maps
    these are compared; else two such drawings are, with each other.
    """
    by_level: dict[str, list[StoredMap]] = {}
    for invented in (False, True):
        alike: dict[str, list[StoredMap]] = {}
        for one in sorted(maps, key=lambda one: (one.level.depth, _age(one.since))):
            if one.is_invention is invented:
                alike.setdefault(one.level.code, []).append(one)
        for code, found in alike.items():
            if len(found) > 1:
                by_level.setdefault(code, found)
    return by_level
