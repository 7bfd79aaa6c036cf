import itertools
import json
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.zones import (
    Neighbours,
    WhyDropped,
    Zones,
    add_areas,
    components,
    contiguous_zones,
    exclude_areas,
    keep_dropped,
    merge_zones,
    neighbours_from_pairs,
    neighbours_on_grid,
    neighbours_within,
    pieces,
    split_zone,
)
from diagnosis.statistics.zones.errors import (
    InfiniteValueError,
    InvalidEditError,
    MissingReasonError,
    NegativeValueError,
    UnknownAreasError,
    UnknownZoneError,
)
from diagnosis.statistics.zones.letters import letter_of, place_of
from tests.diagnosis.statistics.reference import number, read_rows
from tests.diagnosis.statistics.zones.made_up import patterns
from tests.diagnosis.statistics.zones.slow_patterns import Pairs, slow_components

# Two blocks of three, one pair far away, one area alone.
TOWN = neighbours_from_pairs(
    "abcdefghi", [("a", "b"), ("b", "c"), ("d", "e"), ("e", "f"), ("g", "h"), ("c", "i"), ("i", "d")]
)
CHILDREN: dict[str, float | None] = {**dict.fromkeys("abcdefi", 30.0), "g": 20.0, "h": 20.0}
NEED: dict[str, float | None] = {
    "a": 3.0,
    "b": 3.0,
    "c": 3.0,
    "d": 5.0,
    "e": 5.0,
    "f": 5.0,
    "g": 9.0,
    "h": 9.0,
}


def proposed(top: str = "abcdefgh") -> Zones:
    return contiguous_zones(top, TOWN, children=CHILDREN, need=NEED)


def held(zones: Zones) -> dict[str, str]:
    return {zone.letter: "".join(zone.areas) for zone in zones.zones}


def left_out(zones: Zones) -> dict[str, WhyDropped]:
    return {"".join(one.areas): one.reason for one in zones.dropped}


@settings(max_examples=80, deadline=None)
@given(patterns())
def test_components_beside_flooding(pattern: tuple[dict[str, float | None], Pairs]) -> None:
    values, pairs = pattern
    near = neighbours_from_pairs(list(values), [(min(pair), max(pair)) for pair in pairs])
    assert {frozenset(one) for one in components(near)} == slow_components(list(values), pairs)
    some = [code for code, value in values.items() if value is not None]
    members = np.array([value is not None for value in values.values()])
    inside = {pair for pair in pairs if pair <= set(some)}
    assert {frozenset(one) for one in components(near, members)} == slow_components(some, inside)


def test_a_long_chain_in_random_order_is_one_component() -> None:
    order = np.random.default_rng(2).permutation(3_000)
    codes = [f"{place:04}" for place in order]
    near = neighbours_from_pairs(codes, itertools.pairwise(codes))
    assert [len(one) for one in components(near)] == [3_000]


def test_reference_grid() -> None:
    rows = read_rows("micro_expected.csv")
    grid = neighbours_on_grid(
        [row["area"] for row in rows], [int(row["row"]) for row in rows], [int(row["col"]) for row in rows]
    )
    children = {row["area"]: number(row["pop_5_17"]) for row in rows}
    found = contiguous_zones(
        [row["area"] for row in rows if row["class"] == "high"], grid, children=children, need=None
    )
    expected: dict[str, set[str]] = {}
    for row in rows:
        if row["zone_queen"]:
            expected.setdefault(row["zone_queen"], set()).add(row["area"])
    assert {frozenset(zone.areas) for zone in found.zones} == set(map(frozenset, expected.values()))
    assert [(zone.letter, zone.areas, zone.children) for zone in found.zones] == [
        ("A", ("34", "43", "44"), 481.0),
        ("B", ("00", "01"), 374.0),
    ]


def test_letters_go_down_with_need_and_small_sets_are_dropped() -> None:
    found = proposed()
    assert held(found) == {"A": "def", "B": "abc"}
    assert [(zone.need, zone.children) for zone in found.zones] == [(15.0, 90.0), (9.0, 90.0)]
    assert left_out(found) == {"gh": WhyDropped.FEW_CHILDREN}
    assert left_out(proposed("adefgh")) == {"a": WhyDropped.FEW_AREAS, "gh": WhyDropped.FEW_CHILDREN}
    assert found.dropped[0].children == 40.0


