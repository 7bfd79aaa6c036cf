import math
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.zones import (
    Contiguity,
    Neighbours,
    corners,
    neighbours_from_pairs,
    neighbours_of_polygons,
    neighbours_on_grid,
    neighbours_within,
)
from diagnosis.statistics.zones.errors import (
    InvalidDistanceError,
    InvalidPlaceError,
    InvalidPointError,
    NoAreasError,
    NotAnOutlineError,
    RepeatedAreaError,
    SharedPlaceError,
    TooManyNeighboursError,
    UnknownAreasError,
)
from tests.diagnosis.statistics.zones.made_up import as_pairs, cells
from tests.diagnosis.statistics.zones.slow_patterns import (
    great_circle,
    slow_grid,
    slow_outlines,
    slow_within,
)

QUEEN, ROOK = Contiguity.QUEEN, Contiguity.ROOK
PLACES = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=25, unique=True)


def consistent(neighbours: Neighbours) -> bool:
    """Say whether every pair is there in both directions, in order and once."""
    entries = list(zip(neighbours.owners.tolist(), neighbours.others.tolist(), strict=True))
    both = {(other, one) for one, other in entries}
    return entries == sorted(set(entries)) and both == set(entries) and all(i != j for i, j in entries)


@settings(deadline=None)
@given(PLACES, st.sampled_from(Contiguity))
def test_grid_beside_all_pairs_of_places(places: list[tuple[int, int]], rule: Contiguity) -> None:
    codes = [f"{number:02}" for number in range(len(places))]
    found = neighbours_on_grid(codes, [row for row, _ in places], [column for _, column in places], rule)
    assert as_pairs(found) == slow_grid(dict(zip(codes, places, strict=True)), corners=rule is QUEEN)
    assert consistent(found)


def test_a_grid_of_one_column_does_not_wrap() -> None:
    codes = ["a", "b", "c"]
    assert as_pairs(neighbours_on_grid(codes, [0, 1, 2], [5, 5, 5])) == {
        frozenset("ab"),
        frozenset("bc"),
    }
    assert not as_pairs(neighbours_on_grid(["a", "b"], [0, 1], [0, 9]))


def test_places_of_a_grid_must_be_whole_and_different() -> None:
    for row in (math.nan, 0.5, math.inf, 1e12):
        with pytest.raises(InvalidPlaceError, match="b has no whole number") as fault:
            neighbours_on_grid(["a", "b"], [0, row], [0, 0])
        assert fault.value.row == 1
    with pytest.raises(SharedPlaceError, match="a and b have the same row"):
        neighbours_on_grid(["a", "b"], [4, 4], [7, 7])


@pytest.mark.parametrize("rule", Contiguity)
def test_outlines_beside_all_pairs_of_shapes(rule: Contiguity) -> None:
    shapes = cells(40, seed=4)
    codes = [f"{number:02}" for number in range(len(shapes))]
    found = neighbours_of_polygons(codes, shapes, rule)
    # Cells drawn at random meet in threes: no two share a corner and no side.
    assert as_pairs(found) == slow_outlines(dict(zip(codes, shapes, strict=True)), corners=True)
    assert consistent(found)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 3), st.integers(1, 3)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(Contiguity),
)
def test_boxes_that_overlap_touch_or_hold_each_other(
    boxes: list[tuple[int, int, int, int]], rule: Contiguity
) -> None:
    shapes = [shapely.box(x, y, x + width, y + height) for x, y, width, height in boxes]
    codes = [f"{number:02}" for number in range(len(shapes))]
    found = neighbours_of_polygons(codes, shapes, rule)
    assert as_pairs(found) == slow_outlines(dict(zip(codes, shapes, strict=True)), corners=rule is QUEEN)


@pytest.mark.parametrize("rule", Contiguity)
def test_corners_that_fall_on_one_number_are_told_apart(
    rule: Contiguity, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = cells(40, seed=4)
    codes = [f"{number:02}" for number in range(len(shapes))]
    expected = as_pairs(neighbours_of_polygons(codes, shapes, rule))
    monkeypatch.setattr(corners, "_MIX", (np.uint64(0), np.uint64(0)))
    assert as_pairs(neighbours_of_polygons(codes, shapes, rule)) == expected


def test_a_corner_is_not_a_side() -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for x in range(2) for y in range(2)]
    assert len(as_pairs(neighbours_of_polygons("abcd", squares, QUEEN))) == 6
    assert len(as_pairs(neighbours_of_polygons("abcd", squares, ROOK))) == 4


