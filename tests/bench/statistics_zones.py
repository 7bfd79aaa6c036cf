"""Neighbours, Gi*, Moran and zones of 5,000 areas, beside libpysal and esda on the same map and values."""

import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import shapely

from diagnosis.statistics.zones import (
    Neighbours,
    components,
    contiguous_zones,
    getis_ord,
    local_moran,
    moran,
    neighbours_of_polygons,
)

AREAS = 5_000
FALSE_ALARMS = 0.1
TOP = 0.8
SIDE = 0.0012
ROUNDS = 3
AIM = 1.0


def main() -> int:
    """Measure and say the ratios; 1 when one is above the aim or the two sides disagree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # esda speaks of numba and of islands
        return _compare()


def _compare() -> int:  # noqa: C901  # one list of what is compared, its small functions beside it
    weights, esda = import_module("libpysal.weights"), import_module("esda")
    shapes, codes, values = _map()
    frame = import_module("geopandas").GeoDataFrame(geometry=shapes)
    named = dict(zip(codes, values.tolist(), strict=True))
    top = values > np.quantile(values, TOP)

    def own_map() -> Neighbours:
        return neighbours_of_polygons(codes, shapes)

    def their_map() -> Any:
        return weights.Queen.from_dataframe(frame, use_index=False, silence_warnings=True)

    near, w = own_map(), their_map()
    w.transform = "B"

    def own_zones(neighbours: Neighbours) -> set[frozenset[str]]:
        chosen = [code for code, high in zip(codes, top.tolist(), strict=True) if high]
        found = contiguous_zones(chosen, neighbours, children=named, need=None, least_children=0)
        return {frozenset(zone.areas) for zone in found.zones}

    def their_parts(w: Any) -> Any:
        part = weights.w_subset(w, np.flatnonzero(top).tolist(), silence_warnings=True)
        return part, part.component_labels

    def their_zones(w: Any) -> set[frozenset[str]]:
        part, labels = their_parts(w)
        found: dict[int, list[str]] = {}
        for place, label in zip(part.id_order, labels.tolist(), strict=True):
            found.setdefault(label, []).append(codes[place])
        return {frozenset(one) for one in found.values() if len(one) > 1}

    def their_spots(w: Any) -> Any:
        found = esda.G_Local(values, w, transform="B", star=True, permutations=0)
        return found.Zs, esda.fdr(found.p_norm * 2, FALSE_ALARMS)

    def own_whole() -> float:
        neighbours = own_map()
        getis_ord(named, neighbours)
        own_zones(neighbours)
        return moran(named, neighbours).i

    def their_whole() -> float:
        w = their_map()
        their_spots(w)
        their_zones(w)
        return float(esda.Moran(values, w, transformation="B", permutations=999).I)

    parts: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
        ("neighbours from outlines", own_map, their_map),
        ("Gi* with Benjamini-Hochberg", lambda: getis_ord(named, near), lambda: their_spots(w)),
        (
            "Moran, 999 permutations",
            lambda: moran(named, near),
            lambda: esda.Moran(values, w, transformation="B", permutations=999),
        ),
        ("connected areas of the top class", lambda: components(near, top), lambda: their_parts(w)),
        ("all of these with zones", own_whole, their_whole),
        (
            "local Moran, 999 permutations",
            lambda: local_moran(named, near),
            lambda: esda.Moran_Local(values, w, transformation="R", permutations=999),
        ),
    ]
    missed = sum(_measured(*part) for part in parts)
    z = np.array([area.z for area in getis_ord(named, near).areas])
    equal = (
        np.isclose(own_whole(), their_whole(), rtol=1e-9)
        and np.allclose(z, their_spots(w)[0], rtol=1e-8)
        and own_zones(near) == their_zones(w)
    )
    if not equal:
        sys.stdout.write("zones: OTHER NUMBERS than libpysal and esda\n")
    return int(missed > 0 or not equal)


def _map() -> tuple[Any, list[str], Any]:
    """Return random cells with corners as real outlines have them, their codes, and values that cluster."""
    chance = np.random.default_rng(7)
    points = chance.random((AREAS, 2))
    drawn = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=shapely.box(0, 0, 1, 1), ordered=True
    )
    shapes = shapely.segmentize(np.array(shapely.get_parts(drawn), dtype=object), SIDE)
    codes = [f"{place:05}" for place in range(AREAS)]
    waves = np.sin(9 * points[:, 0]) * np.cos(7 * points[:, 1])
    return shapes, codes, 50 + 20 * waves + chance.normal(0, 10, AREAS)


def _measured(name: str, own: Callable[[], Any], theirs: Callable[[], Any]) -> bool:
    """Say both times and their ratio; true if it is above the aim."""
    theirs(), own()  # numba compiles at the first call
    ours: list[float] = []
    others: list[float] = []
    for _round in range(ROUNDS):
        for call, times in ((theirs, others), (own, ours)):
            began = time.perf_counter()
            call()
            times.append(time.perf_counter() - began)
    ratio = min(ours) / min(others)
    sys.stdout.write(
        f"zones: {AREAS:,} areas, {name}: {min(ours):.3f} s, {ratio:.2f} of libpysal and esda "
        f"({min(others):.3f} s; aim below {AIM:g})\n"
    )
    return bool(ratio > AIM)


if __name__ == "__main__":
    sys.exit(main())
