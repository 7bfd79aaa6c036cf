"""The shapes of a map as flat arrays of numbers: how they are gathered, and where each of them lies.

Nothing is built here, so that millions of points cost no more than their numbers.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from clrisk_site.tables.limits import Limits
from clrisk_site.tables.sentences import RefusedError

type Floats = npt.NDArray[np.float64]
type Truths = npt.NDArray[np.bool_]
type Integers = npt.NDArray[np.intp]

POINT, LINE, POLYGON, POINTS, LINES, POLYGONS, NOTHING = 0, 1, 3, 4, 5, 6, -1
"""Kinds of shapes, by the numbers that shapely has for them."""

KINDS = {
    "Point": POINT, "LineString": LINE, "Polygon": POLYGON,
    "MultiPoint": POINTS, "MultiLineString": LINES, "MultiPolygon": POLYGONS,
}  # fmt: skip
AREAS = (POLYGON, POLYGONS)
_NUMBERS = {int, float}


class ShapeError(Exception):
    """What is wrong with one shape, by a code of `sentences.PROBLEMS`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(slots=True)
class Gathered:
    """Shapes in file order, as counts and numbers: parts of each shape, lines of each part, points of each
    line.

    Only a multipolygon has more than one part; the first line of the part of an area is its shell. A shape
    with a fault has no parts. `faults` are by the number of the shape, from 0. A truth would pass for a
    number; where the file cannot hold any, nothing looks for them.
    """

    limits: Limits
    kinds: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    numbers: "array[float]" = field(default_factory=lambda: array("d"))
    may_hold_truths: bool = True
    faults: dict[int, ShapeError] = field(default_factory=dict)

    def take_nothing(self, fault: ShapeError | None = None) -> None:
        """Take a row without a shape, or with one that has no meaning."""
        if fault is not None:
            self.faults[len(self.kinds)] = fault
        self.kinds.append(NOTHING)
        self.parts.append(0)

    def take_geojson(self, geometry: Any) -> None:
        """Take the geometry of a feature; heights are dropped.

        Raises
        ------
        RefusedError
            If it has more points than are allowed, or all shapes together have.
        """
        if geometry is None:
            return self.take_nothing()
        try:
            kind, parts = _parts_of(geometry)
            try:
                lines = list(chain.from_iterable(parts))
                positions = list(chain.from_iterable(lines))
                counts = [len(line) for line in lines]
            except TypeError as error:
                raise ShapeError("bad_coordinate") from error
            self.check_points(len(positions))
            numbers = _numbers_of(positions, may_hold_truths=self.may_hold_truths)
            if not all(counts):
                raise ShapeError("ring_short" if kind in AREAS else "no_geometry")
        except ShapeError as fault:
            return self.take_nothing(fault)
        return self.take(kind, [len(part) for part in parts], counts, numbers)

    def take(self, kind: int, lines: Sequence[int], points: Sequence[int], numbers: "array[float]") -> None:
        """Take a sound shape: lines of each part, points of each line, east and north in turn."""
        self.kinds.append(kind)
        self.parts.append(len(lines))
        self.lines.extend(lines)
        self.points.extend(points)
        self.numbers.extend(numbers)

    def check_points(self, count: int) -> None:
        """Refuse a shape with too many points before it is taken."""
        if count > self.limits.vertices_per_feature:
            limit = self.limits.vertices_per_feature
            raise RefusedError("feature_vertices", row=len(self.kinds) + 1, limit=limit)
        if count + len(self.numbers) // 2 > self.limits.vertices:
            raise RefusedError("too_many_vertices", limit=self.limits.vertices)


def _parts_of(geometry: Any) -> tuple[int, list[Any]]:
    name = str(geometry.get("type", "?"))[:30] if isinstance(geometry, dict) else "?"
    if name not in KINDS:
        raise ShapeError("bad_shape", type=name)
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        raise ShapeError("no_geometry")
    kind = KINDS[name]
    if kind == POLYGONS:
        if not all(isinstance(part, list) and part for part in coordinates):
            raise ShapeError("no_geometry")
        return kind, coordinates
    if kind in (POLYGON, LINES):
        return kind, [coordinates]
    return kind, [[[coordinates]]] if kind == POINT else [[coordinates]]


def _numbers_of(positions: list[Any], *, may_hold_truths: bool) -> "array[float]":
    try:
        widths = set(map(len, positions))
        if min(widths, default=0) < 2:
            raise ShapeError("bad_coordinate")
        if widths != {2}:
            positions = [position[:2] for position in positions]
        if may_hold_truths and not set(map(type, chain.from_iterable(positions))) <= _NUMBERS:
            raise ShapeError("bad_coordinate")
        return array("d", chain.from_iterable(positions))
    except (TypeError, KeyError, OverflowError) as error:
        raise ShapeError("bad_coordinate") from error


@dataclass(slots=True)
class Outlines:
    """Gathered shapes as arrays. Whatever is found wrong later is added to `faults`.

    Parameters
    ----------
    kinds : ndarray of int, shape (shapes,)
    shape_of_part, part_of_line, line_starts, points : ndarray of int
        Which shape each part belongs to, which part each line, where its points begin and how many they are.
    xy : ndarray of float, shape (points, 2)
    """

    kinds: Integers
    shape_of_part: Integers
    part_of_line: Integers
    line_starts: Integers
    points: Integers
    xy: Floats
    faults: dict[int, ShapeError]

    @classmethod
    def of(cls, gathered: Gathered) -> "Outlines":
        """Return the arrays of what was gathered, which is empty afterwards."""
        points = np.array(gathered.points, dtype=np.intp)
        xy = np.array(gathered.numbers, dtype=np.float64).reshape(-1, 2)
        gathered.numbers = array("d")
        return cls(
            np.array(gathered.kinds, dtype=np.intp),
            np.repeat(np.arange(len(gathered.parts)), gathered.parts),
            np.repeat(np.arange(len(gathered.lines)), gathered.lines),
            np.cumsum(points) - points,
            points,
            xy,
            gathered.faults,
        )

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def shape_of_line(self) -> Integers:
        """The number of the shape that each line belongs to."""
        return self.shape_of_part[self.part_of_line]

    def is_faulty(self) -> Truths:
        """Return which shapes have a fault."""
        faulty = np.zeros(len(self), dtype=bool)
        faulty[list(self.faults)] = True
        return faulty

    def add_fault(self, code: str, lines: Truths) -> None:
        """Add a fault to the shapes of some lines; the first one of a shape stands."""
        for shape in np.unique(self.shape_of_line[lines]).tolist():
            self.faults.setdefault(shape, ShapeError(code))

    def line_boxes(self) -> Floats:
        """Return west, south, east, north of each line, shape (lines, 4); not a number where one is not."""
        if not len(self.points):
            return np.empty((0, 4))
        low = np.minimum.reduceat(self.xy, self.line_starts, axis=0)
        high = np.maximum.reduceat(self.xy, self.line_starts, axis=0)
        return np.hstack([low, high])

    def boxes(self) -> tuple[Integers, Floats]:
        """Return the shapes that have points and no fault, and the box of each, shape (shapes, 4)."""
        good = ~self.is_faulty()[self.shape_of_line]
        owners, boxes = self.shape_of_line[good], self.line_boxes()[good]
        if not len(owners):
            return owners, boxes
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        low = np.minimum.reduceat(boxes[:, :2], starts, axis=0)
        high = np.maximum.reduceat(boxes[:, 2:], starts, axis=0)
        return owners[starts], np.hstack([low, high])