def test_limits_and_areas_that_people_keep() -> None:
    kept = contiguous_zones("abcghi", TOWN, children=CHILDREN, need=NEED, keep=["h"])
    assert held(kept) == {"A": "gh", "B": "abci"}
    other = contiguous_zones("abc", TOWN, children=CHILDREN, need=NEED, keep=["g", "h"])
    assert held(other) == {"A": "abc"}
    assert [str(one) for one in other.warnings] == [
        "2 areas to keep are not in the top class, so they make no zone."
    ]
    loose = contiguous_zones("agh", TOWN, children=CHILDREN, need=NEED, least_areas=1, least_children=0)
    assert held(loose) == {"A": "gh", "B": "a"}
    assert not contiguous_zones([], TOWN, children=CHILDREN, need=NEED).zones


def test_a_bridge_joins() -> None:
    points = {code: (float(place), 0.0) for place, code in enumerate("abcdefghi")}
    bridge = neighbours_within(list(points), list(points.values()), 1.0)
    found = contiguous_zones("abcdefgh", TOWN, children=CHILDREN, need=NEED, bridge=bridge)
    assert held(found) == {"A": "abcdefgh"}
    with pytest.raises(UnknownAreasError):
        contiguous_zones("ab", TOWN, children={}, need=None, bridge=neighbours_from_pairs("ab", []))


def test_unknown_children_are_not_zero() -> None:
    children: dict[str, float | None] = {**CHILDREN, "g": None, "h": math.nan, "a": None}
    found = contiguous_zones("abcgh", TOWN, children=children, need=NEED)
    assert held(found) == {"A": "gh", "B": "abc"}
    assert [(zone.children, zone.children_unknown) for zone in found.zones] == [(None, 2), (60.0, 1)]
    assert [str(one) for one in found.warnings] == [
        "3 areas of the zones have no number of children. Their zones have at least the number shown."
    ]


def test_without_children_or_need_it_is_said() -> None:
    found = contiguous_zones("abcgh", TOWN, children=None, need=None)
    assert held(found) == {"A": "abc", "B": "gh"}
    assert {zone.need for zone in found.zones} == {None}
    assert [str(one) for one in found.warnings] == [
        "No numbers of children are given, so no zone was dropped for having few.",
        "No expected need is given, so letters follow the number of children.",
    ]
    some = contiguous_zones("abcdef", TOWN, children=CHILDREN, need={"a": 1.0})
    assert held(some) == {"A": "abc", "B": "def"}
    assert [str(one) for one in some.warnings] == [
        "5 areas of the zones have no expected need. Letters follow what is known."
    ]


def test_equal_need_is_decided_by_children_then_by_code() -> None:
    same: dict[str, float | None] = dict.fromkeys("abcdef", 1.0)
    assert held(contiguous_zones("abcdef", TOWN, children=CHILDREN, need=same)) == {"A": "abc", "B": "def"}
    more = {**CHILDREN, "f": 31.0}
    assert held(contiguous_zones("fedcba", TOWN, children=more, need=same)) == {"A": "def", "B": "abc"}


def test_faults_are_named() -> None:
    for top, children, need, fault in (
        ("az", {}, {}, UnknownAreasError),
        ("ab", {"z": 1.0}, {}, UnknownAreasError),
        ("ab", {}, {"z": 1.0}, UnknownAreasError),
        ("ab", {"a": -1.0}, {}, NegativeValueError),
        ("ab", {}, {"a": math.inf}, InfiniteValueError),
    ):
        with pytest.raises(fault):
            contiguous_zones(top, TOWN, children=children, need=need)
    with pytest.raises(UnknownAreasError):
        contiguous_zones("ab", TOWN, children={}, need={}, keep="z")


def test_letters_of_many() -> None:
    letters = [letter_of(place) for place in range(2_000)]
    assert letters[:3] + letters[25:28] == ["A", "B", "C", "Z", "AA", "AB"]
    assert [place_of(letter) for letter in letters] == list(range(2_000))
    assert len(set(letters)) == 2_000


def test_merging_keeps_the_first_letter_and_the_trail() -> None:
    before = proposed()
    after = merge_zones(before, ["B", "A"], reason="One community assembly")
    assert held(after) == {"A": "abcdef"}
    assert (after.zones[0].children, after.zones[0].need) == (180.0, 24.0)
    assert held(before) == {"A": "def", "B": "abc"}
    assert before.trail == ()
    [edit] = after.trail
    assert (edit.kind, edit.letters, edit.result, edit.reason) == (
        "merge",
        ("A", "B"),
        ("A",),
        "One community assembly",
    )
    assert pieces(after, "A") == (("a", "b", "c"), ("d", "e", "f"))
    assert pieces(before, "A") == (("d", "e", "f"),)


