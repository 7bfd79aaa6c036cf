"""Turns polygons into the shortest path text: whole numbers, each point relative to the one before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_POLYGON, _MULTIPOLYGON = 3, 6


def polygons_only(geometry: BaseGeometry | None) -> bool:
    """Return whether a geometry has an inside that can be filled."""
    return (
        geometry is not None and geometry.geom_type in ("Polygon", "MultiPolygon") and not geometry.is_empty
    )


def path_of(geometries: Sequence[BaseGeometry], smallest: float = 0) -> str:
    """Return one path for all polygons of a class.

    Parameters
    ----------
    geometries : sequence of geometry
        Polygons and multipolygons in drawing units.
    smallest : float, default=0
        Islands and holes below this area, in square drawing units, are left out. The largest part of each
        geometry is always drawn, so that no place disappears.

    Returns
    -------
    str
        Path data with relative whole numbers.
    """
    parts, owner = shapely.get_parts(np.asarray(geometries, dtype=object), return_index=True)
    if not len(parts):
        return ""
    # One direction for outlines and the other for holes: overlaps stay filled, holes stay open.
    parts = shapely.orient_polygons(parts)
    areas = shapely.area(parts)
    largest = np.zeros(len(geometries))
    np.maximum.at(largest, owner, areas)
    parts = parts[(areas >= smallest) | (areas == largest[owner])]
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    outer = np.r_[True, part_of_ring[1:] != part_of_ring[:-1]]
    rings = rings[outer | (shapely.area(shapely.polygons(rings)) >= smallest)]
    return _written(rings)


def path_of_lines(lines: NDArray[np.object_]) -> str:
    """Return one path for lines that are not closed, in drawing units, with relative whole numbers."""
    points, line_of_point = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(points).astype(np.int64)
    if not len(whole):
        return ""
    starts = np.flatnonzero(np.r_[True, line_of_point[1:] != line_of_point[:-1]])
    pieces: list[str] = []
    pen_x = pen_y = 0
    for line in np.split(whole, starts[1:]):
        steps = np.diff(line, axis=0)
        steps = steps[steps.any(axis=1)]
        if not len(steps):
            continue
        x, y = int(line[0, 0]), int(line[0, 1])
        pieces.append(f"m{_pairs([[x - pen_x, y - pen_y], *steps.tolist()])}")
        pen_x, pen_y = int(line[-1, 0]), int(line[-1, 1])
    return "".join(pieces)


def _written(rings: NDArray[np.object_]) -> str:
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(points).astype(np.int64)
    starts = np.flatnonzero(np.r_[True, ring_of_point[1:] != ring_of_point[:-1]])
    pieces: list[str] = []
    pen_x = pen_y = 0
    for ring in np.split(whole, starts[1:]):
        x, y = int(ring[0, 0]), int(ring[0, 1])
        steps = np.diff(ring[:-1], axis=0)
        steps = steps[steps.any(axis=1)]
        # A shape smaller than a unit still leaves its mark.
        drawn = steps.tolist() if len(steps) > 1 else [[1, 0], [0, 1]]
        pieces.append(f"m{_pairs([[x - pen_x, y - pen_y], *drawn])}z")
        pen_x, pen_y = x, y
    return "".join(pieces)


def _pairs(steps: list[list[int]]) -> str:
    """Join numbers; a minus sign needs no blank before it."""
    return " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
