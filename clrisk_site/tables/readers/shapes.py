"""Builds one GeoJSON geometry after checking its numbers, rings and validity.

The answer is hexadecimal WKB.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import (
    Geometry,
    LinearRing,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)

LARGEST_CHANGE = 0.01
"""How much of its area a shape may gain or lose by mending before a person has to redraw it."""

DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


class ShapeError(Exception):
    """What is wrong with one shape, by a code of `sentences.PROBLEMS`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def count_vertices(geometry: Any) -> int:
    """Count positions without building anything; odd structures count what can be counted."""
    if not isinstance(geometry, dict):
        return 0
    if isinstance(geometry.get("geometries"), list):
        return sum(count_vertices(part) for part in geometry["geometries"][:1000])
    stack = [geometry.get("coordinates")]
    count = 0
    while stack:
        part = stack.pop()
        if not isinstance(part, list) or not part:
            continue
        if isinstance(part[0], list):
            stack.extend(part)
        else:
            count += 1
    return count


def build_shape(geometry: Any) -> tuple[str, str]:
    """Return the shape as hexadecimal WKB, and by how many per cent mending changed its area ("" if
    untouched).

    Raises
    ------
    ShapeError
        If the shape has no meaning that could be stored.
    """
    kind = str(geometry.get("type", "?"))[:30] if isinstance(geometry, dict) else "?"
    if kind not in DEPTHS:
        raise ShapeError("bad_shape", type=kind)
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        raise ShapeError("no_geometry")
    shape: Geometry
    if kind == "Polygon":
        shape = _polygon(coordinates)
    elif kind == "MultiPolygon":
        shape = MultiPolygon([_polygon(part) for part in coordinates])
    else:
        shape = _simple(kind, coordinates)
    shape, changed = _mended(shape)
    return shapely.to_wkb(shape, hex=True), changed


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise ShapeError("no_geometry")
    lines = [_ring(ring) for ring in rings]
    return Polygon(lines[0], lines[1:])


def _ring(ring: Any) -> LinearRing:
    points = _points(ring)
    if len(points) < 4:
        raise ShapeError("ring_short")
    if not np.array_equal(points[0], points[-1]):
        raise ShapeError("ring_open")
    return LinearRing(points)


def _points(positions: Any) -> npt.NDArray[np.float64]:
    """Return checked longitudes and latitudes; heights are dropped."""
    try:
        flat = [(position[0], position[1]) for position in positions]
        if any(type(number) not in (int, float) for position in flat for number in position):
            raise ShapeError("bad_coordinate")
        points = np.array(flat, dtype=np.float64).reshape(-1, 2)
    except (TypeError, IndexError, KeyError, ValueError, OverflowError) as error:
        raise ShapeError("bad_coordinate") from error
    if not np.isfinite(points).all():
        raise ShapeError("bad_coordinate")
    if len(points) and (np.abs(points) > (180.0, 90.0)).any():
        raise ShapeError("swapped" if (np.abs(points) <= (90.0, 180.0)).all() else "out_of_range")
    return points


def _simple(kind: str, coordinates: Any) -> Geometry:
    try:
        if kind == "Point":
            return Point(_points([coordinates])[0])
        if kind == "MultiPoint":
            return MultiPoint(_points(coordinates))
        if kind == "LineString":
            return LineString(_points(coordinates))
        return MultiLineString([_points(line) for line in _parts(coordinates)])
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        raise ShapeError("bad_shape", type=kind) from error


def _parts(coordinates: Any) -> Iterator[Any]:
    for part in coordinates:
        if not isinstance(part, list):
            raise ShapeError("bad_coordinate")
        yield part


def _mended(shape: Geometry) -> tuple[Geometry, str]:
    if shapely.is_valid(shape):
        if shapely.is_empty(shape) or (shapely.get_dimensions(shape) == 2 and shapely.area(shape) == 0):
            raise ShapeError("no_geometry")
        return shape, ""
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    before, after = float(shapely.area(shape)), float(shapely.area(mended))
    if shapely.get_type_id(mended) not in (3, 6) or not after:
        raise ShapeError("unmendable_area")
    change = abs(after - before) / after if before else math.inf
    if change > LARGEST_CHANGE:
        raise ShapeError("unmendable", percent=f"{change * 100:.1f}" if math.isfinite(change) else "100")
    return mended, f"{change * 100:.4f}"
