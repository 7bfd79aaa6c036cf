"""The records of a .shp file as outlines. Heights and measures are dropped.

Read straight from the bytes into arrays: points become no objects of Python's own.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from clrisk_site.tables.readers.outlines import (
    LINE,
    LINES,
    POINT,
    POINTS,
    POLYGON,
    POLYGONS,
    Gathered,
    ShapeError,
)
from clrisk_site.tables.sentences import RefusedError

HEADER, MAGIC, VERSION = 100, 9994, 1000
RECORD = struct.Struct(">2l")
WORD = 2
PAIR = 16
COUNTS_AT, PARTS_AT = 36, 44
MULTIPOINTS_AT = 40
NULL, POINT_TYPES, LINE_TYPES, AREA_TYPES, MULTIPOINT_TYPES = (
    0,
    (1, 11, 21),
    (3, 13, 23),
    (5, 15, 25),
    (8, 18, 28),
)

type Rings = list[npt.NDArray[np.float64]]


def gather_records(content: bytes, shapes: Gathered) -> None:
    """Take every record of a .shp file, in file order.

    Raises
    ------
    RefusedError
        If the file is none, is damaged, or holds more than the limits of `shapes` allow.
    """
    try:
        for record in _records(content):
            if len(shapes.kinds) >= shapes.limits.features:
                raise RefusedError("too_many_features", limit=shapes.limits.features)
            _take(record, shapes)
    except (struct.error, ValueError, IndexError) as error:
        raise RefusedError("shapefile_damaged", part=".shp") from error


def _records(content: bytes) -> Iterator[memoryview]:
    magic, version = struct.unpack_from(">l", content)[0], struct.unpack_from("<l", content, 28)[0]
    if magic != MAGIC or version != VERSION:
        raise RefusedError("shapefile_damaged", part=".shp")
    at, end = HEADER, min(len(content), struct.unpack_from(">l", content, 24)[0] * WORD)
    view = memoryview(content)
    while at + RECORD.size <= end:
        _, words = RECORD.unpack_from(content, at)
        at += RECORD.size
        if words < WORD or at + words * WORD > len(content):
            raise RefusedError("shapefile_damaged", part=".shp")
        yield view[at : at + words * WORD]
        at += words * WORD


def _take(record: memoryview, shapes: Gathered) -> None:
    kind = struct.unpack_from("<l", record)[0]
    if kind == NULL:
        return shapes.take_nothing()
    if kind in POINT_TYPES:
        return shapes.take(POINT, [1], [1], array("d", struct.unpack_from("<2d", record, 4)))
    if kind in MULTIPOINT_TYPES:
        count = struct.unpack_from("<l", record, COUNTS_AT)[0]
        shapes.check_points(count)
        points = np.frombuffer(record, "<f8", count * 2, MULTIPOINTS_AT)
        return _take_parts(POINTS, [[points]] if count else [], shapes)
    if kind not in LINE_TYPES + AREA_TYPES:
        return shapes.take_nothing(ShapeError("bad_shape", type=str(kind)))
    rings = _rings(record, shapes)
    if kind in LINE_TYPES:
        return _take_parts(LINE if len(rings) == 1 else LINES, [rings] if rings else [], shapes)
    parts = _polygons(rings)
    return _take_parts(POLYGON if len(parts) == 1 else POLYGONS, parts, shapes)


def _rings(record: memoryview, shapes: Gathered) -> Rings:
    """Return the lines or rings of a record, each as numbers in turn."""
    parts, count = struct.unpack_from("<2l", record, COUNTS_AT)
    if parts < 0 or count < 0:
        raise ValueError("negative counts")
    shapes.check_points(count)
    starts = np.frombuffer(record, "<i4", parts, PARTS_AT)
    points = np.frombuffer(record, "<f8", count * 2, PARTS_AT + 4 * parts)
    ends = [*starts.tolist(), count]
    if parts and (ends[0] != 0 or any(after < before for before, after in pairwise(ends))):
        raise ValueError("parts out of order")
    return [points[2 * start : 2 * end] for start, end in pairwise(ends)]


def _take_parts(kind: int, parts: Sequence[Rings], shapes: Gathered) -> None:
    lines = [line for part in parts for line in part]
    if not all(map(len, lines)) or not lines:
        shapes.take_nothing(ShapeError("no_geometry"))
        return
    numbers = array("d")
    for line in lines:
        numbers.frombytes(line.tobytes())
    shapes.take(kind, [len(part) for part in parts], [len(line) // 2 for line in lines], numbers)


def _polygons(rings: Rings) -> list[Rings]:
    """Return each shell with its holes: shells run as the largest ring does, holes the other way round.

    They should run clockwise. Swapped axes turn them all, and so do some programs.
    """
    if len(rings) < 2:
        return [rings] if rings else []
    areas = [_signed_area(ring) for ring in rings]
    largest = max(areas, key=abs)
    shells = [ring for ring, area in zip(rings, areas, strict=True) if area * largest >= 0]
    holes = [ring for ring, area in zip(rings, areas, strict=True) if area * largest < 0]
    if not shells:
        return [[ring] for ring in rings]
    parts = [[shell] for shell in shells]
    for hole in holes:
        parts[0 if len(parts) == 1 else _around(hole, shells)].append(hole)
    return parts


def _signed_area(ring: npt.NDArray[np.float64]) -> float:
    if len(ring) < 2:
        return 0.0
    x, y = ring[0::2] - ring[0], ring[1::2] - ring[1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))


def _around(hole: npt.NDArray[np.float64], shells: Rings) -> int:
    """Return the number of the smallest shell that a hole lies in; the first where it lies in none."""
    found, least = 0, np.inf
    point = hole.reshape(-1, 2).mean(axis=0) if len(hole) else np.zeros(2)
    for number, shell in enumerate(shells):
        area = abs(_signed_area(shell))
        if area < least and len(shell) >= PAIR // 2 and np.isfinite(shell).all():
            box = shapely.Polygon(shell.reshape(-1, 2))
            if shapely.intersects_xy(box, *hole[:2]) or shapely.intersects_xy(box, *point):
                found, least = number, area
    return found
