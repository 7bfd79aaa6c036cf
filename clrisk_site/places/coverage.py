"""Faults between outlines that should fit together: overlaps, gaps, holes and what lies outside. Pure."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import Geometries, are_polygons, area_km2
from clrisk_site.places.joining import unfitting
from clrisk_site.places.strips import Floats, Parts, widths_m

LEAST_KM2 = 0.001
"""1,000 m²: no difference below it is told."""

LEAST_SHARE = 0.001
"""Nor one below a thousandth of the smaller of the shapes that it lies between."""

OUTSIDE_SHARE = 0.05
"""A shape that reaches less of its area beyond its outline is not told: maps of two scales differ so."""

STRIP_M = 5.0
"""Nor a strip that is narrower than this on average: two borders drawn from the same line."""

STRIPS_OF_MEDIAN = 4.0
"""Where most neighbours overlap, each was simplified alone: so many times the usual strip is one too."""

FEWEST_STRIPS = 30
"""Fewer overlaps than these say nothing about how a file was made."""

DECIMALS = 7
"""Of degrees: about a centimetre."""

MOST_PAIRS = 300_000
"""Shapes that lie upon each other more often than this are not told pair by pair."""

type Places = npt.NDArray[np.intp]
type Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where outlines do not fit.

    Parameters
    ----------
    indices : tuple of int
        Places of the shapes that it lies between, in the order of the file.
    area_km2 : float
        How large it is on the ellipsoid.
    geometry : shapely geometry
        Where it is, in degrees.
    """

    indices: tuple[int, ...]
    area_km2: float
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Coverage:
    """What does not fit, the largest first; empty tuples where all fits.

    Parameters
    ----------
    overlaps : tuple of Fault
        Two shapes claim the same ground.
    gaps : tuple of Fault
        Ground that shapes enclose together and none claims. The sea around them is no gap.
    holes : tuple of Fault
        A hole in one shape that no other fills.
    outside : tuple of Fault
        The part of a shape that lies beyond the outline it should lie in.
    strips, strips_km2, strip_m : int, float, float
        How many narrower differences were left out, how large they are together, and below which mean width
        in metres a difference counts as one.
    is_crowded : bool
        Too many shapes lie upon each other to tell the pairs.
    """

    overlaps: tuple[Fault, ...] = ()
    gaps: tuple[Fault, ...] = ()
    holes: tuple[Fault, ...] = ()
    outside: tuple[Fault, ...] = ()
    strips: int = 0
    strips_km2: float = 0.0
    strip_m: float = STRIP_M
    is_crowded: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing is to be told."""
        return not (self.overlaps or self.gaps or self.holes or self.outside or self.is_crowded)


def inspect_coverage(geometries: Geometries, within: shapely.Geometry | Geometries | None = None) -> Coverage:
    """Look for overlaps, gaps, holes and what lies outside.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, shape (n,)
        Longitude and latitude in degrees. None, empty shapes and those without an inside are passed over;
        the others must be valid by themselves.
    within : geometry or ndarray of geometries, optional
        The outline that all shapes should lie in, or one for each; None where nothing is known.

    Returns
    -------
    Coverage
        A difference is told when it is at least `LEAST_KM2` large, at least `LEAST_SHARE` of the smallest
        shape that it touches, and on average wider than a strip. Everything smaller is only counted. Of what
        lies outside, only `OUTSIDE_SHARE` of the shape and more is told.

    Notes
    -----
    A strip is a difference of less than `STRIP_M` mean width, which is twice its area by its perimeter. Where
    more than half of the neighbours overlap, the file was simplified shape by shape, and the limit is
    `STRIPS_OF_MEDIAN` times the median width of its overlaps.
    """
    at = np.flatnonzero(are_polygons(geometries))
    if not len(at):
        return Coverage()
    shapes = geometries[at]
    outlines = (
        None if within is None else np.broadcast_to(np.array(within, dtype=object), len(geometries))[at]
    )
    beyond = Parts.none() if outlines is None else _outside(shapes, outlines)
    crowded = False
    wrong, joined = unfitting(shapes)
    if wrong.any():
        # Where only the last digits differ, a crack would join every gap to the sea.
        shapes = _rounded(shapes)
        wrong, joined = unfitting(shapes)
    if not wrong.any():
        overlaps, holes, neighbours = Parts.none(), _uncovered(joined.pieces), 0
    else:
        with ThreadPoolExecutor(1) as beside:
            united = beside.submit(shapely.union_all, shapes)
            overlaps, neighbours, crowded = _overlaps(shapes, wrong)
            holes = _uncovered(united.result())
    strip = _strip_limit(overlaps, neighbours)
    found = _Found(at, shapes, strip)
    near = _with_neighbours(holes, shapes)
    alone = np.array([len(owners) == 1 for owners in near.owners], dtype=bool)
    return Coverage(
        overlaps=found.told(overlaps),
        gaps=found.told(near.where(~alone)),
        holes=found.told(near.where(alone)),
        outside=found.outside(beyond),
        strips=found.strips,
        strips_km2=found.strips_km2,
        strip_m=strip,
        is_crowded=crowded,
    )


def _rounded(shapes: Geometries) -> Geometries:
    rounded = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
    return np.where(shapely.is_valid(rounded), rounded, shapes)


class _Found:
    """Keeps what is large enough to be told, and counts what is not."""

    def __init__(self, at: Places, shapes: Geometries, strip: float) -> None:
        self.at, self.shapes, self.strip = at, shapes, strip
        self.strips, self.strips_km2 = 0, 0.0

    def told(self, parts: Parts) -> tuple[Fault, ...]:
        if not len(parts):
            return ()
        smallest = self._smallest(parts)
        large = (parts.km2 >= LEAST_KM2) & (parts.km2 >= smallest * LEAST_SHARE) & (parts.widths > self.strip)
        self.strips += int((~large & (parts.km2 > 0)).sum())
        self.strips_km2 += float(parts.km2[~large].sum())
        return self._largest_first(parts, large)

    def outside(self, parts: Parts) -> tuple[Fault, ...]:
        return self._largest_first(
            parts, (parts.km2 >= LEAST_KM2) & (parts.km2 >= self._smallest(parts) * OUTSIDE_SHARE)
        )

    def _smallest(self, parts: Parts) -> Floats:
        """Return the area of the smallest shape that each piece belongs to; few of many have any."""
        owners = sorted({owner for near in parts.owners for owner in near})
        areas = dict(zip(owners, area_km2(self.shapes[owners]).tolist(), strict=True)) if owners else {}
        return np.array([min((areas[owner] for owner in near), default=np.inf) for near in parts.owners])

    def _largest_first(self, parts: Parts, large: Mask) -> tuple[Fault, ...]:
        order = [place for place in np.argsort(-parts.km2, kind="stable") if large[place]]
        return tuple(
            Fault(
                tuple(int(self.at[near]) for near in parts.owners[place]),
                float(parts.km2[place]),
                parts.shapes[place],
            )
            for place in order
        )


def _overlaps(shapes: Geometries, wrong: Mask) -> tuple[Parts, int, bool]:
    """Return what pairs have in common, how many pairs touch, and whether there are too many of them."""
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    pair = one < other
    one, other = one[pair], other[pair]
    touching = len(one)
    # Only where edges do not match can two shapes overlap.
    suspect = wrong[one] & wrong[other]
    one, other = one[suspect], other[suspect]
    if len(one) > MOST_PAIRS:
        return Parts.none(), touching, True
    common = shapely.intersection(shapes[one], shapes[other])
    return Parts.of(common, list(zip(one.tolist(), other.tolist(), strict=True))), touching, False


def _uncovered(union: shapely.Geometry | Geometries) -> Parts:
    """Return what a union encloses without covering it."""
    parts = shapely.get_parts(union)
    rings, owner = shapely.get_rings(parts, return_index=True)
    inner = rings[~np.r_[True, owner[1:] != owner[:-1]]] if len(rings) else rings
    holes = np.array(shapely.polygons(inner) if len(inner) else [], dtype=object)
    return Parts.of(holes, [()] * len(holes))


def _with_neighbours(holes: Parts, shapes: Geometries) -> Parts:
    """Say of each hole which shapes it touches."""
    if not len(holes):
        return holes
    hole, shape = shapely.STRtree(shapes).query(holes.shapes, predicate="intersects")
    near: list[list[int]] = [[] for _ in range(len(holes))]
    for place, touched in zip(hole.tolist(), shape.tolist(), strict=True):
        near[place].append(touched)
    return holes.owned_by([tuple(sorted(found)) for found in near])


def _outside(shapes: Geometries, outlines: Geometries) -> Parts:
    known = np.flatnonzero(are_polygons(outlines))
    shapely.prepare(outlines[known])
    beyond = known[~shapely.covers(outlines[known], shapes[known])]
    rest = shapely.difference(shapes[beyond], outlines[beyond])
    return Parts.of(rest, [(place,) for place in beyond.tolist()])


def _strip_limit(overlaps: Parts, neighbours: int) -> float:
    if len(overlaps) < FEWEST_STRIPS or len(overlaps) * 2 <= neighbours:
        return STRIP_M
    return max(STRIP_M, float(np.median(widths_m(overlaps.shapes))) * STRIPS_OF_MEDIAN)
