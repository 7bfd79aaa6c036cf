"""The priority zones of a municipality with their areas, children, index, rank range and needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures.estimate import Estimate
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, Zone, ZoneStatus
from diagnosis.queries.areas import AreaFindings, areas_of
from diagnosis.queries.factors import FactorRanking, factors_of
from diagnosis.queries.needs import NeedFinding, needs_of
from diagnosis.queries.population import Population, sum_of
from diagnosis.queries.priority_index import IndexedArea, PriorityIndex, priority_index


@dataclass(frozen=True)
class ZoneFinding:
    """One zone. Its ranks span the weightings that were tried; None where not computable."""

    zone_id: int
    letter: str
    name: str
    neighbourhoods: tuple[str, ...]
    status: str
    status_label: str
    reason: str
    area_ids: frozenset[int]
    area_codes: tuple[str, ...]
    high_areas: int
    areas_without_index: int
    children: Estimate
    index_mean: float | None
    best_rank: int | None
    worst_rank: int | None
    geometry: BaseGeometry | None
    needs: tuple[NeedFinding, ...]
    illustrative: bool
    version: int
    result: AnalysisResult | None

    @property
    def is_dropped(self) -> bool:
        """Whether people took the zone out of use."""
        return self.status == ZoneStatus.DROPPED


@dataclass(frozen=True)
class RestFinding:
    """What lies outside all zones."""

    areas: int
    children: Estimate
    index_mean: float | None


@dataclass(frozen=True)
class ZoneFindings:
    """The zones of a municipality, those dropped apart, and what they were chosen from."""

    zones: tuple[ZoneFinding, ...]
    dropped: tuple[ZoneFinding, ...]
    rest: RestFinding
    index: PriorityIndex
    areas: AreaFindings
    ranking: FactorRanking
    population: Population
    needs: tuple[NeedFinding, ...]
    children_in_zones: Estimate

    @property
    def high_in_zones(self) -> int:
        """High-priority areas inside the zones."""
        return sum(zone.high_areas for zone in self.zones)


def zones_of(municipality: Territory) -> ZoneFindings:
    """Read the zones of a municipality; the number of queries does not depend on how many there are."""
    rows = Zone.objects.filter(territory=municipality)
    zones = list(rows.select_related("result__definition", "result__territory"))
    kept = [zone for zone in zones if zone.status != ZoneStatus.DROPPED]
    links = Zone.areas.through.objects.filter(zone__territory=municipality).values_list(
        "zone_id", "territory_id"
    )
    members_of: dict[int, set[int]] = {zone.pk: set() for zone in zones}
    for zone_id, area_id in links:
        members_of[zone_id].add(area_id)
    letters = {area: zone.letter for zone in kept for area in members_of[zone.pk]}
    found = areas_of(municipality, zone_letters=letters)
    ranking = factors_of(municipality, proxy=found.proxy)
    index = priority_index(found, ranking)
    needs = needs_of(municipality)
    members = {zone.pk: [one for one in index.areas if one.area.id in members_of[zone.pk]] for zone in zones}
    ranks = _rank_ranges(kept, members, index)
    findings = [_finding(zone, members[zone.pk], needs, ranks.get(zone.pk)) for zone in zones]
    inside = [one for one in index.areas if one.area.id in letters]
    outside = [one for one in index.areas if one.area.id not in letters]
    return ZoneFindings(
        zones=tuple(one for one in findings if one.status != ZoneStatus.DROPPED),
        dropped=tuple(one for one in findings if one.status == ZoneStatus.DROPPED),
        rest=RestFinding(len(outside), sum_of([one.area.children for one in outside]), _mean(outside)),
        index=index,
        areas=found,
        ranking=ranking,
        population=found.population,
        needs=needs,
        children_in_zones=sum_of([one.area.children for one in inside]),
    )


def _finding(
    zone: Zone,
    members: Sequence[IndexedArea],
    needs: Sequence[NeedFinding],
    ranks: tuple[int, int] | None,
) -> ZoneFinding:
    outlines = [one.area.geometry for one in members if one.area.geometry is not None]
    return ZoneFinding(
        zone_id=zone.pk,
        letter=zone.letter,
        name=zone.name,
        neighbourhoods=tuple(zone.neighbourhoods),
        status=zone.status,
        status_label=zone.get_status_display(),
        reason=zone.reason,
        area_ids=frozenset(one.area.id for one in members),
        area_codes=tuple(one.area.code for one in members),
        high_areas=sum(one.kind == "high" for one in members),
        areas_without_index=sum(one.index is None for one in members),
        children=sum_of([one.area.children for one in members]),
        index_mean=_mean(members),
        best_rank=ranks[0] if ranks else None,
        worst_rank=ranks[1] if ranks else None,
        # An outline that crosses itself would stop the whole page.
        geometry=shapely.union_all(shapely.make_valid(outlines)) if outlines else None,
        needs=tuple(need for need in needs if need.zone_id == zone.pk),
        illustrative=zone.illustrative,
        version=zone.version,
        result=zone.result,
    )


def _mean(members: Sequence[IndexedArea]) -> float | None:
    known = [one.index for one in members if one.index is not None]
    return sum(known) / len(known) if known else None


def _rank_ranges(
    zones: Sequence[Zone], members: Mapping[int, Sequence[IndexedArea]], index: PriorityIndex
) -> dict[int, tuple[int, int]]:
    """Return the best and the worst rank of each zone over all weightings that were tried."""
    ranges: dict[int, tuple[int, int]] = {}
    for values in index.alternatives:
        means = {}
        for zone in zones:
            known = [values[one.area.id] for one in members[zone.pk] if one.area.id in values]
            if known:
                means[zone.pk] = sum(known) / len(known)
        for pk, mean in means.items():
            rank = 1 + sum(other > mean for other in means.values())
            best, worst = ranges.get(pk, (rank, rank))
            ranges[pk] = (min(best, rank), max(worst, rank))
    return ranges
