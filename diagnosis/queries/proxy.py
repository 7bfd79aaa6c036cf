"""Which proxy release describes the areas of a territory: the newest one that has results there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clrisk_site.places.models import Territory
from diagnosis.models import ReleaseNature, RiskRelease, RiskResult


@dataclass(frozen=True)
class ProxyResults:
    """The newest proxy release for the areas of a territory, with its result per area."""

    release: RiskRelease | None = None
    by_area: Mapping[int, RiskResult] = field(default_factory=dict)

    @property
    def measured(self) -> frozenset[str]:
        """Codes of the factors that have a number in some area."""
        return frozenset(code for result in self.by_area.values() for code in known_values(result))


def proxy_results(territory: Territory) -> ProxyResults:
    """Read the proxy results of the areas below a territory, in one query, and keep the newest release."""
    rows = (
        RiskResult.objects.filter(
            release__nature=ReleaseNature.PROXY,
            territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
        )
        .select_related("release")
        .order_by("-release__year", "-release__created_at", "-release_id")
    )
    found: dict[int, RiskResult] = {}
    release: RiskRelease | None = None
    for row in rows:
        release = release or row.release
        if row.release_id == release.pk:
            found[row.territory_id] = row
    return ProxyResults(release, found)


def known_values(result: RiskResult) -> dict[str, float]:
    """Return the published number per factor; a factor without a number is absent, never zero."""
    return {code: float(number) for code, number in result.factor_values.items() if number is not None}
