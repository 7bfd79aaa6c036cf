"""Index mode: orders the areas of a municipality by what stands for their priority factors."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clrisk_site.figures.message import Message, counts, says
from diagnosis.index_computing import report_of
from diagnosis.queries.areas import Area, AreaFindings
from diagnosis.queries.factors import FactorRanking, RankedFactor, Weighting
from diagnosis.queries.index_inputs import inputs_from, usable
from diagnosis.queries.left_out import LeftOut
from diagnosis.queries.proxy import StandingProxy
from diagnosis.statistics.composite import LEAST_CHILDREN, Change, Excluded, IndexReport, ReportedArea

KINDS = {1: ("medium",), 2: ("low", "high"), 3: ("low", "medium", "high")}


@dataclass(frozen=True)
class IndexedArea:
    """An area with its index, 0 to 100, and its class; or the reason why it has none.

    `kind` is "plain" where there are too few areas to make classes. Ranks begin with 1 for the highest;
    `rank_range` spans the changes that were tried, and `by_children` is index times children.
    """

    area: Area
    index: float | None
    kind: str
    why_no_data: Message | None = None
    rank: int | None = None
    rank_range: tuple[int, int] | None = None
    by_children: float | None = None
    rank_by_children: int | None = None
    observed_weight: float = 0.0
    excluded: Excluded | None = None


@dataclass(frozen=True)
class TriedChange:
    """The order under one other choice: how like the one in use it is, and which areas change class."""

    change: Change
    factor: str
    tau: float | None
    largest_move: int
    changing: tuple[int, ...] | None


@dataclass(frozen=True)
class PriorityIndex:
    """The ordering of the areas, how it was made, and how far it depends on that.

    `cut_points` are the upper ends of the low and the medium class. `alternatives` hold the index of each
    area (by its key) under every change that was tried, the one in use first.
    """

    areas: tuple[IndexedArea, ...]
    cut_points: tuple[float, ...] = ()
    used: tuple[RankedFactor, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    weighting: Weighting = Weighting.EQUAL
    weighting_note: Message | None = None
    release_name: str = ""
    source: str = ""
    year: int | None = None
    illustrative: bool = False
    warnings: tuple[Message, ...] = ()
    alternatives: tuple[Mapping[int, float], ...] = ()
    changing_class: int | None = None
    tried: tuple[TriedChange, ...] = ()
    weights: Mapping[str, float] | None = None
    gvf: float | None = None

    @property
    def counts(self) -> Counter[str]:
        """How many areas are in each class."""
        return Counter(one.kind for one in self.areas)

    @property
    def is_computed(self) -> bool:
        """Whether at least one area has an index."""
        return any(one.index is not None for one in self.areas)

    @property
    def unstable(self) -> tuple[IndexedArea, ...]:
        """The areas whose class is another under some change that was tried."""
        moved = {pk for one in self.tried for pk in one.changing or ()}
        return tuple(one for one in self.areas if one.area.id in moved)

    @property
    def changing_areas(self) -> tuple[Area, ...]:
        """The same areas without their index."""
        return tuple(one.area for one in self.unstable)


def priority_index(found: AreaFindings, ranking: FactorRanking) -> PriorityIndex:
    """Compute the index from what stands for the priority factors.

    Without weights all factors count the same; without any usable factor every area is "no data".
    """
    used, left_out = usable(found, ranking)
    if not used:
        why = says("No priority factor is measured for this area.")
        return PriorityIndex(
            areas=tuple(IndexedArea(area, None, "no_data", why) for area in found.areas), left_out=left_out
        )
    report = report_of(inputs_from(found, used))
    kept = tuple(row for row in used if row.code in report.weights)
    proxies = [found.proxy.standing[row.code] for row in kept or used]
    years = [proxy.year for proxy in proxies]
    return PriorityIndex(
        areas=_indexed(found.areas, report, used),
        cut_points=report.breaks[:-1],
        used=kept,
        left_out=left_out,
        weighting=ranking.weighting,
        weighting_note=ranking.note,
        release_name=" / ".join(dict.fromkeys(proxy.title for proxy in proxies)),
        source=_sources(proxies),
        year=max(years),
        illustrative=any(proxy.illustrative for proxy in proxies) or any(row.illustrative for row in used),
        warnings=(*(_named(message, used) for message in report.warnings), *_uncounted(found.areas)),
        alternatives=_alternatives(found.areas, report),
        changing_class=_changing(report, ranking),
        tried=_tried(found.areas, report, used),
        weights=report.weights,
        gvf=report.gvf,
    )


def index_by_factor(found: AreaFindings, ranking: FactorRanking, code: str) -> PriorityIndex | None:
    """Order the areas by one factor alone; the cut points are then in the factor's own unit."""
    row = next((one for one in ranking.priority if one.code == code), None)
    if row is None:
        return None
    alone = FactorRanking(
        rows=(replace(row, share=1.0),),
        weighting=Weighting.EQUAL,
        note=says("One factor alone: %(factor)s.", factor=row.name),
    )
    index = priority_index(found, alone)
    if not index.is_computed:
        return None
    # Every cut point is the index of some area, so the published number of that area stands for it.
    published = {one.index: one.area.values[code] for one in index.areas if one.index is not None}
    # That the map rests on this factor alone is what was asked for, so no warning names it.
    warnings = tuple(message for message in index.warnings if "proxy" not in message.params)
    cut_points = tuple(sorted(published[cut] for cut in index.cut_points))
    return replace(index, cut_points=cut_points, warnings=warnings)


