"""Made-up areas: values with gaps, random pairs, and a map of random cells."""

import numpy as np
import shapely
from hypothesis import strategies as st

from diagnosis.statistics.zones import Neighbours
from tests.diagnosis.statistics.zones.slow_patterns import Pairs

CODES = [f"{number:02}" for number in range(12)]


@st.composite
def patterns(draw: st.DrawFn) -> tuple[dict[str, float | None], Pairs]:
    """Return values of some areas, at least five different ones, and at least one pair among them."""
    n = draw(st.integers(5, len(CODES)))
    codes = CODES[:n]
    numbers = draw(st.lists(st.integers(0, 60), min_size=n, max_size=n, unique=True))
    missing = draw(st.sets(st.sampled_from(codes[5:]))) if n > 5 else set()
    values: dict[str, float | None] = {
        code: None if code in missing else number / 4 for code, number in zip(codes, numbers, strict=True)
    }
    every = [(one, other) for one in codes for other in codes if one < other]
    pairs = draw(st.sets(st.sampled_from(every), max_size=14))
    return values, {frozenset(pair) for pair in pairs | {("00", "01")}}


def cells(number: int, seed: int) -> np.ndarray:
    """Return a map of random cells that share their corners to the last digit."""
    points = np.random.default_rng(seed).random((number, 2))
    drawn = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=shapely.box(0, 0, 1, 1))
    return np.array(shapely.get_parts(drawn), dtype=object)


def as_pairs(neighbours: Neighbours) -> Pairs:
    codes, (first, second) = neighbours.codes, neighbours.pairs
    return {frozenset((codes[i], codes[j])) for i, j in zip(first, second, strict=True)}
