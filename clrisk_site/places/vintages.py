"""What changed between two maps of the same territories. Pure: outlines in, changes out.

How the outlines are laid over each other is in overlaying; where they come from, the atlas says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import Geometries
from clrisk_site.places.matched_maps import MatchedMaps, Outline, Tolerance
from clrisk_site.places.names import search_form
from clrisk_site.places.overlaying import Overlay, broad_parts
from clrisk_site.tables.wording import tidy

__all__ = [
    "ChangeKind",
    "Comparison",
    "Outline",
    "Part",
    "TerritoryChange",
    "Tolerance",
    "compare",
    "compare_vintages",
]

MOSTLY = 0.5
PART_WORTH_NAMING = 0.05
ALL_BUT_THE_BORDER = 0.98
SLIVERS_TO_BE_SEEN = 3
"""A territory narrower than so many slivers is easily lost where a map is simplified."""

M2_PER_KM2 = 1e6


class ChangeKind(StrEnum):
    """What became of a territory, in the order in which changes are told.

    One that lies mostly where the other map shows nothing is only on its own map: a map that ends before a
    place says nothing of what was there.
    """

    FOUNDED = "founded"
    SPLIT_FROM = "split_from"
    GONE = "gone"
    MERGED = "merged"
    RECODED = "recoded"
    RENAMED = "renamed"
    RESPELLED = "respelled"
    ONLY_LATER = "only_later"
    ONLY_EARLIER = "only_earlier"
    MOVED = "moved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of area that a territory took from another, or gave to it."""

    of: Outline
    km2: float
    share: float


