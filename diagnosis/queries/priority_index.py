"""Index mode: orders the areas of a municipality by their priority factors."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clrisk_site.figures.message import Message, counts, says
from diagnosis.queries.areas import Area, AreaFindings
from diagnosis.queries.factors import FactorRanking, RankedFactor, Weighting, sign_of
from diagnosis.statistics.composite import (
    LEAST_CHILDREN,
    AreaIndex,
    CompositeIndex,
    Excluded,
    composite_index,
)

KINDS = {1: ("medium",), 2: ("low", "high"), 3: ("low", "medium", "high")}


@dataclass(frozen=True)
class IndexedArea:
    """An area with its index, 0 to 100, and its class; or the reason why it has none.

    `kind` is "plain" where there are too few areas to make classes.
    """

    area: Area
    index: float | None
    kind: str
    why_no_data: Message | None = None


@dataclass(frozen=True)
class LeftOut:
    """A priority factor that the index could not use."""

    name: str
    reason: Message


@dataclass(frozen=True)
class PriorityIndex:
    """The ordering of the areas, how it was made, and how far it depends on that.

    `cut_points` are the upper ends of the low and the medium class. `alternatives` hold the index of each
    area (by its key) under every weighting that was tried, the one in use first.
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

    @property
    def counts(self) -> Counter[str]:
        """How many areas are in each class."""
        return Counter(one.kind for one in self.areas)

    @property
    def is_computed(self) -> bool:
        """Whether at least one area has an index."""
        return any(one.index is not None for one in self.areas)


def priority_index(found: AreaFindings, ranking: FactorRanking) -> PriorityIndex:
    """Compute the index from the proxy values of the priority factors.

    Without weights all factors count the same; without any usable factor every area is "no data".
    """
    used, left_out = _usable(found, ranking)
    release = found.release
    if not used or release is None:
        why = says("No priority factor is measured for this area.")
        return PriorityIndex(
            areas=tuple(IndexedArea(area, None, "no_data", why) for area in found.areas), left_out=left_out
        )
    base = _computed(found.areas, used, {row.code: row.share or 0 for row in used})
    others = [_computed(found.areas, some, weights) for some, weights in _alternatives(used, ranking)]
    return PriorityIndex(
        areas=_indexed(found.areas, base, used),
        cut_points=base.breaks[:-1],
        used=tuple(row for row in used if row.code in base.weights),
        left_out=left_out,
        weighting=ranking.weighting,
        weighting_note=ranking.note,
        release_name=release.name,
        source=release.source,
        year=release.year,
        illustrative=release.illustrative or any(row.illustrative for row in used),
        warnings=(*(_named(message, used) for message in base.warnings), *_uncounted(found.areas)),
        alternatives=tuple(_values(found.areas, one) for one in (base, *others)),
        changing_class=_changing(base, others, ranking),
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
    return replace(index, cut_points=tuple(sorted(published[cut] for cut in index.cut_points)))


def _usable(
    found: AreaFindings, ranking: FactorRanking
) -> tuple[tuple[RankedFactor, ...], tuple[LeftOut, ...]]:
    measured = found.proxy.measured
    used, left_out = [], []
    for row in ranking.priority:
        if row.code not in measured:
            left_out.append(LeftOut(row.name, says("nobody published it for the areas")))
        elif sign_of(row) is None:
            left_out.append(LeftOut(row.name, says("the direction is unclear")))
        else:
            used.append(row)
    return tuple(used), tuple(left_out)


def _computed(
    areas: Sequence[Area], used: Sequence[RankedFactor], weights: Mapping[str, float]
) -> CompositeIndex:
    return composite_index(
        {str(area.id): area.values for area in areas},
        {row.code: sign_of(row) or 1 for row in used},
        weights if any(weights.values()) else None,
        # Only an area that is known to be small is left out; the others are warned about.
        children={str(area.id): _or_enough(area.children.value) for area in areas},
    )


def _or_enough(children: float | None) -> float:
    return LEAST_CHILDREN if children is None else children


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


def _alternatives(
    used: Sequence[RankedFactor], ranking: FactorRanking
) -> list[tuple[Sequence[RankedFactor], Mapping[str, float]]]:
    """Return equal weights, and the same weights without each factor in turn."""
    tried: list[tuple[Sequence[RankedFactor], Mapping[str, float]]] = []
    if ranking.weighting is not Weighting.EQUAL:
        tried.append((used, {row.code: 1.0 for row in used}))
    if len(used) > 1:
        for dropped in used:
            rest = [row for row in used if row is not dropped]
            tried.append((rest, {row.code: row.share or 0 for row in rest}))
    return tried


def _indexed(
    areas: Sequence[Area], index: CompositeIndex, used: Sequence[RankedFactor]
) -> tuple[IndexedArea, ...]:
    kinds = KINDS.get(len(index.breaks), ())
    return tuple(
        IndexedArea(area, one.index, _kind(one, kinds), _why(one, area, used))
        for area, one in zip(areas, index.areas, strict=True)
    )


def _kind(one: AreaIndex, kinds: Sequence[str]) -> str:
    if one.index is None:
        return "no_data"
    return "plain" if one.class_number is None else kinds[one.class_number]


def _why(one: AreaIndex, area: Area, used: Sequence[RankedFactor]) -> Message | None:
    match one.excluded:
        case None:
            return None
        case Excluded.TOO_FEW_CHILDREN:
            return says("Fewer than %(least)s children live here.", least=LEAST_CHILDREN)
        case _:
            known = sum(row.code in area.values for row in used)
            return says("%(known)s of %(all)s factors have a number here.", known=known, all=len(used))


def _values(areas: Sequence[Area], index: CompositeIndex) -> dict[int, float]:
    return {area.id: one.index for area, one in zip(areas, index.areas, strict=True) if one.index is not None}


def _changing(base: CompositeIndex, others: Sequence[CompositeIndex], ranking: FactorRanking) -> int | None:
    """Count the areas whose class differs with equal weights; None where they are equal already."""
    if not base.breaks or ranking.weighting is Weighting.EQUAL:
        return None
    equal = others[0]
    return sum(
        other.class_number != one.class_number
        for one, other in zip(base.areas, equal.areas, strict=True)
        if one.class_number is not None
    )


def _named(message: Message, used: Sequence[RankedFactor]) -> Message:
    """Put the factor's name where the statistics wrote its code."""
    names = {row.code: row.name for row in used}
    params = {key: names.get(str(value), value) for key, value in message.params.items()}
    return Message(message.text, params, message.plural, message.count)
