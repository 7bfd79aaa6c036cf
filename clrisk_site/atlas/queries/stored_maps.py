"""Which maps are stored below a territory: one per vintage and level. Their outlines are in outlines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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
    stamp : str
        Changes when any outline of the map does, and with nothing else.
    """

    since: dt.date | None
    level: Level
    count: int
    area_km2: float | None
    without_area: int
    sources: tuple[str, ...]
    illustrative: bool
    stamp: str

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

    Three queries, however many maps there are.
    """
    below = boundaries_below(territory)
    grouped = (
        below.order_by()
        .values("valid_from", "territory__level")
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
    sources: dict[tuple[dt.date | None, int], list[str]] = {}
    named = (
        below.exclude(source="").order_by("source").values_list("valid_from", "territory__level", "source")
    )
    for since, level, source in named.distinct():
        sources.setdefault((since, level), []).append(source)
    levels = {level.pk: level for level in Level.objects.filter(country=territory.country)}
    maps = [
        StoredMap(
            since=row["valid_from"],
            level=levels[row["territory__level"]],
            count=row["count"],
            area_km2=row["area"],
            without_area=row["count"] - row["with_area"],
            sources=tuple(sources.get((row["valid_from"], row["territory__level"]), ())),
            illustrative=row["invented"] > 0,
            stamp=f"{row['count']}-{row['newest']}-{row['keys']}-{row['size']}-{row['invented']}",
        )
        for row in grouped
    ]
    return tuple(sorted(maps, key=lambda one: (-_age(one.since), one.level.depth)))


def _age(since: dt.date | None) -> int:
    return since.toordinal() if since else 0


def chosen_map(maps: Sequence[StoredMap], *, year: str, level: str) -> StoredMap | None:
    """Return the map that was asked for, else the nearest to it: of that year, of that level, the newest."""

    def fit(one: StoredMap) -> tuple[bool, bool]:
        return one.key == year, one.level.code == level

    # Of those that fit equally well `max` takes the first, which is the newest.
    return max(maps, key=fit, default=None)


def comparable(maps: Sequence[StoredMap]) -> dict[str, list[StoredMap]]:
    """Return the maps of each level that has two vintages or more, by the level's code, the oldest first."""
    by_level: dict[str, list[StoredMap]] = {}
    for one in sorted(maps, key=lambda one: (one.level.depth, _age(one.since))):
        by_level.setdefault(one.level.code, []).append(one)
    return {code: found for code, found in by_level.items() if len(found) > 1}
