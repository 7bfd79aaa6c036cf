"""What changed in the areas between two years of the same published number, where both years have one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from clrisk_site.places.models import Territory
from diagnosis.models import Factor, IndicatorValue, Proxy, ReleaseNature, RiskRelease, RiskResult
from diagnosis.queries.proxy import known_values

type Series = dict[tuple[str, int], dict[int, float]]
"""Values by area, by source and year."""


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One area with the number of both years; `change` is the later less the earlier."""

    area: Territory
    before: float
    after: float

    @property
    def change(self) -> float:
        """The later number less the earlier."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AreaChanges:
    """The change of one factor's published number, and of which areas it is not known.

    `factors` are all factors with two years, by code and name.
    """

    factors: tuple[tuple[str, str], ...] = ()
    factor: str = ""
    before_year: int = 0
    after_year: int = 0
    sources: tuple[str, ...] = ()
    areas: tuple[AreaChange, ...] = ()
    only_before: int = 0
    only_after: int = 0
    illustrative: bool = False

    @property
    def risen(self) -> int:
        """In how many areas the number is higher now."""
        return sum(one.change > 0 for one in self.areas)

    @property
    def fallen(self) -> int:
        """In how many areas the number is lower now."""
        return sum(one.change < 0 for one in self.areas)

    @property
    def middle(self) -> float | None:
        """The median change."""
        return median(one.change for one in self.areas) if self.areas else None


def area_changes(territory: Territory, factor: str = "") -> AreaChanges:
    """Compare the first and the last year of what was published for the areas of a territory.

    Parameters
    ----------
    factor : str
        Code of the factor; by default the first that has two years.
    """
    areas = {
        area.pk: area
        for area in Territory.objects.below(territory).filter(level__is_micro=True).select_related("level")
    }
    known = _series(territory, areas)
    twice = {code: series for code, series in known.items() if len({year for _by, year in series}) > 1}
    if not twice:
        return AreaChanges()
    named = {one.code: str(one) for one in Factor.objects.filter(code__in=twice)}
    code = factor if factor in twice else min(twice, key=list(named).index)
    years = sorted({year for _by, year in twice[code]})
    before, after = (_of_year(twice[code], year) for year in (years[0], years[-1]))
    both = before.keys() & after.keys()
    return AreaChanges(
        factors=tuple((one, named[one]) for one in named),
        factor=code,
        before_year=years[0],
        after_year=years[-1],
        sources=tuple(sorted({by for by, year in twice[code] if year in (years[0], years[-1])})),
        areas=tuple(
            sorted(
                (AreaChange(areas[pk], before[pk], after[pk]) for pk in both),
                key=lambda one: (-one.change, one.area.path),
            )
        ),
        only_before=len(before.keys() - both),
        only_after=len(after.keys() - both),
        illustrative=_is_illustrative(territory, code),
    )


def _is_illustrative(territory: Territory, code: str) -> bool:
    """Whether any release that holds this factor for the areas is made up."""
    releases = RiskRelease.objects.filter(
        illustrative=True,
        nature=ReleaseNature.PROXY,
        results__territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
        results__factor_values__has_key=code,
    )
    return releases.exists()


def _of_year(series: Series, year: int) -> Mapping[int, float]:
    """Return the numbers of a year; of several sources the first by name, which `sources` tells."""
    found = [values for (_by, of), values in sorted(series.items()) if of == year]
    return found[0]


def _series(territory: Territory, areas: Mapping[int, Territory]) -> dict[str, Series]:
    found: dict[str, Series] = {}
    results = RiskResult.objects.filter(
        release__nature=ReleaseNature.PROXY,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    )
    for result in results.select_related("release"):
        for code, value in known_values(result).items():
            key = (result.release.source, result.release.year)
            found.setdefault(code, {}).setdefault(key, {})[result.territory_id] = value
    for code, key, area, value in _of_indicators(territory, list(areas)):
        found.setdefault(code, {}).setdefault(key, {})[area] = value
    return found


def _of_indicators(
    territory: Territory, areas: Sequence[int]
) -> list[tuple[str, tuple[str, int], int, float]]:
    proxies = Proxy.objects.filter(territory=territory, in_use=True, indicator__isnull=False)
    factor_of = dict(proxies.values_list("indicator_id", "factor__code"))
    if not factor_of or not areas:
        return []
    rows = IndicatorValue.objects.filter(
        indicator__in=factor_of,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    )
    return [
        (factor_of[one.indicator_id], (one.source, one.year), one.territory_id, one.value)
        for one in rows.iterator()
    ]
