import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnosis.statistics.classes import (
    Method,
    Reference,
    class_probabilities,
    classify_areas,
    compare_methods,
)
from diagnosis.statistics.errors import AnalysisError
from tests.diagnosis.statistics.reference import read_rows

FROM_DATA = [Method.JENKS, Method.QUANTILE, Method.EQUAL_WIDTH, Method.MEAN_SD]
RISK: dict[str, float | None] = {
    f"a{i}": float(value) for i, value in enumerate((3, 4, 4, 11, 12, 12, 30, 31, 33))
}

areas = st.lists(st.one_of(st.none(), st.integers(0, 12).map(float)), min_size=9, max_size=25).filter(
    lambda values: sum(value is not None for value in values) >= 9
)


@given(areas, st.sampled_from(FROM_DATA), st.integers(2, 6), st.booleans(), st.randoms())
def test_what_holds_for_every_method(
    values: list[float | None], method: Method, k: int, weighted: bool, random: Random
) -> None:
    codes = [str(i) for i in range(len(values))]
    weights: dict[str, float | None] | None = {c: 1.0 + int(c) % 3 for c in codes} if weighted else None
    found = classify_areas(dict(zip(codes, values, strict=True)), method, k, weights=weights)
    known = [value for value in values if value is not None]
    assert 1 <= found.k <= min(k, len(set(known)))
    assert found.k == len(found.breaks) == len(found.names) == len(found.counts)
    assert sum(found.counts) == found.n == len(known)
    assert found.gvf is not None
    assert -1e-12 <= found.gvf <= 1 + 1e-12
    by_value: dict[float, set[int]] = {}
    for area in found.areas:
        assert (area.number is None) == (area.value is None) == (area.rank is None)
        if area.value is not None and area.number is not None:
            by_value.setdefault(area.value, set()).add(area.number)
            below = found.breaks[area.number - 1] if area.number else -math.inf
            assert below < area.value <= found.breaks[area.number]
    assert all(len(classes) == 1 for classes in by_value.values())
    shuffled = codes[:]
    random.shuffle(shuffled)
    again = classify_areas({c: values[int(c)] for c in shuffled}, method, k, weights=weights)
    assert again.breaks == pytest.approx(found.breaks)
    assert {a.code: a.number for a in again.areas} == {a.code: a.number for a in found.areas}


def test_fewer_than_nine_areas_are_only_ordered() -> None:
    few = dict(list(RISK.items())[:8]) | {"gone": None}
    found = classify_areas(few, Method.QUANTILE)
    assert (found.k, found.breaks, found.gvf) == (0, (), None)
    assert [area.rank for area in found.areas] == [8, 6, 6, 5, 3, 3, 2, 1, None]
    assert [str(one) for one in found.warnings] == [
        "1 area has no value and no class.",
        "Only 8 areas have a value. With fewer than 9 they are ordered, not classified.",
    ]
    assert compare_methods(found) == ()


def test_fixed_and_official_classes_need_no_nine_areas() -> None:
    found = classify_areas({"a": 5.0, "b": 10.0, "c": None}, Method.FIXED, cuts=[10, 20])
    assert [area.name for area in found.areas] == ["low", "low", None]
    assert found.counts == (2, 0, 0)
    assert found.cut_points == (10, 20)
    assert found.to_json()["breaks"] == [10, 20, None]
    assert [str(one) for one in found.warnings[1:]] == [
        "No area falls into the class medium.",
        "No area falls into the class high.",
    ]


def test_fewer_values_than_classes_make_fewer_classes() -> None:
    values = {str(i): float(i % 2) for i in range(10)}
    for method in (Method.JENKS, Method.QUANTILE, Method.EQUAL_WIDTH):
        found = classify_areas(values, method, 4)
        assert (found.k, found.names, found.counts) == (2, ("low", "high"), (5, 5))
        assert str(found.warnings[0]) == "The values differ too little for 4 classes. There are 2."
    same = classify_areas(dict.fromkeys(values, 7.0), Method.MEAN_SD, 3)
    assert (same.k, same.names, same.gvf) == (1, ("medium",), 1)


def test_official_classes_are_taken_as_they_are() -> None:
    words = {"a": " High ", "b": "low", "c": None, "d": "", "e": "LOW"}
    found = classify_areas({"a": 1.0, "b": 99.0}, Method.INHERITED, inherited=words)
    assert [area.name for area in found.areas] == ["high", "low", None, None, "low"]
    assert (found.breaks, found.gvf, found.counts, found.n) == ((), None, (2, 0, 1), 3)
    assert [area.value for area in found.areas] == [1.0, 99.0, None, None, None]
    assert str(found.warnings[0]) == "2 areas have no official class."
    other = classify_areas(
        {},
        Method.INHERITED,
        inherited={"a": "medio"},
        names=("bajo", "medio", "alto"),
        reference=Reference("país"),
    )
    assert (other.areas[0].number, other.reference.areas) == (1, "país")


