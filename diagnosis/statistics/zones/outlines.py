"""Neighbours from outlines: who shares a side or a corner, also where neighbouring outlines leave slivers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures.message import Message, counts
from diagnosis.statistics.design import Places
from diagnosis.statistics.zones.corners import sharing_corners, sharing_sides
from diagnosis.statistics.zones.errors import InvalidDistanceError, NotAnOutlineError
from diagnosis.statistics.zones.neighbours import Contiguity, Neighbours, arranged

type Outlines = NDArray[np.object_]
type Found = tuple[Places, Places]

_AREAL = (3, 6)  # polygons and collections of them, as shapely numbers its types
_SLIVER = 5e-4
"""Gaps up to this share of the usual width of an outline look like faults of drawing."""
_SIDE_IN_TOLERANCES = 4
"""Two outlines that meet in a corner run beside each other for about two tolerances."""


def neighbours_of_polygons(
    codes: Sequence[str],
    polygons: Sequence[BaseGeometry | None] | Outlines,
    rule: Contiguity = Contiguity.QUEEN,
    *,
    tolerance: float = 0.0,
) -> Neighbours:
    """Return the areas whose outlines touch or overlap.

    Parameters
    ----------
    codes : sequence of str of length n
        Codes of the areas.
    polygons : sequence of Polygon, MultiPolygon or None, of length n
        Their outlines, in one coordinate system. None or empty means not known: no neighbours.
    rule : Contiguity, default=QUEEN
        Whether a single point is enough.
    tolerance : float, default=0
        Gaps up to this width do not separate, in the unit of the coordinates. With it, and the rule of
        sides, outlines must run beside each other for more than four times the tolerance.

    Returns
    -------
    Neighbours
        With warnings for areas without an outline, for outlines that cross themselves, and for those that
        leave a sliver between them where no tolerance is given.

    Raises
    ------
    NotAnOutlineError
        If an outline is a point or a line, or has infinite coordinates.
    TooManyNeighboursError
        If nearly all areas would be neighbours of all, mostly since an outline repeats.
    InvalidDistanceError
        If the tolerance is negative, infinite or missing.
    NoAreasError, RepeatedAreaError
        If there is no code, or one appears twice.

    Notes
    -----
    Outlines of one map mostly share their corners to the last digit. Such pairs are found by sorting the
    corners; only pairs whose boxes meet and that share none are compared as shapes. Both give one answer.

    Examples
    --------
    >>> squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2), shapely.box(1, 0, 2, 1)]
    >>> neighbours_of_polygons(["a", "b", "c"], squares, Contiguity.ROOK).of("a")
    ('c',)
    """
    if not 0 <= tolerance < math.inf:
        raise InvalidDistanceError
    if len(polygons) != len(codes):
        raise ValueError(f"{len(polygons)} outlines for {len(codes)} areas")
    shapes, warnings = _checked(codes, polygons)
    finding = sharing_corners if rule is Contiguity.QUEEN else sharing_sides
    known = _ordered(finding(shapes), len(shapes))
    left = np.setdiff1d(_ordered(_boxes_meeting(shapes, tolerance), len(shapes)), known)
    more = left[_touching(shapes, np.divmod(left, len(shapes)), rule, tolerance)] if len(left) else left
    found = np.r_[known, more]
    if not tolerance:
        warnings += _nearly_touching(shapes, found)
    first, second = np.divmod(found, max(len(shapes), 1))
    return arranged(codes, first, second, warnings)


def _checked(
    codes: Sequence[str], polygons: Sequence[BaseGeometry | None] | Outlines
) -> tuple[Outlines, tuple[Message, ...]]:
    shapes = np.empty(len(polygons), dtype=object)
    shapes[:] = list(polygons)
    unknown = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    finite = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    wrong = ~unknown & ~(np.isin(shapely.get_type_id(shapes), _AREAL) & finite)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise NotAnOutlineError(codes[row], row)
    shapes[unknown] = shapely.Polygon()
    crossing = ~shapely.is_valid(shapes)
    if crossing.any():
        shapes[crossing] = shapely.make_valid(shapes[crossing], method="structure", keep_collapsed=False)
    return shapes, _noticed(int(unknown.sum()), int(crossing.sum()))


def _noticed(unknown: int, crossing: int) -> tuple[Message, ...]:
    warnings = []
    if unknown:
        warnings.append(
            counts(
                "%(count)s area has no outline, so it has no neighbours.",
                "%(count)s areas have no outline, so they have no neighbours.",
                unknown,
            )
        )
    if crossing:
        warnings.append(
            counts(
                "%(count)s outline crosses itself and was mended for the search of neighbours.",
                "%(count)s outlines cross themselves and were mended for the search of neighbours.",
                crossing,
            )
        )
    return tuple(warnings)


def _ordered(pairs: Found, n: int) -> Places:
    """Return each pair once as one number, ascending."""
    first, second = pairs
    apart = first != second
    first, second = first[apart], second[apart]
    return np.unique(np.minimum(first, second) * max(n, 1) + np.maximum(first, second))


def _boxes_meeting(shapes: Outlines, tolerance: float) -> Found:
    bounds = shapely.bounds(shapes)
    reach = tolerance + 4 * np.spacing(np.nan_to_num(np.abs(bounds)).max(initial=0) + tolerance)
    wider = shapely.box(*(bounds + np.array([-reach, -reach, reach, reach])).T) if tolerance else shapes
    first, second = shapely.STRtree(shapes).query(wider)
    return first.astype(np.int64), second.astype(np.int64)


def _touching(shapes: Outlines, pairs: Found, rule: Contiguity, tolerance: float) -> NDArray[np.bool_]:
    """Say of each pair whether its shapes are neighbours."""
    one, other = shapes[pairs[0]], shapes[pairs[1]]
    near = shapely.dwithin(one, other, tolerance) if tolerance else shapely.intersects(one, other)
    if rule is Contiguity.ROOK and near.any():
        near[near] = (
            _beside(one[near], other[near], tolerance) > _SIDE_IN_TOLERANCES * tolerance
            if tolerance
            else _more_than_points(one[near], other[near])
        )
    return np.asarray(near, dtype=np.bool_)


def _nearly_touching(shapes: Outlines, found: Places) -> tuple[Message, ...]:
    """Say how many outlines leave a sliver between them: maps that were drawn apart seldom fit."""
    bounds = shapely.bounds(shapes)
    widths = np.nanmax(bounds[:, 2:] - bounds[:, :2], axis=1, initial=0)
    gap = _SLIVER * float(np.median(widths[widths > 0])) if (widths > 0).any() else 0.0
    left = np.setdiff1d(_ordered(_boxes_meeting(shapes, gap), len(shapes)), found)
    if not gap or not len(left):
        return ()
    shapely.prepare(shapes)  # distances of detailed outlines are ten times quicker with it
    one, other = (shapes[places] for places in np.divmod(left, len(shapes)))
    close = shapely.dwithin(one, other, gap)
    number = int(np.count_nonzero(~shapely.intersects(one[close], other[close])))
    if not number:
        return ()
    return (
        counts(
            "%(count)s pair of outlines comes closer than %(gap)s without touching. "
            "If they are neighbours, set a tolerance.",
            "%(count)s pairs of outlines come closer than %(gap)s without touching. "
            "If they are neighbours, set a tolerance.",
            number,
            gap=f"{gap:.2g}",
        ),
    )


def _more_than_points(one: Outlines, other: Outlines) -> NDArray[np.bool_]:
    """Say whether insides meet, or borders along a line."""
    relation = np.asarray(shapely.relate(one, other), dtype="U9").view("U1").reshape(-1, 9)
    return np.asarray((relation[:, 0] != "F") | (relation[:, 4] == "1"), dtype=np.bool_)


def _beside(one: Outlines, other: Outlines, tolerance: float) -> NDArray[np.float64]:
    """Return how far the border of either runs in the other or beside it; the longer way counts."""
    ways = [
        shapely.length(shapely.intersection(shapely.boundary(border), shapely.buffer(around, tolerance)))
        for border, around in ((one, other), (other, one))
    ]
    return np.asarray(np.maximum(*ways), dtype=np.float64)
