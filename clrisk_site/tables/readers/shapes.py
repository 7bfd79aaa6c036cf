"""Builds the shapes of a map from arrays: rings, validity, mending. The answer is hexadecimal WKB.

All shapes at once, so that the work is done by the libraries below and not by Python.
"""

import math
from binascii import hexlify
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from clrisk_site.tables.readers.outlines import (
    AREAS,
    LINE,
    LINES,
    POINT,
    POINTS,
    POLYGON,
    POLYGONS,
    Outlines,
    ShapeError,
    Truths,
)

type Geometries = npt.NDArray[np.object_]

LARGEST_CHANGE = 0.01
"""How much of its area a shape may gain or lose by mending before a person has to redraw it."""


def build_shapes(outlines: Outlines) -> tuple[list[bytes], dict[int, float]]:
    """Return each shape as hexadecimal WKB, and by how many per cent mending changed the area of some.

    Parameters
    ----------
    outlines : Outlines
        In degrees. What cannot be built gets a fault; it and what has no points becomes an empty text.

    Returns
    -------
    shapes : list of bytes
    mended : dict of int to float
        Per cent, by the number of the shape, from 0.
    """
    check_rings(outlines)
    shapes = _built(outlines)
    mended = _mend(shapes, outlines)
    return [hexlify(wkb).upper() if wkb else b"" for wkb in _as_wkb(shapes)], mended


def check_rings(outlines: Outlines) -> None:
    """Add a fault to areas with a ring that is too short or not closed."""
    is_ring = np.isin(outlines.kinds[outlines.shape_of_line], AREAS)
    first = outlines.xy[outlines.line_starts]
    last = outlines.xy[outlines.line_starts + outlines.points - 1]
    outlines.add_fault("ring_short", is_ring & (outlines.points < 4))
    outlines.add_fault("ring_open", is_ring & (first != last).any(axis=1))
    is_line = np.isin(outlines.kinds[outlines.shape_of_line], (LINE, LINES))
    outlines.add_fault("no_geometry", is_line & (outlines.points < 2))


def _as_wkb(shapes: Geometries) -> list[bytes | None]:
    wkb: list[bytes | None] = shapely.to_wkb(shapes).tolist()
    return wkb


def _built(outlines: Outlines) -> Geometries:
    shapes = np.full(len(outlines), None, dtype=object)
    sound = ~outlines.is_faulty()
    kinds = outlines.kinds
    for some, build in ((AREAS, _areas), ((LINE, LINES), _lines), ((POINT, POINTS), _points)):
        chosen = sound & np.isin(kinds, some)
        if chosen.any():
            build(outlines, chosen, shapes)
    return shapes


def _areas(outlines: Outlines, chosen: Truths, shapes: Geometries) -> None:
    lines = chosen[outlines.shape_of_line]
    xy, of_line = _cut(outlines, lines)
    rings: Geometries = np.asarray(shapely.linearrings(xy, indices=of_line))
    owners = outlines.part_of_line[lines]
    numbers, places = np.unique(owners, return_inverse=True)
    polygons: Geometries = np.asarray(shapely.polygons(rings, indices=places))
    del rings
    shape_of_polygon = outlines.shape_of_part[numbers]
    alone = outlines.kinds[shape_of_polygon] == POLYGON
    shapes[shape_of_polygon[alone]] = polygons[alone]
    _gather(shapes, shape_of_polygon[~alone], polygons[~alone], shapely.multipolygons)


def _lines(outlines: Outlines, chosen: Truths, shapes: Geometries) -> None:
    lines = chosen[outlines.shape_of_line]
    xy, of_line = _cut(outlines, lines)
    strings: Geometries = np.asarray(shapely.linestrings(xy, indices=of_line))
    owners = outlines.shape_of_line[lines]
    alone = outlines.kinds[owners] == LINE
    shapes[owners[alone]] = strings[alone]
    _gather(shapes, owners[~alone], strings[~alone], shapely.multilinestrings)


def _points(outlines: Outlines, chosen: Truths, shapes: Geometries) -> None:
    lines = chosen[outlines.shape_of_line]
    xy, of_line = _cut(outlines, lines)
    points: Geometries = np.asarray(shapely.points(xy))
    owners = outlines.shape_of_line[lines][of_line]
    alone = outlines.kinds[owners] == POINT
    shapes[owners[alone]] = points[alone]
    _gather(shapes, owners[~alone], points[~alone], shapely.multipoints)


def _cut(outlines: Outlines, lines: Truths) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
    """Return the points of some lines, and the number among these lines that each point belongs to."""
    counts = outlines.points[lines]
    xy = outlines.xy if lines.all() else outlines.xy[np.repeat(lines, outlines.points)]
    return xy, np.repeat(np.arange(len(counts)), counts)


def _gather(
    shapes: Geometries, owners: npt.NDArray[np.intp], pieces: Geometries, build: Callable[..., Any]
) -> None:
    if len(owners):
        numbers, places = np.unique(owners, return_inverse=True)
        shapes[numbers] = build(pieces, indices=places)


def _mend(shapes: Geometries, outlines: Outlines) -> dict[int, float]:
    """Mend in place what can be mended with next to no change; the rest gets a fault and is None."""
    present = np.array([shape is not None for shape in shapes], dtype=bool)
    valid = shapely.is_valid(shapes)
    flat = present & valid & (shapely.get_dimensions(shapes) == 2) & (shapely.area(shapes) == 0)
    for number in np.flatnonzero(flat | (present & shapely.is_empty(shapes))).tolist():
        outlines.faults[number] = ShapeError("no_geometry")
        shapes[number] = None
    mended = {}
    for number in np.flatnonzero(present & ~valid).tolist():
        try:
            shapes[number], mended[number] = _mended(shapes[number])
        except ShapeError as fault:
            outlines.faults[number] = fault
            shapes[number] = None
    return mended


def _mended(shape: shapely.Geometry) -> tuple[shapely.Geometry, float]:
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    before, after = float(shapely.area(shape)), float(shapely.area(mended))
    if shapely.get_type_id(mended) not in (POLYGON, POLYGONS) or not after:
        raise ShapeError("unmendable_area")
    change = abs(after - before) / after if before else math.inf
    if change > LARGEST_CHANGE:
        raise ShapeError("unmendable", percent=f"{change * 100:.1f}" if math.isfinite(change) else "100")
    return mended, change * 100
