"""Finds room on a map for letters, names and the scale, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry

_STEPS_ALONG_OUTLINE = 72
_BESIDE = ((1, 0.35), (-1, 0.35), (0, 1.45), (0, -0.75), (0.9, 1.15), (-0.9, 1.15), (0.9, -0.5), (-0.9, -0.5))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in drawing units, y downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def shape(self) -> Polygon:
        return shapely.box(self.left, self.top, self.left + self.width, self.top + self.height)

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(slots=True)
class Room:
    """What is already taken on a drawing.

    Parameters
    ----------
    width, height : float
        Size of the drawing.
    shapes : sequence of geometry
        What is drawn; words should lie beside it, if they can.
    taken : list of geometry
        What nothing may cover.
    """

    width: float
    height: float
    shapes: Sequence[BaseGeometry]
    taken: list[BaseGeometry] = field(default_factory=list)
    _tree: shapely.STRtree = field(init=False)

    def __post_init__(self) -> None:
        self._tree = shapely.STRtree(self.shapes)

    def take(self, box: Box) -> Box:
        self.taken.append(box.shape)
        return box

    def is_free(self, box: Box) -> bool:
        """Return whether a box lies on the drawing and beside everything."""
        return self._outside(box) == 0 and self._clash(box) == 0 and not self._on_shapes(box)

    def cost(self, box: Box) -> float:
        """Return how bad a place is: off the drawing is worst, then a clash, then lying on a shape."""
        own = box.width * box.height
        return (
            100 * self._outside(box) / own
            + 20 * self._clash(box) / own
            + (0.4 if self._on_shapes(box) else 0)
        )

    def _outside(self, box: Box) -> float:
        right, bottom = box.left + box.width, box.top + box.height
        across = max(min(right, self.width) - max(box.left, 0), 0)
        down = max(min(bottom, self.height) - max(box.top, 0), 0)
        inside = box.left >= 0 and box.top >= 0 and right <= self.width and bottom <= self.height
        return 0 if inside else box.width * box.height - across * down

    def _clash(self, box: Box) -> float:
        return float(sum(box.shape.intersection(other).area for other in self.taken))

    def _on_shapes(self, box: Box) -> bool:
        return len(self._tree.query(box.shape, predicate="intersects")) > 0


def place_on_outline(room: Room, zone: BaseGeometry, side: float) -> Box:
    """Return the place of a letter on the outline of a zone, to the upper left if that is free."""
    ring: LinearRing = max(shapely.get_parts(zone), key=lambda part: part.area).exterior
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(
            ring, np.arange(_STEPS_ALONG_OUTLINE) / _STEPS_ALONG_OUTLINE, normalized=True
        )
    )
    west, north, east, south = ring.bounds

    def cost(point: tuple[float, float]) -> float:
        box = around(point, side)
        to_the_right = (point[0] - west) / max(east - west, 1)
        downwards = (point[1] - north) / max(south - north, 1)
        hidden: float = box.shape.intersection(zone).area / side**2
        return room.cost(box.grown(side * 0.15)) + 0.8 * to_the_right + 0.35 * downwards + 1.2 * hidden

    return room.take(around(min(((float(x), float(y)) for x, y in points), key=cost), side))


def place_inside(room: Room, zone: BaseGeometry, side: float) -> Box:
    """Return the place of a letter in the middle of the largest part of a zone."""
    part = max(shapely.get_parts(zone), key=lambda one: one.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(part, tolerance=side / 8))[0]
    return room.take(around((float(x), float(y)), side))


def place_beside(room: Room, point: tuple[float, float], width: float, height: float) -> Box:
    """Return the place of a name beside its point."""
    return room.take(min(_beside(point, width, height), key=room.cost))


def place_in_corner(room: Room, width: float, height: float, margin: float) -> Box | None:
    """Return a free place near a corner, the lower right one first; None if there is none."""
    right, bottom = room.width - width - margin, room.height - height - margin
    middle = (room.width - width) / 2
    for left, top in (
        (right, bottom),
        (margin, bottom),
        (right, margin),
        (margin, margin),
        ((right + middle) / 2, bottom),
        (middle, bottom),
        ((margin + middle) / 2, bottom),
        (middle, margin),
    ):
        box = Box(left, top, width, height)
        if room.is_free(box.grown(margin * 0.4)):
            return room.take(box)
    return None


def around(point: tuple[float, float], side: float) -> Box:
    """Return the square with a point in its middle."""
    return Box(point[0] - side / 2, point[1] - side / 2, side, side)


def _beside(point: tuple[float, float], width: float, height: float) -> Iterable[Box]:
    """Yield places around a point: right, left, below, above, then the corners."""
    x, y = point
    gap = height * 0.35
    for across, down in _BESIDE:
        left = x + gap if across > 0 else x - gap - width if across < 0 else x - width / 2
        yield Box(left, y + (down - 1) * height, width, height)
