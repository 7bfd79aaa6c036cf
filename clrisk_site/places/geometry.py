"""Areas and simplified outlines of territories in WGS84 degrees. No database here."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

type Geometries = npt.NDArray[np.object_]
type Shapes = Geometries | Sequence[shapely.Geometry]

SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY_2 = 0.006_694_379_990_141
FINENESS = 0.01
"""Tolerance of the simplification as a share of a typical shape's width: not visible on a page."""

LARGEST_CLOSING = 0.05
"""How much of its area a shape may gain or lose in drawing so that borders meet."""

MOST_CLOSED = 20_000
"""Borders of more shapes than these are drawn as they come: closing them takes minutes."""

FEW_POINTS = 100
"""Outlines with no more points than these on average are drawn as they are."""

POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


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
    return np.asarray(shapely.area(shapely.transform(geometries, equal_area)), dtype=float) / 1e6


def equal_area(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points in metres of a cylindrical projection in which areas are true."""
    longitude, sine = np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))
    e = np.sqrt(ECCENTRICITY_2)
    q = (1 - ECCENTRICITY_2) * (sine / (1 - ECCENTRICITY_2 * sine**2) + np.arctanh(e * sine) / e)
    metres = np.empty_like(degrees)
    np.multiply(longitude, SEMI_MAJOR_M, out=metres[:, 0])
    np.multiply(q, SEMI_MAJOR_M / 2, out=metres[:, 1])
    return metres


def are_polygons(geometries: Geometries) -> npt.NDArray[np.bool_]:
    """Return which shapes have an inside; None and points have none."""
    return np.isin(shapely.get_type_id(geometries), POLYGONS) & ~shapely.is_empty(geometries)


def close(geometries: Shapes) -> Geometries:
    """Return polygons in which neighbours have the very same points along their border.

    Parameters
    ----------
    geometries : sequence of polygons
        Of one level, so that none lies in another; each valid by itself.

    Returns
    -------
    ndarray of shapely geometries
        Narrow overlaps go to the neighbour with the longer common border. A shape that would gain or lose
        more than `LARGEST_CLOSING` of its area is left as it is: that overlap is no sliver. Very many shapes
        are left as they are too.
    """
    shapes = np.array(geometries, dtype=object)
    if not 1 < len(shapes) <= MOST_CLOSED or shapely.coverage_is_valid(shapes):
        return shapes
    closed = shapely.coverage_clean(shapes)  # type: ignore[attr-defined] # the stubs are of an older one
    before = shapely.area(shapes)
    changed = np.abs(shapely.area(closed) - before) > before * LARGEST_CLOSING
    kept = changed | ~are_polygons(closed) | ~shapely.is_valid(closed)
    return np.where(kept, shapes, closed)


def simplify(geometries: Shapes) -> list[shapely.Geometry]:
    """Return the shapes with fewer points, neighbours still sharing the borders that they shared.

    A shape that would vanish is returned as it was, and so are shapes that have few points already: keeping
    their originals beside would take more room than is saved.
    """
    shapes = np.array(geometries, dtype=object)
    if shapely.get_num_coordinates(shapes).mean() <= FEW_POINTS:
        return list(shapes)
    widths = np.sqrt(shapely.area(shapes))
    # coverage_simplify takes the tolerance as the side of the triangles it may remove.
    simplified = shapely.coverage_simplify(shapes, tolerance=float(np.median(widths)) * FINENESS)
    lost = shapely.is_empty(simplified) | ~shapely.is_valid(simplified)
    return list(np.where(lost, shapes, simplified))


def union(geometries: Shapes) -> shapely.Geometry:
    """Return the outline of shapes that share borders, with the slivers between them closed."""
    shapes = np.array(geometries, dtype=object)
    if shapely.coverage_is_valid(shapes):
        return shapely.coverage_union_all(shapes)
    return shapely.union_all(shapes, grid_size=1e-6)
