"""Faults between outlines: overlaps, gaps, holes, what lies outside; slivers are counted, not told."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.places.coverage import inspect_coverage
from clrisk_site.places.geometry import Geometries, area_km2, close, simplify

KM2 = float(area_km2(np.array([shapely.box(-93, 16, -92.9, 16.1)]))[0])
"""Of a square of a tenth of a degree."""


def squares(*corners: tuple[float, float]) -> Geometries:
    return np.array([shapely.box(west, south, west + 0.1, south + 0.1) for west, south in corners])


def test_neighbours_that_meet_have_no_fault() -> None:
    found = inspect_coverage(squares((-93, 16), (-92.9, 16), (-92.8, 16)))
    assert found.is_sound
    assert found.strips == 0


def test_case_48_overlaps_are_pairs_with_their_area_the_largest_first() -> None:
    shapes = squares((-93, 16), (-92.92, 16), (-92.5, 16), (-92.45, 16))
    small, large = sorted(inspect_coverage(shapes).overlaps, key=lambda fault: fault.area_km2)
    assert inspect_coverage(shapes).overlaps[0].indices == large.indices == (2, 3)
    assert small.indices == (0, 1)
    assert small.area_km2 == pytest.approx(KM2 / 5, rel=1e-3)
    assert large.area_km2 == pytest.approx(KM2 / 2, rel=1e-3)
    assert shapely.bounds(small.geometry) == pytest.approx((-92.92, 16, -92.9, 16.1))


def test_case_48_a_gap_lies_between_neighbours_and_the_sea_is_none() -> None:
    ring = [(-93 + x / 10, 16 + y / 10) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    (gap,) = inspect_coverage(squares(*ring)).gaps
    assert gap.area_km2 == pytest.approx(KM2, rel=0.01)
    assert len(gap.indices) == 8
    # Without the last square the sea reaches into it.
    assert inspect_coverage(squares(*ring[:-2])).is_sound


def test_case_48_a_hole_of_one_shape_is_no_gap_between_two() -> None:
    holed = shapely.box(-93, 16, -92, 17).difference(shapely.box(-92.6, 16.4, -92.5, 16.5))
    (hole,) = inspect_coverage(np.array([holed])).holes
    assert hole.indices == (0,)
    filled = inspect_coverage(np.array([holed, shapely.box(-92.6, 16.4, -92.5, 16.5)]))
    assert filled.is_sound


def test_case_48_what_lies_outside_its_own_outline_is_told() -> None:
    town, other = shapely.box(-93, 16, -92, 17), shapely.box(-95, 16, -94, 17)
    shapes = squares((-92.5, 16.5), (-92.05, 16.5), (-94.5, 16.5), (-92.101, 16.2))
    found = inspect_coverage(shapes, np.array([town, town, town, None])).outside
    assert [fault.indices for fault in found] == [(2,), (1,)]
    assert inspect_coverage(shapes[2:3], other).is_sound


def test_cracks_and_slivers_are_counted_and_not_told() -> None:
    crack = squares((-93, 16), (-92.9 + 1e-12, 16))
    assert inspect_coverage(crack).is_sound
    sliver = squares((-93, 16), (-92.90001, 16))
    found = inspect_coverage(sliver)
    assert found.is_sound
    assert found.strips == 1
    assert 0 < found.strips_km2 < 0.02


def test_where_every_border_overlaps_the_strips_of_the_file_are_no_faults() -> None:
    rng = np.random.default_rng(7)
    corners = [(-93 + x / 10, 15 + y / 10) for x in range(8) for y in range(8)]
    grown = shapely.buffer(squares(*corners), rng.uniform(0.001, 0.002, 64), join_style="mitre")
    grown = np.append(grown, np.array([shapely.box(-93.02, 15.02, -92.96, 15.08)], dtype=object))
    found = inspect_coverage(grown)
    assert [fault.indices for fault in found.overlaps] == [(0, 64)]
    assert found.strips > 100
    assert found.strip_m > 200


def test_shapes_without_an_inside_are_passed_over() -> None:
    mixed = np.array([None, shapely.Point(-93, 16), shapely.Polygon(), shapely.box(-93, 16, -92, 17)])
    assert inspect_coverage(mixed).is_sound
    assert inspect_coverage(np.array([], dtype=object)).is_sound


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=8, unique=True))
def test_the_areas_of_overlaps_are_those_of_each_pair(corners: list[tuple[int, int]]) -> None:
    shapes = squares(*[(-93 + x / 50, 16 + y / 50) for x, y in corners])
    found = {fault.indices: fault.area_km2 for fault in inspect_coverage(shapes).overlaps}
    for one in range(len(shapes)):
        for other in range(one + 1, len(shapes)):
            common = shapely.intersection(shapes[one], shapes[other])
            area = float(area_km2(np.array([common]))[0])
            assert found.get((one, other), 0.0) == pytest.approx(area, abs=0.01)


def test_overlapping_neighbours_are_closed_before_they_are_simplified() -> None:
    wave = [(0.5 + 0.0005 * (n % 2), n / 100) for n in range(101)]
    other = [(0.499 + 0.0004 * (n % 3), n / 90) for n in range(91)]
    left, right = shapely.Polygon([(0, 0), *wave, (0, 1)]), shapely.Polygon([(1, 0), *other, (1, 1)])
    one, two = simplify(close([left, right]))
    assert shapely.area(shapely.intersection(one, two)) == pytest.approx(0, abs=1e-9)
    assert shapely.coverage_is_valid([one, two])
    # What overlaps by much is no sliver, and nobody's ground is given away.
    kept = close([shapely.box(0, 0, 1, 1), shapely.box(0.5, 0, 1.5, 1)])
    assert shapely.area(kept).tolist() == [1, 1]
