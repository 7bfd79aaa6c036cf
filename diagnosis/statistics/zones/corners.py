"""Which outlines share a corner or a side to the last digit, by sorting instead of geometry."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.zones.errors import TooManyNeighboursError
from diagnosis.statistics.zones.neighbours import MOST_PAIRS

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_SHIFT = np.uint64(32)


def sharing_corners(shapes: NDArray[np.object_]) -> tuple[Places, Places]:
    """Return each pair of outlines with an equal corner.

    Parameters
    ----------
    shapes : ndarray of Polygon or MultiPolygon of shape (n,)
        Outlines; empty ones share nothing.

    Returns
    -------
    tuple of two ndarrays of int
        Places of both sides; pairs may repeat.
    """
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    return _alike(_numbered(points), owners.astype(np.int64))


def sharing_sides(shapes: NDArray[np.object_]) -> tuple[Places, Places]:
    """Return each pair of outlines with an equal side: two corners that follow each other in both.

    Parameters
    ----------
    shapes : ndarray of Polygon or MultiPolygon of shape (n,)
        Outlines; empty ones share nothing.

    Returns
    -------
    tuple of two ndarrays of int
        Places of both sides; pairs may repeat.
    """
    parts, part_owner = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    corner = _numbered(points)
    follows = (ring[1:] == ring[:-1]) & (corner[1:] != corner[:-1])
    here, there = corner[:-1][follows], corner[1:][follows]
    sides = np.minimum(here, there) * (len(points) + 1) + np.maximum(here, there)
    return _alike(sides, part_owner[ring_part[ring[:-1][follows]]].astype(np.int64))


def _numbered(points: Floats) -> Places:
    """Return a number for each point, equal where both coordinates are."""
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)  # adding turns -0.0 into 0.0
    mixed = (bits[:, 0] * _MIX[0]) ^ ((bits[:, 1] ^ (bits[:, 1] >> _SHIFT)) * _MIX[1])
    order = np.argsort(mixed)
    new = np.diff(mixed[order], prepend=mixed[order[:1]]) != 0
    differs = (points[order[1:]] != points[order[:-1]]).any(axis=1)
    if (differs & ~new[1:]).any():  # two points fell on one number
        order = np.lexsort(points.T)
        new[1:] = (points[order[1:]] != points[order[:-1]]).any(axis=1)
    numbers = np.empty(len(points), dtype=np.int64)
    numbers[order] = np.cumsum(new)
    return numbers


def _alike(keys: Places, owners: Places) -> tuple[Places, Places]:
    """Return each pair of owners that have a key in common, once for each key."""
    order = np.argsort(keys)
    keys, owners = keys[order], owners[order]
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    at, step, pairs = np.arange(len(keys)), 0, 0
    while len(at):
        step += 1
        at = at[at < len(keys) - step]
        at = at[keys[at] == keys[at + step]]
        apart = at[owners[at] != owners[at + step]]
        pairs += len(apart)
        if pairs > MOST_PAIRS:
            raise TooManyNeighboursError(MOST_PAIRS)
        first.append(owners[apart])
        second.append(owners[apart + step])
    return np.concatenate(first), np.concatenate(second)
