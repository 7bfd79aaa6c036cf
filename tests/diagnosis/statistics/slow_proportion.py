"""The share of a domain written record by record, as the specification says it: slow and obvious."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Child:
    """One record."""

    weight: float
    stratum: str
    unit: str
    works: bool
    member: bool = True


def slow_share(
    children: Sequence[Child], population: dict[str, int] | None = None
) -> tuple[float, float, int]:
    """Return the share, its variance and the degrees of freedom of the domain."""
    size = sum(child.weight for child in children if child.member)
    share = sum(child.weight for child in children if child.member and child.works) / size
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for child in children:
        score = child.weight * (child.works - share) / size if child.member else 0.0
        totals[child.stratum][child.unit] += score
    units = [total for by_unit in totals.values() for total in by_unit.values()]
    variance = 0.0
    for stratum, by_unit in totals.items():
        k = len(by_unit)
        sampled = k / population[stratum] if population else 0.0
        centre = sum(by_unit.values()) / k if k > 1 else sum(units) / len(units)
        factor = (1 - sampled) * (k / (k - 1) if k > 1 else 1.0)
        variance += factor * sum((total - centre) ** 2 for total in by_unit.values())
    inside = {(child.stratum, child.unit) for child in children if child.member}
    return share, variance, len(inside) - len({stratum for stratum, _ in inside})