@dataclass(frozen=True, slots=True)
class TerritoryChange:
    """One change of one territory; one that moved and was renamed has two.

    Parameters
    ----------
    before, after : Outline or None
        None before it was founded, and after it was gone.
    share : float
        What changed: of a founded one how much was another's, of a moved one the larger of what went and
        what came, as a share of its area; 0 where only words changed.
    parts : tuple of Part
        Whose area it was, or whose it became; the largest first.
    went_km2, came_km2 : float
        Area that it lost and won.
    covered : float
        Share of it that the other map shows at all: near 0 the other map is silent there.
    too_small : bool
        Not larger than a few slivers of the drawing: the other map may have left it out for that.
    """

    kind: ChangeKind
    before: Outline | None
    after: Outline | None
    share: float = 0.0
    parts: tuple[Part, ...] = ()
    went_km2: float = 0.0
    came_km2: float = 0.0
    covered: float = 1.0
    too_small: bool = False

    @property
    def outline(self) -> Outline:
        """The territory as the later map that has it shows it."""
        if self.after is None and self.before is None:
            raise ValueError("a change is one of some territory")
        return cast("Outline", self.after or self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, and what was taken for a mere difference of drawing."""

    changes: tuple[TerritoryChange, ...]
    tolerance: Tolerance


def compare_vintages(
    before: Sequence[Outline], after: Sequence[Outline], *, tolerance: Tolerance | None = None
) -> tuple[TerritoryChange, ...]:
    """Tell what became of every territory between two maps.

    Parameters
    ----------
    before, after : sequence of Outline
        Each path at most once in a map. Their order does not matter.
    tolerance : Tolerance, optional
        Worked out from the maps when left out, see `compare`.

    Returns
    -------
    tuple of TerritoryChange
        By kind, then by path; one that nothing happened to is `unchanged`.
    """
    return compare(before, after, tolerance=tolerance).changes


def compare(
    before: Sequence[Outline], after: Sequence[Outline], *, tolerance: Tolerance | None = None
) -> Comparison:
    """Compare as `compare_vintages` does, and tell the tolerance too.

    Notes
    -----
    Maps are simplified differently, so the same border lies apart by some width, which the lower quartile of
    all territories tells: a real change moves few of them. Parts narrower than six times that are slivers.
    """
    layers = MatchedMaps(before, after)
    used = tolerance or layers.tolerance()
    changes = [
        *_new(layers, used),
        *_ended(layers, used),
        *_recoded(layers),
        *_named(layers),
        *_moved(layers, used),
    ]
    told = {change.outline.path for change in changes}
    changes += [
        TerritoryChange(ChangeKind.UNCHANGED, layers.before[one], layers.after[other])
        for one, other in layers.same
        if layers.after[other].path not in told
    ]
    order = list(ChangeKind)
    return Comparison(tuple(sorted(changes, key=lambda one: (order.index(one.kind), one.outline.path))), used)


def _new(layers: MatchedMaps, tolerance: Tolerance) -> Iterable[TerritoryChange]:
    small = _lost_in_drawing(tolerance)
    for at in layers.new:
        met = _met(layers.back, at, layers.before)
        giver, covered = _mostly_from(layers, at), _covered(layers.back, at)
        km2 = _true_km2(layers.after[at], layers.forth.second_areas[at])
        yield TerritoryChange(
            _kind_of(giver, covered, (ChangeKind.SPLIT_FROM, ChangeKind.FOUNDED, ChangeKind.ONLY_LATER)),
            None,
            layers.after[at],
            share=sum(part.share for part in met) if giver is None else met[0].share,
            parts=met,
            came_km2=km2,
            covered=covered,
            too_small=km2 < small,
        )


def _ended(layers: MatchedMaps, tolerance: Tolerance) -> Iterable[TerritoryChange]:
    small = _lost_in_drawing(tolerance)
    for at in layers.ended:
        met = _met(layers.forth, at, layers.after)
        taker, covered = _mostly_into(layers, at), _covered(layers.forth, at)
        km2 = _true_km2(layers.before[at], layers.forth.first_areas[at])
        yield TerritoryChange(
            _kind_of(taker, covered, (ChangeKind.MERGED, ChangeKind.GONE, ChangeKind.ONLY_EARLIER)),
            layers.before[at],
            None,
            share=sum(part.share for part in met) if taker is None else met[0].share,
            parts=met,
            went_km2=km2,
            covered=covered,
            too_small=km2 < small,
        )


def _kind_of(
    partner: int | None, covered: float, kinds: tuple[ChangeKind, ChangeKind, ChangeKind]
) -> ChangeKind:
    """Choose the kind: of a partner, else of area that the other map shows, else of area it does not show."""
    of_a_partner, of_others, not_shown = kinds
    if partner is not None:
        return of_a_partner
    return of_others if covered >= MOSTLY else not_shown


def _lost_in_drawing(tolerance: Tolerance) -> float:
    """Return the area in km² below which a map drawn this coarsely may show nothing."""
    return (SLIVERS_TO_BE_SEEN * tolerance.width_m / 1000) ** 2


def _covered(met: Overlay, at: int) -> float:
    _partners, shared = met.partners_of_first(at)
    return min(1.0, float(shared.sum() / max(met.first_areas[at], 1e-9)))


def _true_km2(outline: Outline, drawn_m2: float) -> float:
    """Return the area of a whole territory: as published where known, since its drawing is coarser."""
    return float(drawn_m2) / M2_PER_KM2 if outline.area_km2 is None else outline.area_km2


def _met(met: Overlay, at: int, others: Sequence[Outline]) -> tuple[Part, ...]:
    """Return whose area it was or became, the largest part first, slivers left out."""
    partners, shared = met.partners_of_first(at)
    whole = max(float(met.first_areas[at]), 1e-9)
    parts = [
        Part(others[other], float(area) / M2_PER_KM2, float(area) / whole)
        for other, area in zip(partners.tolist(), shared.tolist(), strict=True)
        if area >= PART_WORTH_NAMING * whole
    ]
    return tuple(sorted(parts, key=lambda part: (-part.km2, part.of.path)))


def _mostly_from(layers: MatchedMaps, new: int) -> int | None:
    """Return the territory out of which a new one was mostly cut, if that one lost the area for it."""
    giver, share = _largest(layers.back, new)
    if giver is None or share < MOSTLY:
        return None
    if giver in layers.ended:
        # Of two that share most, the smaller was cut out of the larger, or the larger took the smaller in.
        back = layers.forth.between(giver, new) / max(layers.forth.first_areas[giver], 1e-9)
        return giver if share > back else None
    stays = next(other for one, other in layers.same if one == giver)
    still = shapely.area(shapely.intersection(layers.flat_after[stays], layers.flat_after[new]))
    return None if still > MOSTLY * layers.forth.second_areas[new] else giver


def _mostly_into(layers: MatchedMaps, ended: int) -> int | None:
    """Return the territory that took most of one that is gone."""
    taker, share = _largest(layers.forth, ended)
    if taker is None or share < MOSTLY:
        return None
    if taker in layers.new:
        back = layers.forth.between(ended, taker) / max(layers.forth.second_areas[taker], 1e-9)
        return taker if share > back else None
    was = next(one for one, other in layers.same if other == taker)
    had = shapely.area(shapely.intersection(layers.flat_before[was], layers.flat_before[ended]))
    return None if had > MOSTLY * layers.forth.first_areas[ended] else taker


def _largest(met: Overlay, at: int) -> tuple[int | None, float]:
    partners, shared = met.partners_of_first(at)
    if not len(partners):
        return None, 0.0
    largest = int(np.argmax(shared))  # of equals the first, and partners stand in the order of their paths
    return int(partners[largest]), float(shared[largest] / max(met.first_areas[at], 1e-9))


def _recoded(layers: MatchedMaps) -> Iterable[TerritoryChange]:
    for one, other in layers.recoded:
        yield TerritoryChange(ChangeKind.RECODED, layers.before[one], layers.after[other])


def _named(layers: MatchedMaps) -> Iterable[TerritoryChange]:
    for one, other in layers.same:
        before, after = layers.before[one], layers.after[other]
        was, now = tidy(before.name), tidy(after.name)
        if was and now and was != now:
            same = search_form(was) == search_form(now)
            yield TerritoryChange(ChangeKind.RESPELLED if same else ChangeKind.RENAMED, before, after)


def _moved(layers: MatchedMaps, tolerance: Tolerance) -> Iterable[TerritoryChange]:
    ones, others = [one for one, _other in layers.same], [other for _one, other in layers.same]
    was, now = layers.flat_before[ones], layers.flat_after[others]
    sizes = np.stack([shapely.area(was), shapely.area(now)], axis=1) if ones else np.zeros((0, 2))
    shared = np.array(layers.shared_by(layers.same))
    enough = tolerance.share * sizes.max(axis=1) if ones else np.array([])
    # Cutting out parts is slow: most territories differ too little altogether for any part to be enough.
    worth = (
        np.flatnonzero((sizes - shared[:, None]).max(axis=1) > enough) if ones else np.array([], dtype=int)
    )
    went = broad_parts(was[worth], now[worth], tolerance.width_m)
    came = broad_parts(now[worth], was[worth], tolerance.width_m)
    for at, lost, won in zip(worth.tolist(), went, came, strict=True):
        if max(lost.area, won.area) > enough[at]:
            yield _move(layers, layers.same[at], lost, won)


def _move(
    layers: MatchedMaps, pair: tuple[int, int], lost: BaseGeometry, won: BaseGeometry
) -> TerritoryChange:
    one, other = pair
    met = layers.forth
    whole = max(met.first_areas[one], met.second_areas[other])
    givers, _areas = layers.back.partners_of_first(other)
    takers, _areas = met.partners_of_first(one)
    before, after = (layers.before, layers.flat_before), (layers.after, layers.flat_after)
    came, parts_won = _pieces(won, *before, [at for at in givers if at != one], whole)
    went, parts_lost = _pieces(lost, *after, [at for at in takers if at != other], whole)
    return TerritoryChange(
        ChangeKind.MOVED,
        layers.before[one],
        layers.after[other],
        share=min(1.0, max(lost.area, won.area) / whole),
        parts=tuple(sorted([*parts_won, *parts_lost], key=lambda part: (-part.km2, part.of.path))),
        went_km2=went,
        came_km2=came,
    )


def _pieces(
    piece: BaseGeometry, outlines: Sequence[Outline], flat: Geometries, others: Sequence[int], whole: float
) -> tuple[float, list[Part]]:
    """Return the km² of a piece, and which other territories it is of.

    What is of another counts as that share of its true area; all of it, but for its border, is all of it.
    """
    km2, parts = piece.area / M2_PER_KM2, []
    for at in others:
        drawn = flat[at].area
        shared = shapely.intersection(piece, flat[at]).area
        if shared < PART_WORTH_NAMING * whole:
            continue
        of_it = shared / drawn
        of_it = 1.0 if of_it >= ALL_BUT_THE_BORDER else of_it
        part = Part(outlines[at], of_it * _true_km2(outlines[at], drawn), float(shared / whole))
        km2 += part.km2 - shared / M2_PER_KM2
        parts.append(part)
    return max(km2, 0.0), parts
