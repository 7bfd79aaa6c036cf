"""Neighbours from a list of pairs, and neighbours within a distance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike

from clrisk_site.figures.message import Message, counts
from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.zones.errors import (
    InvalidDistanceError,
    InvalidPointError,
    TooManyNeighboursError,
    UnknownAreasError,
)
from diagnosis.statistics.zones.neighbours import MOST_PAIRS, Neighbours, arranged

EARTH_RADIUS_M = 6_371_008.8
_AT_ONCE = 500


def neighbours_from_pairs(codes: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Neighbours:
    """Return the neighbours that somebody listed.

    Parameters
    ----------
    codes : sequence of str of length n
        Codes of all areas, those without a neighbour too.
    pairs : iterable of (str, str)
        Neighbours; one direction is enough, and repetitions change nothing.

    Returns
    -------
    Neighbours
        With a warning for areas that were listed beside themselves.

    Raises
    ------
    UnknownAreasError
        If a pair names another area.
    NoAreasError, RepeatedAreaError
        If there is no code, or one appears twice.

    Examples
    --------
    >>> neighbours_from_pairs(["a", "b", "c"], [("b", "a")]).of("a")
    ('b',)
    """
    place_of = {code: place for place, code in enumerate(codes)}
    listed = list(pairs)
    unknown = {code for pair in listed for code in pair if code not in place_of}
    if unknown:
        raise UnknownAreasError(unknown)
    places = np.array([(place_of[one], place_of[other]) for one, other in listed], dtype=np.int64)
    first, second = places.reshape(-1, 2).T
    alone = first == second
    warnings: tuple[Message, ...] = ()
    if alone.any():
        warnings = (
            counts(
                "%(count)s pair names one area twice and was left out.",
                "%(count)s pairs name one area twice and were left out.",
                int(alone.sum()),
            ),
        )
    return arranged(codes, first[~alone], second[~alone], warnings)


def neighbours_within(
    codes: Sequence[str], points: ArrayLike, distance: float, *, degrees: bool = False
) -> Neighbours:
    """Return the areas whose points are at most so far apart.

    Parameters
    ----------
    codes : sequence of str of length n
        Codes of the areas.
    points : array-like of float of shape (n, 2)
        A point of each area, x first. NaN means not known: such an area has no neighbours.
    distance : float
        Largest distance, itself included; in the unit of the points, or in metres with `degrees`.
    degrees : bool, default=False
        Whether points are longitude and latitude. Distances are then along the great circle of a sphere.

    Returns
    -------
    Neighbours
        With a warning for areas without a point.

    Raises
    ------
    InvalidDistanceError
        If the distance is negative, infinite or missing.
    InvalidPointError
        If a point is infinite or is no place on earth.
    TooManyNeighboursError
        If nearly all areas would be neighbours of all, mostly since the distance has another unit.
    NoAreasError, RepeatedAreaError
        If there is no code, or one appears twice.

    Examples
    --------
    >>> neighbours_within(["a", "b", "c"], [(0, 0), (3, 4), (9, 9)], 5).of("a")
    ('b',)
    """
    if not 0 <= distance < math.inf:
        raise InvalidDistanceError
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if len(places) != len(codes):
        raise ValueError(f"{len(places)} points for {len(codes)} areas")
    known = ~np.isnan(places).any(axis=1)
    _check(codes, places, known, degrees=degrees)
    at = np.flatnonzero(known)
    near = _on_earth if degrees else _on_plane
    first, second = near(places[at], distance) if len(at) else (at, at)
    warnings: tuple[Message, ...] = ()
    if len(at) < len(codes):
        warnings = (
            counts(
                "%(count)s area has no coordinates, so it has no neighbours.",
                "%(count)s areas have no coordinates, so they have no neighbours.",
                len(codes) - len(at),
            ),
        )
    return arranged(codes, at[first], at[second], warnings)


def _check(codes: Sequence[str], places: Floats, known: np.ndarray, *, degrees: bool) -> None:
    farthest = np.array([180.0, 90.0]) if degrees else np.array([1e150, 1e150])  # squares stay finite
    wrong = known & ~(np.abs(places) <= farthest).all(axis=1)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidPointError(codes[row], row)


def _on_plane(places: Floats, distance: float) -> tuple[Places, Places]:
    first, second = _in_boxes(places, np.full((len(places), 2), distance))
    apart = places[first] - places[second]
    near = np.hypot(apart[:, 0], apart[:, 1]) <= distance
    return first[near], second[near]


def _on_earth(places: Floats, distance: float) -> tuple[Places, Places]:
    radians = np.radians(places)
    reach = min(distance / EARTH_RADIUS_M * 1.000001, math.pi)  # a little more: boxes only preselect
    pole = np.abs(radians[:, 1]) + reach >= math.pi / 2
    sine = np.sin(reach) / np.cos(np.where(pole, 0, radians[:, 1]))
    wide = np.where(pole | (sine >= 1) | (reach >= math.pi / 2), math.pi, np.arcsin(np.minimum(sine, 1)))
    boxes = np.degrees(np.column_stack([wide, np.full(len(wide), reach)]))
    pairs = [_in_boxes(places, boxes, shift) for shift in (0.0, 360.0, -360.0)]
    first, second = (np.concatenate(side) for side in zip(*pairs, strict=True))
    half = np.sin((radians[first] - radians[second]) / 2) ** 2
    chord = half[:, 1] + np.cos(radians[first, 1]) * np.cos(radians[second, 1]) * half[:, 0]
    near = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1))) <= distance
    return first[near], second[near]


def _in_boxes(places: Floats, reach: Floats, shift: float = 0.0) -> tuple[Places, Places]:
    """Return each pair of points of which the second lies in the box around the first."""
    middle = places + np.array([shift, 0.0])
    reach = reach + 4 * np.spacing(np.abs(middle) + reach)  # boxes only preselect and may not round inwards
    (left, low), (right, high) = (middle - reach).T, (middle + reach).T
    boxes = shapely.box(left, low, right, high)
    tree = shapely.STRtree(list(np.asarray(shapely.points(places), dtype=object)))
    found, pairs = [], 0
    for begin in range(0, len(boxes), _AT_ONCE):
        first, second = tree.query(boxes[begin : begin + _AT_ONCE])
        pairs += len(first)
        if pairs > MOST_PAIRS:
            raise TooManyNeighboursError(MOST_PAIRS)
        found.append((first + begin, second))
    firsts, seconds = (np.concatenate(side).astype(np.int64) for side in zip(*found, strict=True))
    other = firsts != seconds
    return firsts[other], seconds[other]
