"""Draws the demonstration's city from a hand-made outline: its areas and zones. No database here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, split

KM_PER_DEGREE = 111.195
GRID_KM = 0.001


@dataclass(frozen=True, slots=True)
class DemoArea:
    """One invented area; the outline is in kilometres from the centre of the city."""

    number: int
    outline: Polygon
    zone: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """A point well inside."""
        point = shapely.centroid(self.outline)
        return float(point.x), float(point.y)


def draw_city(plan: Mapping[str, Any]) -> tuple[DemoArea, ...]:
    """Return the areas of the city, from north to south; the same plan gives the same city."""
    chance = np.random.default_rng(plan["seed"])
    pieces = [_rough(Polygon(piece["outline"]), chance) for piece in plan["pieces"]]
    cells = [cell for piece in pieces for cell in _cut(piece, plan, chance)]
    cells = _merged(_noded(cells), plan["merged"], chance)
    cells.sort(key=lambda cell: (-round(cell.centroid.y), cell.centroid.x))
    areas = [DemoArea(number, cell) for number, cell in enumerate(cells, start=1)]
    return tuple(replace(area, zone=_zone_of(area, plan["zones"])) for area in areas)


def to_degrees(outline: shapely.Geometry, centre: Mapping[str, float]) -> shapely.Geometry:
    """Lay kilometres around a centre out as longitude and latitude."""
    east = KM_PER_DEGREE * float(np.cos(np.radians(centre["latitude"])))
    start = np.array([centre["longitude"], centre["latitude"]])
    return shapely.transform(outline, lambda km: start + km / [east, KM_PER_DEGREE])


def _rough(outline: Polygon, chance: np.random.Generator) -> Polygon:
    """Bend every side of an outline a little, as a coast or a ravine is bent."""
    points = np.array(outline.exterior.coords)
    for _ in range(2):
        middles = (points[:-1] + points[1:]) / 2
        sides = points[1:] - points[:-1]
        shift = chance.uniform(-0.11, 0.11, len(sides))[:, None]
        middles += shift * np.column_stack([-sides[:, 1], sides[:, 0]])
        points = np.insert(points, range(1, len(points)), middles, axis=0)
    return Polygon(points)


def _cut(piece: Polygon, plan: Mapping[str, Any], chance: np.random.Generator) -> Iterator[Polygon]:
    """Halve a piece again and again along its short side, until areas have the size usual where they lie."""
    size = plan["cell"]
    away = piece.centroid.distance(Point(plan["core"])) / size["grows_over"]
    usual = size["core"] + (size["far"] - size["core"]) * min(1.0, away) ** 1.6
    if piece.area < usual * chance.uniform(1.25, 1.75):
        yield piece
        return
    for half in _polygons(split(piece, _street(piece, chance))):
        yield from _cut(half, plan, chance)


def _street(piece: Polygon, chance: np.random.Generator) -> LineString:
    """Return a bent line across the middle of a piece."""
    corners = shapely.get_coordinates(piece.minimum_rotated_rectangle)[:4]
    sides = corners[[1, 2]] - corners[[0, 1]]
    lengths = np.linalg.norm(sides, axis=1)
    along = sides[int(np.argmax(lengths))] / lengths.max()
    across = np.array([-along[1], along[0]])
    middle = np.array(piece.centroid.coords[0]) + along * lengths.max() * chance.uniform(-0.09, 0.09)
    reach, bend = lengths.max() * 2, chance.uniform(-0.2, 0.2, 2)
    first, last = (across + along * bend[0]) * reach, (across + along * bend[1]) * reach
    return LineString([middle - first, middle, middle + last])


def _noded(cells: Sequence[Polygon]) -> list[Polygon]:
    """Give neighbours the same corners, so that areas neither overlap nor leave slivers."""
    lines = shapely.union_all([cell.exterior for cell in cells], grid_size=GRID_KM)
    whole = shapely.union_all(np.array(cells, dtype=object), grid_size=GRID_KM).buffer(GRID_KM)
    return [cell for cell in polygonize(lines) if whole.contains(cell.representative_point())]


def _merged(cells: list[Polygon], times: int, chance: np.random.Generator) -> list[Polygon]:
    """Join slivers to a neighbour and some further pairs, so that shapes differ as census areas do."""
    cells = sorted(cells, key=lambda cell: cell.area)
    small = sum(cell.area < 0.12 for cell in cells)
    for turn in range(small + times):
        first = cells.pop(0 if turn < small else int(chance.integers(len(cells) // 2)))
        borders = [first.intersection(cell).length for cell in cells]
        best = int(np.argmax(borders))
        cells += _polygons(first.union(cells.pop(best))) if borders[best] > 0 else [first]
    return cells


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


def _zone_of(area: DemoArea, zones: Mapping[str, Any]) -> str:
    point = Point(area.middle)
    near = (
        letter for letter, where in zones.items() if point.distance(Point(where["near"])) <= where["within"]
    )
    return str(next(near, ""))
