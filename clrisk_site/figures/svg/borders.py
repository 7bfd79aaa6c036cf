"""The borders of many areas, each drawn once however many areas share it: half the text of a map of areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

GRID = 5
"""Half a pixel in drawing units: borders of neighbours that lie closer are drawn as one."""

_SEAM = 8
"""Gaps narrower than twice this, in drawing units, are closed where areas are joined."""

type Geometries = NDArray[np.object_]


def sound(geometries: Geometries) -> Geometries:
    """Return outlines that do not cross themselves; those that did are mended."""
    broken = ~shapely.is_valid(geometries)
    mended = geometries.copy()
    mended[broken] = shapely.make_valid(geometries[broken], method="structure", keep_collapsed=False)
    return mended


def borders_of(areas: Geometries, tolerance: float) -> Geometries:
    """Return the borders of areas as lines.

    Parameters
    ----------
    areas : ndarray of polygons
        Valid, in drawing units. Neighbours need not meet exactly.
    tolerance : float
        Detail smaller than this is dropped, in drawing units.
    """
    return lines_joined(shapely.boundary(areas), tolerance)


def lines_joined(lines: Geometries, tolerance: float) -> Geometries:
    """Return lines with those that lie within half a pixel of each other made one, and joined end to end."""
    if not len(lines):
        return lines
    noded: BaseGeometry = shapely.union_all(lines, grid_size=GRID)
    lines = np.asarray(shapely.get_parts(shapely.line_merge(noded)))
    return np.asarray(shapely.simplify(lines, tolerance))


def joined(areas: Geometries, groups: Sequence[str]) -> Geometries:
    """Return what the areas of each group cover together, in the order in which groups first appear."""
    names = np.asarray(groups)
    found = np.empty(len(dict.fromkeys(groups)), dtype=object)
    for at, name in enumerate(dict.fromkeys(groups)):
        union: BaseGeometry = shapely.union_all(areas[names == name])
        closed = shapely.buffer(shapely.buffer(union, _SEAM, join_style="mitre"), -_SEAM, join_style="mitre")
        found[at] = union if closed.is_empty else closed
    return found
