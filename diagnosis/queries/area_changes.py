"""What changed in the areas between two years of the same published number, where both years have one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median
from typing import NamedTuple

from clrisk_site.places.models import Territory
from diagnosis.models import Factor, IndicatorValue, Proxy, ReleaseNature, RiskResult
from diagnosis.queries.proxy import known_values


class Origin(NamedTuple):
    """Who published numbers, for which year, and whether they are made up."""

    source: str
    year: int
    illustrative: bool


type Series = dict[Origin, dict[int, float]]
"""Values by area."""


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
    twice = {code for code, series in known.items() if len({one.year for one in series}) > 1}
    named = {one.code: str(one) for one in Factor.objects.filter(code__in=twice)}
    if not named:
        return AreaChanges()
    code = factor if factor in named else next(iter(named))
    first, last = _compared(known[code])
    before, after = known[code][first], known[code][last]
    both = before.keys() & after.keys()
    return AreaChanges(
        factors=tuple((one, named[one]) for one in named),
        factor=code,
        before_year=first.year,
        after_year=last.year,
        sources=tuple(sorted({first.source, last.source})),
        areas=tuple(
            sorted(
                (AreaChange(areas[pk], before[pk], after[pk]) for pk in both),
                key=lambda one: (-one.change, one.area.path),
            )
        ),
        only_before=len(before.keys() - both),
        only_after=len(after.keys() - both),
        illustrative=first.illustrative or last.illustrative,
    )


def _compared(series: Series) -> tuple[Origin, Origin]:
    """Return the first and the last year, of one producer if any has both; else the first by name."""
    years = [one.year for one in series]
    pairs = product(
        (one for one in series if one.year == min(years)), (one for one in series if one.year == max(years))
    )
    return min(pairs, key=lambda pair: (pair[0].source != pair[1].source, *pair))


def _series(territory: Territory, areas: Mapping[int, Territory]) -> dict[str, Series]:
    found: dict[str, Series] = {}
    results = RiskResult.objects.filter(
        release__nature=ReleaseNature.PROXY,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    )
    for result in results.select_related("release"):
        for code, value in known_values(result).items():
            release = result.release
            origin = Origin(release.source, release.year, release.illustrative)
            found.setdefault(code, {}).setdefault(origin, {})[result.territory_id] = value
    for code, origin, area, value in _of_indicators(territory, list(areas)):
        found.setdefault(code, {}).setdefault(origin, {})[area] = value
    return found


def _of_indicators(territory: Territory, areas: Sequence[int]) -> list[tuple[str, Origin, int, float]]:
    proxies = Proxy.objects.filter(territory=territory, in_use=True, indicator__isnull=False)
    factor_of = dict(proxies.values_list("indicator_id", "factor__code"))
    if not factor_of or not areas:
        return []
    rows = IndicatorValue.objects.filter(
        indicator__in=factor_of,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    )
    return [
        (
            factor_of[one.indicator_id],
            Origin(one.source, one.year, one.illustrative),
            one.territory_id,
            one.value,
        )
        for one in rows.iterator()
    ]