@pytest.mark.parametrize(
    ("name", "given", "row"),
    [
        ("NoValueError", {"values": {"a": None, "b": math.nan}}, None),
        ("NoValueError", {"values": {}}, None),
        ("InfiniteAreaError", {"values": RISK | {"x": math.inf}}, 9),
        ("ClassNumberError", {"values": RISK, "k": 1}, None),
        ("ClassNumberError", {"values": RISK, "k": 21}, None),
        ("CutPointsError", {"values": RISK, "method": Method.FIXED}, None),
        ("CutPointsError", {"values": RISK, "method": Method.FIXED, "cuts": [5, 5]}, None),
        ("CutPointsError", {"values": RISK, "method": Method.FIXED, "cuts": [5, math.nan]}, None),
        ("CutPointsError", {"values": RISK, "method": Method.MEAN_SD, "multiples": [1, -1]}, None),
        ("ClassNamesError", {"values": RISK, "names": ["a", "b"]}, None),
        ("ClassNamesError", {"values": RISK, "names": ["a", "b", "b"]}, None),
        ("AreaWeightError", {"values": RISK, "weights": {"a0": 1.0}}, 1),
        ("AreaWeightError", {"values": RISK, "weights": dict.fromkeys(RISK, -1.0)}, 0),
        ("NoAreaWeightError", {"values": RISK, "weights": dict.fromkeys(RISK, 0.0)}, None),
        ("MissingClassWordsError", {"values": RISK, "method": Method.INHERITED}, None),
        (
            "UnknownClassWordError",
            {"values": {}, "method": Method.INHERITED, "inherited": {"a": "low", "b": "lo"}},
            1,
        ),
        ("NoValueError", {"values": {}, "method": Method.INHERITED, "inherited": {"a": ""}}, None),
        (
            "ClassNamesError",
            {"values": {}, "method": Method.INHERITED, "inherited": {}, "names": ["a", "A"]},
            None,
        ),
    ],
)
def test_faults_by_their_names(name: str, given: dict[str, object], row: int | None) -> None:
    with pytest.raises(AnalysisError) as caught:
        classify_areas(**given)  # type: ignore[arg-type]  # wrong on purpose
    assert (caught.value.name, caught.value.row) == (name, row)
    assert str(caught.value)


def test_an_area_without_a_value_needs_no_weight() -> None:
    weights: dict[str, float | None] = dict.fromkeys(RISK, 2.0)
    found = classify_areas(RISK | {"x": None}, weights=weights)
    assert found.weighted
    assert found.breaks == classify_areas(RISK).breaks


def test_two_areas_change_between_jenks_and_terciles() -> None:
    values: dict[str, float | None] = {
        row["area"]: float(row["risk"]) for row in read_rows("local_expected.csv")
    }
    chosen = classify_areas(values)
    by_method = {one.method: one for one in compare_methods(chosen)}
    terciles = by_method[Method.QUANTILE]
    assert terciles.changing == ("2", "11")
    assert (terciles.rising, terciles.falling) == (2, 0)
    assert by_method[Method.EQUAL_WIDTH].changing == ()
    assert set(by_method) == {Method.QUANTILE, Method.EQUAL_WIDTH, Method.MEAN_SD}


def test_official_classes_can_be_compared() -> None:
    words = {code: ("low" if code < "a3" else "medium" if code < "a6" else "high") for code in RISK}
    chosen = classify_areas(RISK, Method.INHERITED, inherited=words)
    jenks = compare_methods(chosen, [Method.JENKS, Method.INHERITED, Method.FIXED])
    assert [(one.method, one.changing, one.comparable) for one in jenks] == [(Method.JENKS, (), True)]


def test_probabilities_of_classes_from_draws() -> None:
    chance = np.random.default_rng(3)
    draws = chance.normal([0.1, 0.2, 0.25, 0.5], [0.01, 0.05, 0.01, 0.1], size=(4_001, 4))
    draws[5, 3] = np.nan
    found = class_probabilities(draws, (0.15, 0.25, 0.4), ("a", "b", "c", "d"))
    for column, one in enumerate(found[:3]):
        counted = [0, 0, 0]
        for value in draws[:, column].tolist():
            counted[0 if value <= 0.15 else 1 if value <= 0.25 else 2] += 1
        assert one.probabilities == pytest.approx([count / 4_001 for count in counted], abs=1e-15)
        assert sum(one.probabilities) == pytest.approx(1)
        assert one.borderline == (max(one.probabilities) < 0.8)
    assert [(one.name, one.borderline) for one in found] == [
        ("low", False), ("medium", True), (found[2].name, True), (None, None),
    ]  # fmt: skip
    assert found[3].probabilities == ()
    assert [one.code for one in found] == ["a", "b", "c", "d"]


def test_a_class_probable_enough_is_not_borderline() -> None:
    draws = np.array([[1.0]] * 8 + [[3.0]] * 2)
    assert not class_probabilities(draws, (2.0, 4.0), ["a"])[0].borderline
    assert class_probabilities(draws, (2.0, 4.0), ["a"], limit=0.81)[0].borderline
    # Above the last bound of the published classes is still the top class.
    assert class_probabilities(draws + 10, (2.0, 4.0), ["a"])[0].probabilities == (0.0, 1.0)


@pytest.mark.parametrize(
    ("shape", "codes", "breaks"),
    [((0, 2), "ab", (1,)), ((3, 2), "abc", (1,)), ((3,), "a", (1,)), ((3, 2), "ab", (2, 1))],
)
def test_draws_need_their_labels(shape: tuple[int, ...], codes: str, breaks: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"draws|breaks"):
        class_probabilities(np.ones(shape), breaks, codes)
