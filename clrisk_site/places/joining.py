"""Whether the borders of outlines match, and their union then; in less time than GEOS takes for it. Pure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from clrisk_site.places.geometry import Geometries

type Keys = npt.NDArray[np.uint64]
type Places = npt.NDArray[np.intp]
type Points = npt.NDArray[np.float64]
type Mask = npt.NDArray[np.bool_]

SAME_SIZE = 1e-11
"""By how much two sums of areas may differ for the last digits of their numbers."""

# Odd numbers without a pattern, so that neighbouring points get keys far apart.
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9], dtype=np.uint64)


@dataclass(frozen=True)
class Joined:
    """Shapes joined along the edges that two of them share.

    Parameters
    ----------
    pieces : ndarray of polygons
        The ground that they cover together, in pieces that are joined by no border.
    gaps : ndarray of polygons
        What lies between and in the pieces, some of it inside others.
    is_whole : bool
        Every edge that is not shared is on the outside of one piece, none is shared by three shapes, and the
        pieces are as large as the shapes together.
    """

    pieces: Geometries
    gaps: Geometries
    is_whole: bool


def join(shapes: Geometries) -> Joined:
    """Join polygons, each of them valid.

    Returns
    -------
    Joined
        Where edges match and nobody overlaps (`shapely.coverage_is_valid`), the pieces are the parts of
        `shapely.coverage_union_all`. Else they may mean nothing: see `unfitting`.
    """
    lines, in_pairs = _outer_lines(shapes)
    faces = shapely.get_parts(shapely.polygonize(lines))
    points = shapely.point_on_surface(faces)
    is_covered = np.zeros(len(faces), dtype=bool)
    is_covered[shapely.STRtree(shapes).query(points, predicate="intersects")[0]] = True
    pieces = faces[is_covered]
    edges = _edges(pieces) - shapely.get_num_interior_rings(pieces).sum() - len(pieces)
    same_size = np.isclose(shapely.area(pieces).sum(), shapely.area(shapes).sum(), rtol=SAME_SIZE, atol=0)
    whole = in_pairs and same_size and edges == _edges(lines) - len(lines)
    return Joined(pieces, faces[~is_covered], bool(whole))


def unfitting(shapes: Geometries) -> tuple[Mask, Joined]:
    """Return which shapes have an edge that does not match, or overlap another, and the shapes joined.

    Notes
    -----
    Shapes overlap nowhere where the edges that only one of them has are the outside of pieces that meet
    nowhere, each such edge once, and the pieces are as large as the shapes: ground that two shapes cover
    would count twice in the one sum only. So only shapes at a gap, or where two pieces meet, are left to be
    looked at by GEOS, which takes twice as long as all of this.
    """
    found = join(shapes)
    if not found.is_whole:
        return _has_wrong_edge(shapes), found
    one, other = shapely.STRtree(found.pieces).query(found.pieces, predicate="intersects")
    once = one < other
    contacts = shapely.intersection(found.pieces[one[once]], found.pieces[other[once]])
    seams = np.concatenate([found.gaps, contacts])
    near = np.unique(shapely.STRtree(shapes).query(seams, predicate="intersects")[1])
    wrong = np.zeros(len(shapes), dtype=bool)
    wrong[near] = _has_wrong_edge(shapes[near])
    return (_has_wrong_edge(shapes) if wrong.any() else wrong), found


def _has_wrong_edge(shapes: Geometries) -> Mask:
    wrong: Mask = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    return wrong


def _edges(shapes: Geometries) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def _outer_lines(shapes: Geometries) -> tuple[Geometries, bool]:
    """Return the edges that only one shape has, joined to lines that end where others begin; and whether all
    other edges are those of two.
    """
    _kind, points, offsets = shapely.to_ragged_array(shapes)
    keys = _point_keys(points)
    is_edge = np.ones(len(points), dtype=bool)
    is_edge[offsets[0][1:] - 1] = False
    starts = np.flatnonzero(is_edge)
    starts = starts[keys[starts] != keys[starts + 1]]
    # The same in both directions: neighbours go along their border in opposite ones.
    alone, in_pairs = _are_alone(keys[starts] + keys[starts + 1])
    starts = starts[alone]
    begins = np.diff(starts, prepend=-2) != 1
    begins |= _are_among(keys[starts], _crossings(keys, starts))
    return _lines(points, starts, begins), in_pairs


def _point_keys(points: Points) -> Keys:
    """Return a number for each point, the same for the same one."""
    # Adding nothing turns the negative zero into the positive one.
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)
    keys: Keys = bits[:, 0] * _FACTORS[0] ^ bits[:, 1] * _FACTORS[1]
    keys ^= keys >> np.uint64(29)
    keys *= _FACTORS[2]
    keys ^= keys >> np.uint64(32)
    return keys


def _are_alone(keys: Keys) -> tuple[Mask, bool]:
    order = np.argsort(keys)
    twice = np.diff(keys[order]) == 0
    alone = np.ones(len(keys), dtype=bool)
    alone[order] = ~(np.r_[False, twice] | np.r_[twice, False])
    return alone, not (twice[1:] & twice[:-1]).any()


def _crossings(keys: Keys, starts: Places) -> Keys:
    """Return the points in which other than two edges meet, in order."""
    found, edges = np.unique(np.concatenate([keys[starts], keys[starts + 1]]), return_counts=True)
    crossings: Keys = found[edges != 2]
    return crossings


def _are_among(keys: Keys, some: Keys) -> Mask:
    if not len(some):
        return np.zeros(len(keys), dtype=bool)
    places = np.minimum(np.searchsorted(some, keys), len(some) - 1)
    among: Mask = some[places] == keys
    return among


def _lines(points: Points, starts: Places, begins: Mask) -> Geometries:
    """Return a line for each run of edges: the start of each edge, and the end of the last."""
    line = np.cumsum(begins) - 1
    ends = np.flatnonzero(np.r_[begins[1:], True]) if len(begins) else np.array([], dtype=np.intp)
    at = np.insert(starts, ends + 1, starts[ends] + 1)
    of_line = np.insert(line, ends + 1, line[ends])
    return np.asarray(shapely.linestrings(points[at], indices=of_line), dtype=object)
