"""Places of services counted per area: which services, of when and by whom, and the number in each area."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum

from clrisk_site.places.models import Territory
from diagnosis.imports.facilities.listed import UNIT
from diagnosis.models import IndicatorValue

SET = ("indicator__code", "source", "year", "territory__level")


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """The newest count of one service.

    Parameters
    ----------
    places : int
        In all areas with a number together.
    areas : int
        Areas with a number, zeros among them; an area without one is not known.
    """

    code: str
    name: str
    source: str
    year: int
    level: str
    places: int
    areas: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class FacilityFindings:
    """The services counted in a place, and the numbers by area and service."""

    services: tuple[ServiceCount, ...]
    areas: tuple[Territory, ...]
    numbers: Mapping[tuple[int, str], int]


def facilities_of(territory: Territory) -> FacilityFindings:
    """Read the newest count of each service in or below a place; the queries do not grow with the areas."""
    inside = Territory.objects.within(territory)
    values = IndicatorValue.objects.filter(territory__in=inside, indicator__unit=UNIT).order_by()
    newest = _newest(values)
    rows = values.values_list(*SET, "territory_id", "value")
    numbers = {
        (area, code): round(value)
        for code, source, year, level, area, value in rows
        if newest[code].set == (source, year, level)
    }
    found = {area for area, _code in numbers}
    listed = inside.filter(indicator_values__indicator__unit=UNIT).distinct().select_related("level")
    areas = tuple(area for area in listed if area.pk in found)
    levels = {area.level_id: area.level.plural for area in areas}
    services = tuple(one.told(levels) for _, one in sorted(newest.items()))
    return FacilityFindings(services, areas, numbers)


@dataclass(frozen=True, slots=True)
class _Set:
    """One count of a service: by one source, of one year, by one level."""

    code: str
    name: str
    set: tuple[str, int, int]
    places: float
    areas: int
    invented: int

    def told(self, levels: Mapping[int, str]) -> ServiceCount:
        source, year, level = self.set
        return ServiceCount(
            self.code,
            self.name,
            source,
            year,
            levels.get(level, ""),
            round(self.places),
            self.areas,
            illustrative=bool(self.invented),
        )


def _newest(values: QuerySet[IndicatorValue]) -> dict[str, _Set]:
    counted = values.values_list(*SET, "indicator__name").annotate(
        places=Sum("value"),
        areas=Count("pk"),
        invented=Count("pk", filter=Q(illustrative=True)),
        last=Max("pk"),
    )
    newest: dict[str, _Set] = {}
    for code, source, year, level, name, places, areas, invented, _last in sorted(
        counted, key=lambda row: (-row[2], -row[-1])
    ):
        newest.setdefault(code, _Set(code, name, (source, year, level), places, areas, invented))
    return newest
