"""The register of proxies of a municipality: each with its coverage, and what the index says of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.models import Proxy
from diagnosis.queries.areas import AreaFindings, areas_of
from diagnosis.queries.factors import FactorRanking, factors_of
from diagnosis.queries.priority_index import PriorityIndex, priority_index
from diagnosis.queries.proxy_data import ProxyData, proxy_data


@dataclass(frozen=True)
class ProxyFindings:
    """All proxies of the register, how many areas each covers (by its key), and the index they make."""

    proxies: tuple[Proxy, ...]
    coverage: Mapping[int, int]
    found: AreaFindings
    ranking: FactorRanking
    index: PriorityIndex
    data: tuple[ProxyData, ...]

    @property
    def areas(self) -> int:
        """How many areas there are."""
        return len(self.found.areas)


def proxies_of(territory: Territory) -> ProxyFindings:
    """Read the register with everything its page shows; the queries do not depend on how many there are."""
    found = areas_of(territory)
    ranking = factors_of(territory, proxy=found.proxy)
    register = tuple(
        Proxy.objects.filter(territory=territory).select_related("factor", "release", "indicator")
    )
    return ProxyFindings(
        proxies=register,
        coverage=found.proxy.coverage,
        found=found,
        ranking=ranking,
        index=priority_index(found, ranking),
        data=proxy_data(territory),
    )