def test_a_side_need_not_have_the_same_corners() -> None:
    shapes = [shapely.box(0, 0, 2, 1), shapely.box(0.5, 1, 1.5, 2)]
    for rule in Contiguity:
        assert as_pairs(neighbours_of_polygons("ab", shapes, rule)) == {frozenset("ab")}


def test_a_hole_and_parts_count_as_outline() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    parts = shapely.MultiPolygon([shapely.box(1, 1, 2, 2), shapely.box(9, 9, 10, 10)])
    for rule in Contiguity:
        found = neighbours_of_polygons("abc", [ring, parts, shapely.box(10, 9, 11, 10)], rule)
        assert as_pairs(found) == {frozenset("ab"), frozenset("bc")}


@pytest.mark.parametrize("gap", [0.004, -0.004])
def test_slivers_do_not_separate_within_the_tolerance(gap: float) -> None:
    one = shapely.box(0, 0, 1, 1)
    shapes = [
        one,
        shapely.box(1 + gap, 0, 2, 1),
        shapely.box(1 + gap, 1 + gap, 2, 2),
        shapely.box(5, 5, 6, 6),
    ]
    side, corner = frozenset("ab"), frozenset("ac")
    without = as_pairs(neighbours_of_polygons("abcd", shapes, ROOK))
    assert (side in without) is (gap < 0)
    assert {side, corner, frozenset("bc")} == as_pairs(
        neighbours_of_polygons("abcd", shapes, QUEEN, tolerance=0.01)
    )
    assert {side, frozenset("bc")} == as_pairs(neighbours_of_polygons("abcd", shapes, ROOK, tolerance=0.01))
    assert without <= {side, corner, frozenset("bc")}


def test_an_area_inside_another_is_beside_it_in_either_order() -> None:
    outer, inner = shapely.box(0, 0, 9, 9), shapely.box(4, 4, 5, 5)
    for rule in Contiguity:
        for tolerance in (0.0, 0.01):
            for shapes in ([outer, inner], [inner, outer]):
                assert as_pairs(neighbours_of_polygons("ab", shapes, rule, tolerance=tolerance))


def test_bad_outlines_are_counted_or_named() -> None:
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    found = neighbours_of_polygons("abcd", [bow, shapely.box(2, 0, 3, 2), None, shapely.Polygon()], ROOK)
    assert as_pairs(found) == {frozenset("ab")}
    assert [str(one) for one in found.warnings] == [
        "2 areas have no outline, so they have no neighbours.",
        "1 outline crosses itself and was mended for the search of neighbours.",
    ]
    assert found.islands == ("c", "d")
    flat = shapely.Polygon([(0, 0), (1, 0), (2, 0), (0, 0)])
    assert not as_pairs(neighbours_of_polygons("ab", [flat, shapely.box(0, -1, 2, 0)], ROOK, tolerance=0.1))
    for shape in (
        shapely.Point(0, 0),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.Polygon([(0, 0), (1, math.inf), (2, 2)]),
    ):
        with pytest.raises(NotAnOutlineError, match="outline of area b is no polygon") as fault:
            neighbours_of_polygons("ab", [bow, shape])
        assert fault.value.row == 1


def test_equal_corners_are_found_whatever_the_sign_of_zero() -> None:
    shapes = [shapely.box(-1, -1, -0.0, 1), shapely.box(0.0, -1, 1, 1)]
    assert as_pairs(neighbours_of_polygons("ab", shapes, ROOK)) == {frozenset("ab")}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=20),
    st.integers(0, 8),
    st.sampled_from([0.0, 2_500_000.25]),
)
def test_distances_beside_all_pairs_of_points(
    points: list[tuple[int, int]], distance: int, far: float
) -> None:
    codes = [f"{number:02}" for number in range(len(points))]
    moved = {code: (x + far, y + far) for code, (x, y) in zip(codes, points, strict=True)}
    found = neighbours_within(codes, list(moved.values()), distance)
    assert as_pairs(found) == slow_within(moved, distance)
    assert consistent(found)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-180, 180), st.integers(-90, 90)), min_size=1, max_size=20),
    st.sampled_from([1_000.0, 300_500.5, 4_000_000.0, 15_000_000.0, 30_000_000.0]),
)
def test_distances_on_earth_cross_the_date_line_and_the_poles(
    points: list[tuple[int, int]], metres: float
) -> None:
    codes = [f"{number:02}" for number in range(len(points))]
    found = as_pairs(neighbours_within(codes, points, metres, degrees=True))
    for i, one in enumerate(codes):
        for j, other in enumerate(codes[:i]):
            apart = great_circle(points[i], points[j])
            if abs(apart - metres) > 1:
                assert (frozenset((one, other)) in found) is (apart < metres)