def test_splitting_gives_letters_that_never_were() -> None:
    merged = merge_zones(proposed(), "AB", reason="Together")
    again = split_zone(merged, "A", [["a", "b", "c"], ["d"], ["e", "f"]], reason="A river lies between")
    # B meant another set of areas once, so it does not come back.
    assert held(again) == {"A": "ef", "C": "abc", "D": "d"}
    assert [edit.kind for edit in again.trail] == ["merge", "split"]
    for parts in (
        [["a", "b", "c"], ["d"]],
        [["a", "b", "c", "d", "e", "f"]],
        [list("abcdef"), ["a"]],
        [list("abcdef"), []],
    ):
        with pytest.raises(InvalidEditError, match="every area of zone A exactly once"):
            split_zone(merged, "A", parts, reason="x")


def test_adding_and_excluding() -> None:
    more = add_areas(proposed(), "i", letter="B", reason="The same school")
    assert held(more) == {"A": "def", "B": "abci"}
    new = add_areas(more, "gh", reason="Known to the committee")
    assert held(new) == {"A": "def", "B": "abci", "C": "gh"}
    assert not new.dropped
    less = exclude_areas(new, "bgh", reason="Empty since the flood")
    assert held(less) == {"A": "def", "B": "aci"}
    assert left_out(less) == {"bgh": WhyDropped.EXCLUDED}
    assert pieces(less, "B") == (("a",), ("c", "i"))
    assert held(add_areas(less, "g", reason="Back again")) == {"A": "def", "B": "aci", "D": "g"}
    assert left_out(add_areas(less, "g", reason="Back again")) == {"bh": WhyDropped.EXCLUDED}
    assert [edit.kind for edit in less.trail] == ["add", "add", "exclude"]
    assert less.trail[-1].areas == ("b", "g", "h")


def test_keeping_what_was_dropped() -> None:
    kept = keep_dropped(proposed(), "h", reason="A brick kiln")
    assert held(kept) == {"A": "def", "B": "abc", "C": "gh"}
    assert not kept.dropped
    assert kept.trail[0].areas == ("g", "h")
    with pytest.raises(InvalidEditError, match="area a was not dropped"):
        keep_dropped(kept, "a", reason="x")


def test_edits_refuse_what_makes_no_sense() -> None:
    zones = proposed()
    wrong: list[tuple[type[AnalysisError], Callable[[], object]]] = [
        (MissingReasonError, lambda: merge_zones(zones, "AB", reason="  ")),
        (MissingReasonError, lambda: split_zone(zones, "A", ["de", "f"], reason="")),
        (MissingReasonError, lambda: add_areas(zones, "i", reason="")),
        (MissingReasonError, lambda: exclude_areas(zones, "a", reason="")),
        (MissingReasonError, lambda: keep_dropped(zones, "g", reason="")),
        (UnknownZoneError, lambda: merge_zones(zones, "AX", reason="x")),
        (UnknownZoneError, lambda: split_zone(zones, "X", ["a", "b"], reason="x")),
        (UnknownZoneError, lambda: add_areas(zones, "i", letter="ñ", reason="x")),
        (UnknownZoneError, lambda: pieces(zones, "X")),
        (UnknownAreasError, lambda: add_areas(zones, "z", reason="x")),
        (UnknownAreasError, lambda: exclude_areas(zones, "z", reason="x")),
        (UnknownAreasError, lambda: keep_dropped(zones, "z", reason="x")),
        (InvalidEditError, lambda: merge_zones(zones, "A", reason="x")),
        (InvalidEditError, lambda: add_areas(zones, "a", reason="x")),
        (InvalidEditError, lambda: add_areas(zones, "", reason="x")),
        (InvalidEditError, lambda: exclude_areas(zones, "i", reason="x")),
    ]
    for fault, call in wrong:
        with pytest.raises(fault):
            call()


def test_plain_data_has_the_zones_and_the_trail_but_not_their_basis() -> None:
    told = merge_zones(proposed(), "AB", reason="Together").to_json()
    assert json.loads(json.dumps(told)) == told
    assert "basis" not in told
    assert told["trail"] == [
        {"kind": "merge", "letters": ["A", "B"], "areas": [], "result": ["A"], "reason": "Together"}
    ]


def test_order_of_the_input_changes_nothing() -> None:
    turned: Neighbours = neighbours_from_pairs(
        "ihgfedcba", [("d", "i"), ("i", "c"), ("h", "g"), ("f", "e"), ("e", "d"), ("c", "b"), ("b", "a")]
    )
    back = dict(reversed(CHILDREN.items()))
    assert contiguous_zones("hgfedcba", turned, children=back, need=NEED).to_json() == proposed().to_json()
