"""What was published for the areas of a territory and could stand for a factor: releases and indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from clrisk_site.places.models import Territory
from diagnosis.models import IndicatorValue, Proxy, ReleaseNature, RiskResult
from diagnosis.queries.proxy import known_values

RELEASE, INDICATOR = "release", "indicator"


@dataclass(frozen=True)
class ProxyData:
    """One origin of numbers. `key` names it in forms; `sources` lists the producers per year.

    `factors` are the codes that a release measures; an indicator may stand for any factor. `coverage` counts
    the areas with a number of the newest year.
    """

    key: str
    name: str
    unit: str
    sources: Mapping[int, tuple[str, ...]]
    coverage: int
    factors: frozenset[str] = frozenset()
    illustrative: bool = False

    @property
    def newest(self) -> int:
        """The newest year with numbers."""
        return max(self.sources)

    @property
    def newest_source(self) -> str:
        """The producer of the newest year, the first where there are several."""
        return self.sources[self.newest][0]


def proxy_data(territory: Territory) -> tuple[ProxyData, ...]:
    """Return the origins with numbers in the areas below a territory, in two queries."""
    return (*_releases(territory), *_indicators(territory))


def key_of(proxy: Proxy) -> str:
    """Return the key of the data that a registered proxy takes its numbers from."""
    if proxy.release_id is not None:
        return f"{RELEASE}-{proxy.release_id}"
    return f"{INDICATOR}-{proxy.indicator_id}" if proxy.indicator_id is not None else ""


def _releases(territory: Territory) -> list[ProxyData]:
    rows = RiskResult.objects.filter(
        release__nature=ReleaseNature.PROXY,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    ).select_related("release")
    by_release: dict[int, list[RiskResult]] = {}
    for row in rows:
        by_release.setdefault(row.release_id, []).append(row)
    found = []
    for pk, results in by_release.items():
        release = results[0].release
        codes = frozenset(code for result in results for code in known_values(result))
        if codes:
            found.append(
                ProxyData(
                    f"{RELEASE}-{pk}",
                    release.name,
                    "",
                    {release.year: (release.source,)},
                    sum(bool(known_values(result)) for result in results),
                    codes,
                    release.illustrative,
                )
            )
    return sorted(found, key=lambda one: (-one.newest, one.name))


def _indicators(territory: Territory) -> list[ProxyData]:
    areas = Territory.objects.below(territory).filter(level__is_micro=True)
    rows = (
        IndicatorValue.objects.filter(territory__in=areas)
        .order_by()
        .values_list(
            "indicator_id", "indicator__code", "indicator__name", "indicator__unit", "year", "source",
            "illustrative",
        )
        .annotate(areas=Count("pk"))
        .order_by("indicator__name", "indicator__code", "-year", "source")
    )  # fmt: skip
    merged: dict[int, ProxyData] = {}
    for pk, code, name, unit, year, source, illustrative, count in rows:
        known = merged.get(pk)
        sources = dict(known.sources) if known else {}
        sources[year] = (*sources.get(year, ()), source)
        label = f"{name} ({code})" if name and name != code else code
        merged[pk] = ProxyData(
            f"{INDICATOR}-{pk}",
            label,
            unit,
            sources,
            known.coverage if known else count,
            illustrative=illustrative or bool(known and known.illustrative),
        )
    return list(merged.values())
