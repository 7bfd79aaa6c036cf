"""Pieces of ground where outlines differ, with their size and how wide they are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely

from clrisk_site.places.geometry import Geometries, are_polygons, area_km2

METRES_PER_DEGREE = 111_320.0

type Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parts:
    """Pieces with the shapes they belong to, their area in km² and their mean width in metres."""

    shapes: Geometries
    owners: tuple[tuple[int, ...], ...]
    km2: Floats
    widths: Floats

    @classmethod
    def none(cls) -> Self:
        return cls(np.array([], dtype=object), (), np.array([]), np.array([]))

    @classmethod
    def of(cls, shapes: Geometries, owners: Sequence[tuple[int, ...]]) -> Self:
        """Keep what has an inside of each piece; pieces without one are dropped."""
        if not len(shapes):
            return cls.none()
        parts, piece = shapely.get_parts(shapes, return_index=True)
        flat = are_polygons(parts)
        parts, piece = parts[flat], piece[flat]
        if not len(parts):
            return cls.none()
        # Of a piece in several parts, the widest says whether it is a strip.
        widest = np.zeros(len(shapes))
        np.maximum.at(widest, piece, widths_m(parts))
        whole = np.unique(piece)
        areas = np.zeros(len(shapes))
        np.add.at(areas, piece, area_km2(parts))
        kept = shapes[whole]
        mixed = ~are_polygons(kept)
        if mixed.any():
            kept[mixed] = [shapely.multipolygons(parts[piece == place]) for place in whole[mixed]]
        return cls(kept, tuple(owners[place] for place in whole), areas[whole], widest[whole])

    def __len__(self) -> int:
        return len(self.shapes)

    def where(self, mask: npt.NDArray[np.bool_]) -> Self:
        """Return some of the pieces."""
        owners = tuple(owner for owner, kept in zip(self.owners, mask, strict=True) if kept)
        return replace(
            self, shapes=self.shapes[mask], owners=owners, km2=self.km2[mask], widths=self.widths[mask]
        )

    def owned_by(self, owners: Sequence[tuple[int, ...]]) -> Self:
        """Return the same pieces with other owners."""
        return replace(self, owners=tuple(owners))


def widths_m(polygons: Geometries) -> Floats:
    """Return the mean width of polygons: twice the area by the perimeter.

    Parameters
    ----------
    polygons : ndarray of shapely geometries, shape (n,)
        Longitude and latitude in degrees.

    Returns
    -------
    ndarray of float, shape (n,)
        Metres; 0 for what has no perimeter.

    Examples
    --------
    >>> [round(float(width)) for width in widths_m(np.array([shapely.box(0, 0, 0.001, 1)]))]
    [111]
    """
    if not len(polygons):
        return np.array([])
    points, owner = shapely.get_coordinates(polygons, return_index=True)
    middle = np.zeros(len(polygons))
    np.add.at(middle, owner, points[:, 1])
    middle /= np.maximum(np.bincount(owner, minlength=len(polygons)), 1)
    narrowing = np.cos(np.radians(middle))[owner]
    metric = shapely.set_coordinates(
        polygons.copy(), points * np.column_stack([narrowing, np.ones(len(points))]) * METRES_PER_DEGREE
    )
    lengths = shapely.length(metric)
    doubled = 2 * shapely.area(metric)
    return np.divide(doubled, lengths, out=np.zeros(len(polygons)), where=lengths > 0)
