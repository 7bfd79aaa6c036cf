"""The outlines of two maps laid over each other, and which of them are the same territory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import Geometries
from clrisk_site.places.overlaying import laid_flat, line_shift, overlay

SAME_PLACE = 0.75
"""Outlines under two codes are one place when they share this much of each."""

LINES_PER_SLIVER = 6
"""So many times as wide as the lines usually lie apart is what a sliver may be."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A territory as one map shows it.

    Parameters
    ----------
    path, code, name : str
        The path tells territories apart. A blank name means that the map names nothing.
    geometry : geometry
        Degrees of WGS84.
    area_km2 : float or None
        As it was published, of the outline before it was simplified.
    """

    path: str
    code: str
    name: str
    geometry: BaseGeometry
    area_km2: float | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What is taken for a difference of drawing, not of the territory.

    Parameters
    ----------
    share : float
        Of a territory's area: less than this coming or going is no move.
    width_m : float
        Metres: parts narrower than this are slivers along a border that was drawn twice.
    """

    share: float = 0.05
    width_m: float = 0.0


def _by_path(outline: Outline) -> str:
    return outline.path


class MatchedMaps:
    """Both maps laid over each other, each in the order of its paths, and what is one territory on both."""

    def __init__(self, before: Sequence[Outline], after: Sequence[Outline]) -> None:
        before, after = sorted(before, key=_by_path), sorted(after, key=_by_path)
        self.before, self.after = before, after
        self.flat_before, self.flat_after = laid_flat(shapes_of(before), shapes_of(after))
        self.forth = overlay(self.flat_before, self.flat_after)
        self.back = self.forth.turned()
        by_code = _same_code(before, after)
        self.recoded = self._under_another_code(by_code)
        moved_away = {one for one, _other in self.recoded}
        replaced = {other for _one, other in self.recoded}
        self.kept = [
            (one, other) for one, other in by_code if one not in moved_away and other not in replaced
        ]
        self.same = sorted([*self.kept, *self.recoded])
        self.ended = sorted(set(range(len(before))) - {one for one, _other in self.same})
        self.new = sorted(set(range(len(after))) - {other for _one, other in self.same})

    def _under_another_code(self, by_code: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the pairs that are the same place but not the same code; a code that met itself stays."""
        met = self.forth
        apart = {pair for pair in by_code if not met.between(*pair)}
        settled_before = {one for one, other in by_code if (one, other) not in apart}
        settled_after = {other for one, other in by_code if (one, other) not in apart}
        return [
            (int(one), int(other))
            for one, other, shared in zip(met.first, met.second, met.shared, strict=True)
            if int(one) not in settled_before
            and int(other) not in settled_after
            and shared >= SAME_PLACE * max(met.first_areas[one], met.second_areas[other])
        ]

    def shared_by(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """Return what the outlines of each pair share, in m²."""
        met = self.forth
        found = dict(
            zip(zip(met.first.tolist(), met.second.tolist(), strict=True), met.shared.tolist(), strict=True)
        )
        return [found.get(pair, 0.0) for pair in pairs]

    def tolerance(self) -> Tolerance:
        """Return what these two maps, as finely as they are drawn, cannot tell apart."""
        if not self.same:
            return Tolerance()
        ones, others = _columns(self.same)
        shared = np.array(self.shared_by(self.same))
        shifts = line_shift(self.flat_before[ones], self.flat_after[others], shared)
        usual_side = float(np.sqrt(np.median(self.forth.second_areas[others])))
        width = LINES_PER_SLIVER * float(np.quantile(shifts, 0.25, method="lower"))
        return Tolerance(width_m=min(width, 0.1 * usual_side))


def shapes_of(outlines: Sequence[Outline]) -> Geometries:
    shapes = np.empty(len(outlines), dtype=object)
    shapes[:] = [one.geometry for one in outlines]
    return shapes


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [one for one, _other in pairs], [other for _one, other in pairs]


def _same_code(before: Sequence[Outline], after: Sequence[Outline]) -> list[tuple[int, int]]:
    places = {outline.path: at for at, outline in enumerate(before)}
    return [(places[outline.path], at) for at, outline in enumerate(after) if outline.path in places]
