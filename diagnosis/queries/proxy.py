"""What stands for each factor in the areas of a territory: the register's choice, else the newest release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clrisk_site.places.models import Territory
from diagnosis.models import Direction, IndicatorValue, Proxy, ReleaseNature, RiskRelease, RiskResult
from diagnosis.queries.of_areas import of_areas_below

SIGNS = {Direction.RAISES: 1, Direction.LOWERS: -1}


@dataclass(frozen=True)
class StandingProxy:
    """The published numbers that stand for one factor, by area; an area without a number is absent.

    `record` is the key in the register, None where the newest release stands in. `sign` is 1 where more goes
    with higher risk, -1 with lower, None where the factor's own direction decides.
    """

    factor_code: str
    title: str
    source: str
    year: int
    values: Mapping[int, float]
    unit: str = ""
    sign: int | None = None
    fit: str = ""
    illustrative: bool = False
    record: int | None = None


@dataclass(frozen=True)
class ProxyResults:
    """The proxies of a territory's areas, and the newest release with its result per area.

    `unused` are codes of factors whose proxies the register holds, none of them in use. `coverage` counts
    the areas with a number per proxy of the register, used or not.
    """

    release: RiskRelease | None = None
    by_area: Mapping[int, RiskResult] = field(default_factory=dict)
    standing: Mapping[str, StandingProxy] = field(default_factory=dict)
    unused: frozenset[str] = frozenset()
    coverage: Mapping[int, int] = field(default_factory=dict)

    @property
    def measured(self) -> frozenset[str]:
        """Codes of the factors that have a number in some area."""
        return frozenset(code for code, one in self.standing.items() if one.values)

    def values_of(self, area: int) -> dict[str, float]:
        """Return the number per factor in an area; a factor without one is absent, never zero."""
        return {code: one.values[area] for code, one in self.standing.items() if area in one.values}


def proxy_results(territory: Territory) -> ProxyResults:
    """Read the proxies of the areas below a territory; the queries do not depend on how many there are."""
    rows = (
        RiskResult.objects.filter(of_areas_below(territory), release__nature=ReleaseNature.PROXY)
        .select_related("release")
        .order_by("-release__year", "-release__created_at", "-release_id")
    )
    by_release: dict[int, dict[int, RiskResult]] = {}
    release: RiskRelease | None = None
    for row in rows:
        release = release or row.release
        by_release.setdefault(row.release_id, {})[row.territory_id] = row
    newest = by_release[release.pk] if release else {}
    register = list(
        Proxy.objects.filter(territory=territory).select_related("factor", "indicator", "release")
    )
    measured = values_of_indicators(territory, [one for one in register if one.indicator_id is not None])
    for one in register:
        if one.release_id is not None:
            measured[one.pk] = of_factor(by_release.get(one.release_id, {}), one.factor.code)
    standing = _of_release(release, newest)
    named = {one.factor.code for one in register}
    for code in named:
        standing.pop(code, None)
    standing |= {one.factor.code: _registered(one, measured[one.pk]) for one in register if one.in_use}
    coverage = {pk: len(values) for pk, values in measured.items()}
    return ProxyResults(release, newest, standing, frozenset(named - set(standing)), coverage)


def values_of_indicators(territory: Territory, proxies: Iterable[Proxy]) -> dict[int, dict[int, float]]:
    """Return the value per area for each proxy that is an indicator, in one query.

    Where several producers published a year, the one that the register names as the source counts; if it
    names none of them, nothing does.
    """
    wanted = list(proxies)
    if not wanted:
        return {}
    rows = IndicatorValue.objects.filter(
        of_areas_below(territory),
        indicator__in={one.indicator_id for one in wanted},
        year__in={one.year for one in wanted},
    )
    found: dict[tuple[int, int], dict[str, dict[int, float]]] = {}
    for indicator, year, source, area, value in rows.values_list(
        "indicator_id", "year", "source", "territory_id", "value"
    ):
        found.setdefault((indicator, year), {}).setdefault(source, {})[area] = value
    return {one.pk: of_source(found.get((one.indicator_id or 0, one.year), {}), one.source) for one in wanted}


def of_source(by_source: Mapping[str, dict[int, float]], named: str) -> dict[int, float]:
    """Return the numbers of the named source, or of the only one."""
    if named in by_source:
        return by_source[named]
    return next(iter(by_source.values())) if len(by_source) == 1 else {}


def of_factor(results: Mapping[int, RiskResult], code: str) -> dict[int, float]:
    """Return the published number of one factor per area."""
    found = {area: known_values(result).get(code) for area, result in results.items()}
    return {area: value for area, value in found.items() if value is not None}


def known_values(result: RiskResult) -> dict[str, float]:
    """Return the published number per factor; a factor without a number is absent, never zero."""
    return {code: float(number) for code, number in result.factor_values.items() if number is not None}


def _of_release(release: RiskRelease | None, results: Mapping[int, RiskResult]) -> dict[str, StandingProxy]:
    if release is None:
        return {}
    by_code: dict[str, dict[int, float]] = {}
    for area, result in results.items():
        for code, value in known_values(result).items():
            by_code.setdefault(code, {})[area] = value
    return {
        code: StandingProxy(
            code, release.name, release.source, release.year, values, illustrative=release.illustrative
        )
        for code, values in by_code.items()
    }


def _registered(proxy: Proxy, values: Mapping[int, float]) -> StandingProxy:
    return StandingProxy(
        factor_code=proxy.factor.code,
        title=proxy.title,
        source=proxy.source,
        year=proxy.year,
        values=values,
        unit=proxy.unit,
        sign=SIGNS[Direction(proxy.direction)],
        fit=proxy.fit,
        illustrative=proxy.illustrative,
        record=proxy.pk,
    )
