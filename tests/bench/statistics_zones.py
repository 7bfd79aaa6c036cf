"""Neighbours, Gi*, Moran and zones of 5,000 areas, beside libpysal and esda on the same map and values."""

import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from diagnosis.statistics.zones import (
    Neighbours,
    components,
    contiguous_zones,
    getis_ord,
    moran,
    neighbours_of_polygons,
)
from tests.bench.watching import timed

AREAS = 5_000
FDR = 0.1
TOP = 0.8
SIDE = 0.0012
ROUNDS = 3
AIM = 1.0

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]


def main() -> int:
    """Measure and say the ratios; 1 when one is above the aim or the two sides disagree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # esda speaks of numba and of islands
        return _compare()


def _compare() -> int:
    shapes, values = map_of_areas()
    named = dict(zip(codes_of(AREAS), values.tolist(), strict=True))
    top = values > np.quantile(values, TOP)
    near, w = neighbours_of_polygons(list(named), shapes), _their_map(shapes)
    parts: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
        (
            "neighbours from outlines",
            lambda: neighbours_of_polygons(list(named), shapes),
            lambda: _their_map(shapes),
        ),
        ("Gi* with Benjamini-Hochberg", lambda: getis_ord(named, near), lambda: _their_spots(values, w)),
        ("Moran, 999 permutations", lambda: moran(named, near), lambda: _their_moran(values, w)),
        ("connected areas of the top class", lambda: components(near, top), lambda: _their_parts(w, top)),
    ]
    missed = sum(_measured(*part) for part in parts)
    z = np.array([area.z for area in getis_ord(named, near).areas])
    equal = (
        np.isclose(moran(named, near).i, _their_moran(values, w), rtol=1e-9)
        and np.allclose(z, _their_spots(values, w), rtol=1e-8)
        and _own_zones(named, near, top) == _their_zones(w, top)
    )
    if not equal:
        sys.stdout.write("zones: OTHER NUMBERS than libpysal and esda\n")
    return int(missed > 0 or not equal)


def own_evidence(named: Mapping[str, float | None], shapes: Any, top: Flags) -> float:
    """Return Moran's I, after neighbours, Gi* and zones; areas without a value take no part."""
    near = neighbours_of_polygons(list(named), shapes)
    getis_ord(named, near)
    _own_zones(named, near, top)
    return moran(named, near).i


def their_evidence(values: Floats, shapes: Any, top: Flags) -> float:
    """Return Moran's I of the peers after the same; every area has a value."""
    w = _their_map(shapes)
    _their_spots(values, w)
    _their_zones(w, top)
    return _their_moran(values, w)


def codes_of(areas: int) -> list[str]:
    """Return the code of each area; the peers count places instead."""
    return [f"{place:05}" for place in range(areas)]


def map_of_areas() -> tuple[Any, Floats]:
    """Return random cells with corners as real outlines have them, and values that cluster."""
    chance = np.random.default_rng(7)
    points = chance.random((AREAS, 2))
    drawn = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=shapely.box(0, 0, 1, 1), ordered=True
    )
    shapes = shapely.segmentize(np.array(shapely.get_parts(drawn), dtype=object), SIDE)
    waves = np.sin(9 * points[:, 0]) * np.cos(7 * points[:, 1])
    return shapes, 50 + 20 * waves + chance.normal(0, 10, AREAS)


def _own_zones(named: Mapping[str, float | None], near: Neighbours, top: Flags) -> set[frozenset[str]]:
    chosen = [code for code, high in zip(named, top.tolist(), strict=True) if high]
    found = contiguous_zones(chosen, near, children=named, need=None, least_children=0)
    return {frozenset(zone.areas) for zone in found.zones}


def _their_map(shapes: Any) -> Any:
    frame = import_module("geopandas").GeoDataFrame(geometry=shapes)
    w = import_module("libpysal.weights").Queen.from_dataframe(frame, use_index=False, silence_warnings=True)
    w.transform = "B"
    return w


def _their_parts(w: Any, top: Flags) -> Any:
    chosen = np.flatnonzero(top).tolist()
    part = import_module("libpysal.weights").w_subset(w, chosen, silence_warnings=True)
    return part, part.component_labels


def _their_zones(w: Any, top: Flags) -> set[frozenset[str]]:
    part, labels = _their_parts(w, top)
    codes = codes_of(w.n)
    found: dict[int, list[str]] = {}
    for place, label in zip(part.id_order, labels.tolist(), strict=True):
        found.setdefault(label, []).append(codes[place])
    return {frozenset(one) for one in found.values() if len(one) > 1}


def _their_spots(values: Floats, w: Any) -> Any:
    esda = import_module("esda")
    found = esda.G_Local(values, w, transform="B", star=True, permutations=0)
    esda.fdr(found.p_norm * 2, FDR)
    return found.Zs


def _their_moran(values: Floats, w: Any) -> float:
    return float(import_module("esda").Moran(values, w, transformation="B", permutations=999).I)


def _measured(name: str, own: Callable[[], Any], theirs: Callable[[], Any]) -> bool:
    """Say both times and their ratio; true if it is above the aim."""
    theirs(), own()  # numba compiles at the first call
    both = [(timed(theirs), timed(own)) for _round in range(ROUNDS)]
    others, ours = (min(times) for times in zip(*both, strict=True))
    ratio = ours / others
    sys.stdout.write(
        f"zones: {AREAS:,} areas, {name}: {ours:.3f} s, {ratio:.2f} of libpysal and esda "
        f"({others:.3f} s; aim below {AIM:g})\n"
    )
    return bool(ratio > AIM)


if __name__ == "__main__":
    sys.exit(main())
