"""Areas and simplified outlines of territories in WGS84 degrees. No database here."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

type Geometries = npt.NDArray[np.object_]

SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY_2 = 0.006_694_379_990_141
FINENESS = 0.01
"""Tolerance of the simplification as a share of a typical shape's width: not visible on a page."""


def area_km2(geometries: Geometries) -> npt.NDArray[np.float64]:
    """Return the area of each shape on the WGS84 ellipsoid.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Longitude and latitude in degrees; None gives NaN.

    Returns
    -------
    ndarray of float, shape (n,)
        Square kilometres.

    Notes
    -----
    Longitudes and authalic latitudes form a cylindrical equal-area projection, in which plane areas are true.

    Examples
    --------
    >>> [round(float(a)) for a in area_km2(np.array([shapely.box(0, 0, 1, 1)]))]
    [12309]
    """
    return np.asarray(shapely.area(shapely.transform(geometries, _equal_area)), dtype=float) / 1e6


def _equal_area(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    longitude, sine = np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))
    e = np.sqrt(ECCENTRICITY_2)
    q = (1 - ECCENTRICITY_2) * (sine / (1 - ECCENTRICITY_2 * sine**2) + np.arctanh(e * sine) / e)
    return np.column_stack([SEMI_MAJOR_M * longitude, SEMI_MAJOR_M * q / 2])


def simplify(geometries: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """Return the shapes with fewer points, neighbours still sharing their borders.

    A shape that would vanish is returned as it was.
    """
    shapes = np.array(geometries, dtype=object)
    widths = np.sqrt(shapely.area(shapes))
    # coverage_simplify takes the tolerance as the side of the triangles it may remove.
    simplified = shapely.coverage_simplify(shapes, tolerance=float(np.median(widths)) * FINENESS)
    lost = shapely.is_empty(simplified) | ~shapely.is_valid(simplified)
    return list(np.where(lost, shapes, simplified))


def union(geometries: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Return the outline of shapes that share borders, with the slivers between them closed."""
    return shapely.union_all(np.array(geometries, dtype=object), grid_size=1e-6)