def _sources(proxies: Sequence[StandingProxy]) -> str:
    if len({proxy.year for proxy in proxies}) == 1:
        return " / ".join(dict.fromkeys(proxy.source for proxy in proxies))
    return " / ".join(dict.fromkeys(f"{proxy.source} ({proxy.year})" for proxy in proxies))


def _uncounted(areas: Sequence[Area]) -> tuple[Message, ...]:
    unknown = sum(area.children.value is None for area in areas)
    if unknown in (0, len(areas)):
        return ()
    return (
        counts(
            "%(count)s area has no number of children. It may be a small one.",
            "%(count)s areas have no number of children. Small ones may be among them.",
            unknown,
        ),
    )


def _indexed(
    areas: Sequence[Area], report: IndexReport, used: Sequence[RankedFactor]
) -> tuple[IndexedArea, ...]:
    kinds = KINDS.get(report.k, ())
    return tuple(
        IndexedArea(
            area,
            one.index,
            _kind(one, kinds),
            _why(one, area, used),
            rank=one.rank,
            rank_range=one.rank_range,
            by_children=one.by_children,
            rank_by_children=one.rank_by_children,
            observed_weight=one.observed_weight,
            excluded=one.excluded,
        )
        for area, one in zip(areas, report.areas, strict=True)
    )


def _kind(one: ReportedArea, kinds: Sequence[str]) -> str:
    if one.index is None:
        return "no_data"
    return "plain" if one.class_number is None else kinds[one.class_number]


def _why(one: ReportedArea, area: Area, used: Sequence[RankedFactor]) -> Message | None:
    match one.excluded:
        case None:
            return None
        case Excluded.TOO_FEW_CHILDREN:
            return says("Fewer than %(least)s children live here.", least=LEAST_CHILDREN)
        case _:
            known = sum(row.code in area.values for row in used)
            return says("%(known)s of %(all)s factors have a number here.", known=known, all=len(used))


def _alternatives(areas: Sequence[Area], report: IndexReport) -> tuple[Mapping[int, float], ...]:
    ids = {area.path: area.id for area in areas}
    base = {ids[one.code]: one.index for one in report.areas if one.index is not None}
    return (base, *({ids[path]: value for path, value in one.values.items()} for one in report.scenarios))


def _tried(
    areas: Sequence[Area], report: IndexReport, used: Sequence[RankedFactor]
) -> tuple[TriedChange, ...]:
    ids = {area.path: area.id for area in areas}
    names = {row.code: row.name for row in used}
    return tuple(
        TriedChange(
            one.change,
            names.get(one.proxy or "", ""),
            one.tau,
            one.largest_move,
            None if one.changing_class is None else tuple(ids[path] for path in one.changing),
        )
        for one in report.scenarios
    )


def _changing(report: IndexReport, ranking: FactorRanking) -> int | None:
    """Count the areas whose class differs with equal weights; None where they are equal already."""
    if not report.breaks or ranking.weighting is Weighting.EQUAL:
        return None
    equal = (one.changing_class for one in report.scenarios if one.change is Change.EQUAL_WEIGHTS)
    return next(equal, 0) or 0


def _named(message: Message, used: Sequence[RankedFactor]) -> Message:
    """Put the factor's name where the statistics wrote its code."""
    names = {row.code: row.name for row in used}
    params = {key: names.get(str(value), value) for key, value in message.params.items()}
    return Message(message.text, params, message.plural, message.count)
