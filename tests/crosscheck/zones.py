"""Neighbours, Moran, Getis and Ord beside libpysal and esda: reference grid, random cells, census areas."""

import json
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import shapely

from diagnosis.statistics.zones import (
    Contiguity,
    Neighbours,
    Weighting,
    general_g,
    getis_ord,
    moran,
    neighbours_of_polygons,
    neighbours_on_grid,
    neighbours_within,
)
from tests.crosscheck.data import FIXTURES, SHARED, columns_of
from tests.crosscheck.difference import Difference, compared

CENSUS_AREAS = SHARED / "data" / "02_ageb" / "chiapas_ageb_urbana_2022.geojson"
CELLS = 400
OTHER_ORDERS = (
    "Two programs draw other random orders. Both numbers estimate one p; with 9,999 orders their "
    "standard error is below 0.005. Four errors of their difference are allowed."
)


def compare() -> Iterator[Difference]:
    """Yield each difference."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # esda says that it estimates, and that an area is an island
        yield from _grid()
        yield from _cells()
        yield from _census_areas()
        yield from _points()


def _grid() -> Iterator[Difference]:
    table = columns_of(FIXTURES / "micro_expected.csv")
    known = [bool(index) for index in table["index"]]
    codes = _where(table["area"], known)
    rows, columns = ([float(one) for one in _where(table[name], known)] for name in ("row", "col"))
    values = [float(one) for one in _where(table["index"], known)]
    yield from _tests("5 x 5 grid", codes, values, neighbours_on_grid(codes, rows, columns))


def _cells() -> Iterator[Difference]:
    from tests.diagnosis.statistics.zones.made_up import cells

    shapes = cells(CELLS, seed=11)
    yield from _outlines("400 cells", shapes)
    codes = [f"{place:03}" for place in range(len(shapes))]
    values = np.random.default_rng(12).gamma(2, 3, len(shapes)).tolist()
    yield from _tests("400 cells", codes, values, neighbours_of_polygons(codes, shapes))


def _census_areas() -> Iterator[Difference]:
    if CENSUS_AREAS.is_file():
        features = json.loads(CENSUS_AREAS.read_text(encoding="utf-8"))["features"]
        shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in features])
        yield from _outlines("1,907 census areas", shapes)


def _outlines(data: str, shapes: Any) -> Iterator[Difference]:
    from libpysal.weights import Queen, Rook

    geopandas = import_module("geopandas")

    codes = [f"{place:05}" for place in range(len(shapes))]
    frame = geopandas.GeoDataFrame(geometry=shapes)
    for rule, peer in ((Contiguity.QUEEN, Queen), (Contiguity.ROOK, Rook)):
        own = neighbours_of_polygons(codes, shapes, rule)
        theirs = peer.from_dataframe(frame, use_index=False, silence_warnings=True)
        pairs = {(i, j) for i, others in theirs.neighbors.items() for j in others}
        differing = set(zip(own.owners.tolist(), own.others.tolist(), strict=True)) ^ pairs
        share = len(differing) / len(pairs)
        yield Difference("zones", f"libpysal {peer.__name__}", f"pairs of neighbours, {data}", share)


def _points() -> Iterator[Difference]:
    from libpysal.weights import DistanceBand

    points = np.random.default_rng(13).random((300, 2)).round(3)
    codes = [f"{place:03}" for place in range(len(points))]
    own = neighbours_within(codes, points, 0.06)
    theirs = DistanceBand(points, 0.06, silence_warnings=True)
    pairs = {(i, j) for i, others in theirs.neighbors.items() for j in others}
    differing = set(zip(own.owners.tolist(), own.others.tolist(), strict=True)) ^ pairs
    yield Difference(
        "zones", "libpysal DistanceBand", "pairs of neighbours, 300 points", len(differing) / len(pairs)
    )
    values = np.random.default_rng(14).gamma(2, 3, len(points)).tolist()
    yield from _tests("300 points with islands", codes, values, own)


def _tests(data: str, codes: list[str], values: list[float], own: Neighbours) -> Iterator[Difference]:
    named = dict(zip(codes, values, strict=True))
    ordered = np.array([named[code] for code in own.codes])
    yield from _moran(data, named, ordered, own)
    yield from _getis(data, named, ordered, own)


def _moran(data: str, named: dict[str, float], ordered: Any, own: Neighbours) -> Iterator[Difference]:
    import esda

    for weighting, transform in ((Weighting.BINARY, "B"), (Weighting.ROW_STANDARDISED, "R")):
        found = moran(named, own, weighting=weighting, permutations=9999)
        theirs = esda.Moran(ordered, _weights(own, transform), transformation=transform, permutations=9999)
        numbers = [found.i, found.expected, found.variance_randomisation, found.variance_normality]
        told = [theirs.I, theirs.EI, theirs.VI_rand, theirs.VI_norm]
        both = _pair(
            [*numbers, found.p_randomisation, found.p_normality], [*told, theirs.p_rand, theirs.p_norm]
        )
        yield from compared("zones", "esda Moran", {f"I, variances and p, {weighting.value}, {data}": both})
        if weighting is Weighting.BINARY and own.n == CELLS:
            pseudo = _pair([found.p_permutation], [theirs.p_sim])
            p = float(theirs.p_sim)
            errors = 4 * np.sqrt(2 * (1 - p) / (p * 9999))
            yield from compared(
                "zones", "esda Moran", {f"pseudo p, {data}": pseudo}, OTHER_ORDERS, at_most=float(errors)
            )


def _getis(data: str, named: dict[str, float], ordered: Any, own: Neighbours) -> Iterator[Difference]:
    import esda

    weights = _weights(own, "B")
    found, theirs = general_g(named, own), esda.G(ordered, weights, permutations=0)
    both = _pair([found.g, found.variance, found.p_one_sided], [theirs.G, theirs.VG, theirs.p_norm])
    yield from compared("zones", "esda G", {f"G, its variance and p, {data}": both})
    numbers: list[float | None] = []
    told: list[Any] = []
    for star in (True, False):
        areas = getis_ord(named, own, star=star).areas
        peer = esda.G_Local(ordered, weights, transform="B", star=star, permutations=0)
        numbers += [area.z for area in areas]
        numbers += [None if area.p is None else area.p / 2 for area in areas]
        told += [*peer.Zs, *peer.p_norm]
    yield from compared("zones", "esda G_Local", {f"z and p of Gi* and Gi, {data}": _pair(numbers, told)})


def _pair(own: Sequence[float | None], theirs: Any) -> tuple[Any, Any]:
    """Return both where there is a number of ours: peers give one for islands too."""
    numbers = np.array(own, dtype=np.float64)
    return numbers, np.where(np.isnan(numbers), np.nan, theirs)


def _weights(own: Neighbours, transform: str) -> Any:
    from libpysal.weights import W

    others = {place: own.others[own.starts[place] : own.starts[place + 1]].tolist() for place in range(own.n)}
    weights = W(others, silence_warnings=True)
    weights.transform = transform
    return weights


def _where(texts: list[str], known: list[bool]) -> list[str]:
    return [text for text, here in zip(texts, known, strict=True) if here]
