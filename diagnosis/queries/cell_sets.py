"""The profile cells of a territory as sets: one source and year, its columns, codes, ages and levels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import ProfileCell

LEADING = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class CellSource:
    """One source and year of which cells are stored."""

    source: str
    year: int
    age_from: int
    age_to: int

    @property
    def key(self) -> str:
        """How addresses and forms name it."""
        return f"{self.year}:{self.source}"


@dataclass(frozen=True, slots=True)
class CellSet:
    """What the cells of one source hold.

    `columns` maps each variable to its codes; `levels` are the depths of the territories that have cells,
    with their name, the most detailed first.
    """

    origin: CellSource
    columns: Mapping[str, tuple[str, ...]]
    levels: tuple[tuple[int, str], ...]


def cells_of(territory: Territory, source: str, year: int) -> QuerySet[ProfileCell]:
    """Return the cells of one source in a territory and below it."""
    within = Territory.objects.within(territory)
    return ProfileCell.objects.filter(territory__in=within, source=source, year=year)


def cell_sources_of(territory: Territory) -> tuple[CellSource, ...]:
    """Return the sources of which a territory has cells, the newest first."""
    cells = ProfileCell.objects.filter(territory__in=Territory.objects.within(territory)).order_by()
    found = cells.values_list("source", "year", "age_from", "age_to").distinct()
    return tuple(CellSource(*one) for one in sorted(found, key=lambda one: (-one[1], one[0])))


def cell_set_of(territory: Territory, origin: CellSource) -> CellSet:
    """Read which codes each column of a source has; a code that no cell has is not known here."""
    cells = cells_of(territory, origin.source, origin.year).order_by()
    columns: dict[str, set[str]] = {}
    for profile in cells.values_list("profile", flat=True).distinct():
        for name, code in profile.items():
            columns.setdefault(name, set()).add(str(code))
    levels = Territory.objects.filter(pk__in=cells.values("territory")).select_related("level").order_by()
    names = {place.level.depth: place.level.plural for place in _one_per_level(levels)}
    return CellSet(
        origin,
        {name: tuple(sorted(codes, key=_in_order)) for name, codes in sorted(columns.items())},
        tuple(sorted(names.items(), reverse=True)),
    )


def _one_per_level(places: QuerySet[Territory]) -> list[Territory]:
    depths = set(places.values_list("level__depth", flat=True).distinct())
    return [place for depth in sorted(depths) if (place := places.filter(level__depth=depth).first())]


def _in_order(code: str) -> tuple[int, int, str]:
    """Codes that begin with a number in the order of numbers, then the words."""
    first = LEADING.match(code)
    return (0, int(first[0]), code) if first else (1, 0, code)
