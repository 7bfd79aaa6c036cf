"""The census areas of a municipality with outline, the numbers that stand for factors, and zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from clrisk_site.figures.estimate import Estimate
from clrisk_site.places.models import Boundary, Territory
from diagnosis.models import PopulationCount, RiskRelease, Sex
from diagnosis.queries.of_areas import of_areas_below
from diagnosis.queries.population import Population, counts_within, estimate_of, population_from
from diagnosis.queries.proxy import ProxyResults, proxy_results


@dataclass(frozen=True)
class Area:
    """One area. `values` holds the published number per factor code; a factor without a number is absent."""

    id: int
    path: str
    code: str
    name: str
    geometry: BaseGeometry | None
    children: Estimate
    official_class: str = ""
    zone_letter: str = ""
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaFindings:
    """The areas of a municipality, the proxy results that describe them, and the population of all."""

    areas: tuple[Area, ...]
    proxy: ProxyResults
    population: Population
    level_name: str
    outline_source: str

    @property
    def release(self) -> RiskRelease | None:
        """The proxy release that describes the areas."""
        return self.proxy.release


def areas_of(territory: Territory, *, zone_letters: Mapping[int, str] | None = None) -> AreaFindings:
    """Read all areas below a territory; the number of queries does not depend on how many there are."""
    places = list(Territory.objects.below(territory).filter(level__is_micro=True).select_related("level"))
    proxy = proxy_results(territory)
    outlines = _outlines(territory)
    counted = counts_within(territory)
    letters = zone_letters or {}
    areas = tuple(_area(place, proxy, outlines, counted, letters.get(place.pk, "")) for place in places)
    return AreaFindings(
        areas=areas,
        proxy=proxy,
        population=population_from(territory, [area.id for area in areas], counted),
        level_name=places[0].level.plural if places else "",
        outline_source=" / ".join(dict.fromkeys(one.source for one in outlines.values() if one.source)),
    )


def _outlines(territory: Territory) -> dict[int, Boundary]:
    rows = Boundary.objects.filter(of_areas_below(territory), valid_to__isnull=True).order_by("pk")
    # The newest vintage comes last and wins; an undated outline is the oldest.
    return {row.territory_id: row for row in sorted(rows, key=lambda row: str(row.valid_from or ""))}


def _area(
    place: Territory,
    proxy: ProxyResults,
    outlines: Mapping[int, Boundary],
    counted: Mapping[tuple[int, str], PopulationCount],
    letter: str,
) -> Area:
    result, outline = proxy.by_area.get(place.pk), outlines.get(place.pk)
    return Area(
        id=place.pk,
        path=place.path,
        code=place.code,
        name=place.name,
        geometry=outline.geometry if outline else None,
        children=estimate_of(counted.get((place.pk, Sex.ALL))),
        official_class=result.official_class if result else "",
        zone_letter=letter,
        values=proxy.values_of(place.pk),
    )