def test_bad_points_are_counted_or_named() -> None:
    found = neighbours_within("abc", [(0, 0), (math.nan, 1), (0, 1)], 1)
    assert as_pairs(found) == {frozenset("ac")}
    assert [str(one) for one in found.warnings] == ["1 area has no coordinates, so it has no neighbours."]
    for point, degrees in (((math.inf, 0), False), ((16.7, -93.1), True)):
        with pytest.raises(InvalidPointError, match="point of area b lies nowhere"):
            neighbours_within("ab", [(0, 0), point], 1, degrees=degrees)
    for distance in (-1, math.nan, math.inf):
        with pytest.raises(InvalidDistanceError):
            neighbours_within("ab", [(0, 0), (1, 1)], distance)
        with pytest.raises(InvalidDistanceError):
            neighbours_of_polygons("a", [shapely.box(0, 0, 1, 1)], tolerance=distance)


def test_a_distance_in_the_wrong_unit_is_refused() -> None:
    codes = [f"{place:04}" for place in range(3_300)]
    points = np.random.default_rng(3).random((len(codes), 2))
    with pytest.raises(TooManyNeighboursError, match="More than 10 million pairs"):
        neighbours_within(codes, points, 500)


def test_one_outline_for_all_areas_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corners, "MOST_PAIRS", 1_000)
    with pytest.raises(TooManyNeighboursError):
        neighbours_of_polygons([str(place) for place in range(100)], [shapely.box(0, 0, 1, 1)] * 100)


def test_pairs_in_any_direction_and_number() -> None:
    found = neighbours_from_pairs("cab", [("a", "b"), ("b", "a"), ("a", "b"), ("c", "c")])
    assert (found.codes, found.of("a"), found.islands) == (("a", "b", "c"), ("b",), ("c",))
    assert [str(one) for one in found.warnings] == ["1 pair names one area twice and was left out."]
    with pytest.raises(UnknownAreasError, match="2 codes are not among the areas, x first"):
        neighbours_from_pairs("ab", [("a", "x"), ("y", "b")])
    with pytest.raises(UnknownAreasError):
        found.of("x")


def test_areas_are_needed_once_each() -> None:
    with pytest.raises(RepeatedAreaError, match="area b appears more than once") as fault:
        neighbours_from_pairs("abcb", [])
    assert fault.value.row == 3
    calls: tuple[Callable[[], Neighbours], ...] = (
        lambda: neighbours_from_pairs([], []),
        lambda: neighbours_on_grid([], [], []),
        lambda: neighbours_within([], np.empty((0, 2)), 1),
        lambda: neighbours_of_polygons([], []),
    )
    for call in calls:
        with pytest.raises(NoAreasError):
            call()


def test_one_area_has_no_neighbours() -> None:
    assert neighbours_on_grid(["a"], [0], [0]).islands == ("a",)
    assert neighbours_of_polygons(["a"], [shapely.box(0, 0, 1, 1)]).islands == ("a",)
    assert neighbours_within(["a"], [(0, 0)], 9).islands == ("a",)


def test_joining_and_leaving_out() -> None:
    street = neighbours_from_pairs("abcd", [("a", "b"), ("b", "c")])
    bridge = neighbours_from_pairs("abcd", [("c", "d"), ("a", "b")])
    whole = street.joined(bridge)
    assert as_pairs(whole) == {frozenset("ab"), frozenset("bc"), frozenset("cd")}
    part = whole.among(np.array([True, False, True, True]))
    assert (part.codes, as_pairs(part)) == (("a", "c", "d"), {frozenset("cd")})
    with pytest.raises(UnknownAreasError):
        street.joined(neighbours_from_pairs("abc", []))
