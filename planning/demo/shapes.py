"""Draws the demonstration's city: cells in a hand-drawn outline with invented values. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s
from math import cos, exp, hypot, radians, sqrt
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.32
# The two shifts of the plane's most even sequence: points without clumps, and without chance.
_SHIFTS = (0.7548776662466927, 0.5698402909980532)
_RELAXATIONS = 3


@dataclass(frozen=True)
class Cell:
    """One area of the city in kilometres, with the piece of the outline that it fills."""

    number: int
    outline: BaseGeometry
    piece: int
    centre: tuple[float, float]

    @property
    def code(self) -> str:
        """A code of our own; official ones never begin with a letter."""
        return f"D{self.number:03d}"


@dataclass(frozen=True)
class City:
    """The cells, and for each zone the numbers of its cells."""

    cells: tuple[Cell, ...]
    zones: dict[str, tuple[int, ...]]


def draw_city(plan: dict[str, Any]) -> City:
    """Return the same city for the same plan."""
    found: list[tuple[int, BaseGeometry]] = []
    for piece, drawn in enumerate(plan["pieces"]):
        outline = shapely.Polygon(drawn["outline"])
        found.extend((piece, cell) for cell in cells_in(outline, drawn["areas"], plan["seed"] + piece))
    found.sort(key=lambda one: (round(one[1].centroid.x), -one[1].centroid.y, one[1].centroid.x))
    cells = tuple(
        Cell(number, outline, piece, (outline.representative_point().x, outline.representative_point().y))
        for number, (piece, outline) in enumerate(found, start=1)
    )
    return City(cells, {letter: _members(cells, rule) for letter, rule in plan["zones"].items()})


def cells_in(outline: BaseGeometry, count: int, seed: int) -> list[BaseGeometry]:
    """Divide an outline into `count` cells of similar size."""
    points = _points_in(outline, count, seed)
    cells = _voronoi(outline, points)
    for _ in range(_RELAXATIONS):
        # Half-way towards the middle of each cell: even, but not a honeycomb.
        points = [
            shapely.Point((p.x + c.centroid.x) / 2, (p.y + c.centroid.y) / 2)
            for p, c in zip(points, cells, strict=True)
        ]
        cells = _voronoi(outline, points)
    return cells


def _points_in(outline: BaseGeometry, count: int, seed: int) -> list[shapely.Point]:
    west, south, east, north = outline.bounds
    points: list[shapely.Point] = []
    step = seed
    while len(points) < count:
        step += 1
        x, y = ((step * shift) % 1 for shift in _SHIFTS)
        point = shapely.Point(west + x * (east - west), south + y * (north - south))
        if outline.contains(point):
            points.append(point)
    return points


def _voronoi(outline: BaseGeometry, points: Sequence[shapely.Point]) -> list[BaseGeometry]:
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=outline, ordered=True)
    return [_largest(shapely.intersection(cell, outline)) for cell in cells.geoms]


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)


def _members(cells: Sequence[Cell], rule: dict[str, Any]) -> tuple[int, ...]:
    if "piece" in rule:
        return tuple(cell.number for cell in cells if cell.piece == rule["piece"])
    x, y = rule["near"]
    return tuple(
        cell.number
        for cell in cells
        if cell.piece == 0 and hypot(cell.centre[0] - x, cell.centre[1] - y) <= rule["within"]
    )


def to_degrees(outline: BaseGeometry, plan: dict[str, Any]) -> BaseGeometry:
    """Return an outline in WGS84 degrees around the plan's centre."""
    longitude, latitude = plan["centre"]["longitude"], plan["centre"]["latitude"]
    per_km = (1 / (KM_PER_DEGREE * cos(radians(latitude))), 1 / KM_PER_DEGREE)
    moved = shapely.transform(outline, lambda km: np.round(km * per_km + (longitude, latitude), 6))
    return shapely.make_valid(moved)


def chance(number: int, salt: int) -> float:
    """Return a number from 0 to 1 that looks random and is always the same."""
    digest = blake2s(f"{number}/{salt}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def value_of(cell: Cell, city: City, plan: dict[str, Any], factor: str) -> float:
    """Return an invented percentage: high in and near the zones, low elsewhere, and never quite even."""
    bounds = plan["factors"][factor]
    salt = sorted(plan["factors"]).index(factor)
    inside = any(cell.number in members for members in city.zones.values())
    near = max(
        exp(-((hypot(cell.centre[0] - x, cell.centre[1] - y) / 1.1) ** 2)) for x, y in plan["elsewhere"]
    )
    from_centre = min(hypot(cell.centre[0] - 0.5, cell.centre[1]) / 9, 1)
    level = 0.68 if inside else max(0.1 + 0.36 * from_centre, 0.7 * near)
    share = min(max(level + 0.44 * (chance(cell.number, salt) - 0.5), 0.01), 0.99)
    return float(round(bounds["least"] + share * (bounds["most"] - bounds["least"]), 1))


def children_of(cell: Cell, plan: dict[str, Any]) -> int:
    """Return an invented number of children that grows with the area of the cell."""
    if cell.number in plan["with_few_children"]:
        return 5 + cell.number % 10
    least, most = plan["children"]["least"], plan["children"]["most"]
    share = min(sqrt(cell.outline.area) / 2, 1) * 0.6 + chance(cell.number, 97) * 0.4
    return int(round(least + share * (most - least), -1))
