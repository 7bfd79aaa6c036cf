"""The index whole: scales, weights, children, sensitivity, and the order by children."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.classes import Method, classify_areas
from diagnosis.statistics.composite import (
    AreaChildren,
    AssumedShare,
    Change,
    Excluded,
    IndexReport,
    Mean,
    Proxy,
    Recipe,
    Scale,
    WeightSource,
    children_of,
    report_index,
    weigh,
)
from diagnosis.statistics.composite.scales import winsorise
from diagnosis.statistics.errors import AnalysisError
from tests.diagnosis.statistics.reference import number, read_json, read_rows
from tests.diagnosis.statistics.slow_index import slow_index, slow_place, slow_tau_b

type Table = dict[str, dict[str, float | None]]

SIGNS = {"p": 1, "q": -1, "r": 1}
WEIGHTS = {"p": 0.45, "q": 0.35, "r": 0.2}


def made_up(n: int, seed: int, missing: float = 0.1) -> Table:
    chance = np.random.default_rng(seed)
    values = np.round(chance.gamma(2, 8, size=(n, 3)), 1)
    values[:, 1] += values[:, 0]
    gone = chance.uniform(size=(n, 3)) < missing
    return {
        f"{i:02}": {name: None if gone[i, j] else float(values[i, j]) for j, name in enumerate("pqr")}
        for i in range(n)
    }


def by_code(report: IndexReport) -> dict[str, float]:
    return {area.code: area.index for area in report.areas if area.index is not None}


@pytest.mark.parametrize("scale", list(Scale))
@pytest.mark.parametrize("mean", list(Mean))
@pytest.mark.parametrize("seed", range(4))
def test_the_index_area_by_area(scale: Scale, mean: Mean, seed: int) -> None:
    if (scale, mean) == (Scale.Z_SCORE, Mean.GEOMETRIC):
        return
    table = made_up(20, seed)
    children = {code: 19.9 if code in {"03", "17"} else 25.0 for code in table}
    found = report_index(table, SIGNS, WEIGHTS, children=children_of(children), recipe=Recipe(scale, mean))
    eligible = [code for code in table if children[code] >= 20]
    slow = slow_index(table, SIGNS, WEIGHTS, eligible=eligible, scale=scale, geometric=mean is Mean.GEOMETRIC)
    for area in found.areas:
        index, observed = slow.get(area.code, (None, 0.0))
        assert area.observed_weight == pytest.approx(observed, abs=1e-12)
        assert area.index == (None if index is None else pytest.approx(index, rel=1e-11, abs=1e-10))


@pytest.mark.parametrize("seed", range(6))
def test_sensitivity_area_by_area(seed: int) -> None:
    table = made_up(24, seed)
    report = report_index(table, SIGNS, WEIGHTS)
    base = by_code(report)
    tries: dict[tuple[Change, str | None], dict[str, tuple[float | None, float]]] = {
        (Change.EQUAL_WEIGHTS, None): slow_index(
            table, SIGNS, dict.fromkeys("pqr", 1 / 3), eligible=list(table), least_observed=0
        ),
        (Change.Z_SCORE, None): slow_index(
            table, SIGNS, WEIGHTS, eligible=list(table), least_observed=0, scale="z_score"
        ),
        (Change.GEOMETRIC, None): slow_index(
            table, SIGNS, WEIGHTS, eligible=list(table), least_observed=0, geometric=True
        ),
    }
    for dropped, weights in (
        ("p", {"q": 0.5, "r": 0.5}),
        ("q", {"p": 0.5, "r": 0.5}),
        ("r", {"p": 0.5, "q": 0.5}),
    ):
        # Without one of three, the heavier of the other two is limited to one half.
        tries[Change.WITHOUT, dropped] = slow_index(
            table, SIGNS, weights, eligible=list(table), least_observed=0
        )
    assert {(one.change, one.proxy) for one in report.scenarios} == set(tries)
    places = {code: [slow_place(code, base)] for code in base}
    for one in report.scenarios:
        there = {
            code: round(index, 10)
            for code, (index, _) in tries[one.change, one.proxy].items()
            if index is not None and code in base
        }
        assert one.n == len(there)
        assert one.tau == pytest.approx(slow_tau_b([base[code] for code in there], list(there.values())))
        moves = [abs(slow_place(code, there) - places[code][0]) for code in there]
        assert one.largest_move == max(moves)
        for code in there:
            places[code].append(slow_place(code, there))
    for area in report.areas:
        expected = (min(places[area.code]), max(places[area.code])) if area.code in base else None
        assert area.rank_range == expected


def test_classes_that_change_are_counted() -> None:
    table = made_up(30, 8, missing=0)
    report = report_index(table, SIGNS, WEIGHTS)
    equal = report_index(table, SIGNS)
    change = next(one for one in report.scenarios if one.change is Change.EQUAL_WEIGHTS)
    own = {area.code: area.class_number for area in report.areas}
    assert change.changing == tuple(a.code for a in equal.areas if own[a.code] != a.class_number)
    assert change.changing_class == len(change.changing) > 0
    assert change.values == by_code(equal)
    fixed = report_index(table, SIGNS, WEIGHTS, method=Method.FIXED, cuts=[20, 40])
    assert fixed.breaks[:2] == (20, 40)
    by_change = {one.change: one.changing_class for one in fixed.scenarios}
    assert by_change[Change.Z_SCORE] is None
    assert by_change[Change.EQUAL_WEIGHTS] is not None


def test_changes_of_other_recipes() -> None:
    table = made_up(12, 1, missing=0)
    z = report_index(table, SIGNS, recipe=Recipe(Scale.Z_SCORE))
    assert {one.change for one in z.scenarios} == {Change.WITHOUT, Change.MIN_MAX, Change.GEOMETRIC}
    geometric = report_index(table, SIGNS, WEIGHTS, recipe=Recipe(mean=Mean.GEOMETRIC))
    assert {one.change for one in geometric.scenarios} == {
        Change.EQUAL_WEIGHTS, Change.WITHOUT, Change.Z_SCORE, Change.ARITHMETIC,
    }  # fmt: skip
    alone = report_index(table, {"p": 1})
    assert {one.change for one in alone.scenarios} == {Change.Z_SCORE, Change.GEOMETRIC}
    assert {one.tau for one in alone.scenarios} == {1.0}


def test_the_reference_whole() -> None:
    expected, fixture = read_json("micro_expected.json"), read_rows("micro_fixture.csv")
    names = [name for name in fixture[0] if name.startswith("pct_")]
    # Coefficients of two factors as printed in the specification, and two that were made up for the fixture.
    sizes = (1.386328, 0.6, 0.35, 0.944956)
    proxies = [Proxy(name, beta=size) for name, size in zip(names, sizes, strict=True)]
    weights = weigh(proxies, WeightSource.BETA)
    assert list(weights.values()) == pytest.approx(expected["weights"], rel=1e-12)
    children = children_of({row["area"]: number(row["pop_5_17"]) for row in fixture})
    report = report_index(
        {row["area"]: {name: number(row[name]) for name in names} for row in fixture},
        dict.fromkeys(names, 1),
        weights,
        children=children,
    )
    assert report.breaks == pytest.approx(expected["jenks_upper"], rel=1e-11)
    assert report.gvf == pytest.approx(expected["gvf"], rel=1e-11)
    for area, row in zip(report.areas, read_rows("micro_expected.csv"), strict=True):
        index = number(row["index"])
        assert area.index == (None if index is None else pytest.approx(index, rel=1e-10))
        assert (area.class_name or "nd") == row["class"]
        assert area.observed_weight == pytest.approx(float(row["coverage_weight"]), abs=5e-5)
        assert area.by_children == (None if index is None else pytest.approx(index * float(row["pop_5_17"])))
    assert "1 area has fewer than 20 children and takes no part." in [str(one) for one in report.warnings]


def test_children_are_estimated_where_nobody_counted_them() -> None:
    share = AssumedShare(0.25, "municipality, census")
    found = children_of(
        {"a": 30.0, "b": None, "c": math.nan, "d": None}, {"a": 900.0, "b": 400.0, "c": 40.0}, share
    )
    assert found == {
        "a": AreaChildren("a", 30.0),
        "b": AreaChildren("b", 100.0, estimated=True),
        "c": AreaChildren("c", 10.0, estimated=True),
        "d": AreaChildren("d", None),
    }
    report = report_index(
        {code: {"p": i} for i, code in enumerate("abcd")}, {"p": 1}, children=found, share=share
    )
    assert [area.excluded for area in report.areas] == [
        None, None, Excluded.TOO_FEW_CHILDREN, Excluded.CHILDREN_UNKNOWN,
    ]  # fmt: skip
    assert [area.children_estimated for area in report.areas] == [False, True, True, False]
    assert report.to_json()["share"] == {"share": 0.25, "source": "municipality, census"}
    said = [str(one) for one in report.warnings]
    assert "The children of 2 areas are estimated: 25.0 % of their population (municipality, census)." in said
    assert "1 area has fewer than 20 children and takes no part." in said
    assert "The children of 1 area are unknown, so it takes no part." in said


def test_the_order_by_children_is_another_one() -> None:
    table: Table = {"small": {"p": 90.0}, "large": {"p": 60.0}, "none": {"p": 10.0}}
    children = {
        code: AreaChildren(code, size) for code, size in (("small", 20), ("large", 900), ("none", 50))
    }
    report = report_index(table, {"p": 1}, children=children)
    assert [(area.rank, area.rank_by_children) for area in report.areas] == [(1, 2), (2, 1), (3, 3)]
    z = report_index(table, {"p": 1}, children=children, recipe=Recipe(Scale.Z_SCORE))
    assert {area.by_children for area in z.areas} == {None}
    assert "not ordered by number of children" in str(z.warnings[-1])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (WeightSource.AME, [0.6, 0.4]),
        (WeightSource.BETA, [0.25, 0.75]),
        (WeightSource.EXPERT, [0.9, 0.1]),
        (WeightSource.EQUAL, [0.5, 0.5]),
    ],
)
def test_weights_by_their_source(source: WeightSource, expected: list[float]) -> None:
    proxies = [Proxy("p", 1, "f", 0.3, -1.0, 9), Proxy("q", -1, "g", -0.2, 3.0, 1)]
    assert list(weigh(proxies, source).values()) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "proxies", "source"),
    [
        ("NoProxyError", [], WeightSource.EQUAL),
        ("RepeatedFactorError", [Proxy("p", factor="f"), Proxy("q", factor="f")], WeightSource.EQUAL),
        ("RepeatedFactorError", [Proxy("p"), Proxy("q", factor="p")], WeightSource.EQUAL),
        ("ProxyWeightError", [Proxy("p", ame=0.1), Proxy("q")], WeightSource.AME),
        ("ProxyWeightError", [Proxy("p", beta=math.inf)], WeightSource.BETA),
        ("ProxyWeightError", [Proxy("p", weight=-1)], WeightSource.EXPERT),
        ("NoProxyWeightError", [Proxy("p", ame=0.0)], WeightSource.AME),
    ],
)
def test_faults_of_weights(name: str, proxies: list[Proxy], source: WeightSource) -> None:
    with pytest.raises(AnalysisError) as caught:
        weigh(proxies, source)
    assert caught.value.name == name


def test_other_faults() -> None:
    with pytest.raises(AnalysisError, match="geometric mean"):
        Recipe(Scale.Z_SCORE, Mean.GEOMETRIC)
    with pytest.raises(AnalysisError, match="too large in area b") as caught:
        report_index({"a": {"p": 1.0}, "b": {"p": math.inf}}, {"p": 1})
    assert (caught.value.name, caught.value.row) == ("InfiniteProxyError", 1)
    for share in (0.0, 1.0, 26.0, math.nan):
        with pytest.raises(AnalysisError, match="between 0 and 1"):
            AssumedShare(share)
    for wrong in (-1.0, math.inf):
        with pytest.raises(AnalysisError, match="area a is negative"):
            children_of({"a": wrong})


def test_tails_are_drawn_in() -> None:
    column = np.array([*range(1, 41), 1e6, np.nan])
    eligible = np.ones(42, dtype=bool)
    found = winsorise(column, eligible)
    assert (found[0], found[40]) == (2.0, 40.0)
    assert np.isnan(found[41])
    table: Table = {str(i): {"p": float(one), "q": float(i % 7)} for i, one in enumerate(column[:41])}
    plain, drawn = (report_index(table, SIGNS | {"q": 1}, recipe=Recipe(winsorised=w)) for w in (False, True))
    assert by_code(plain)["20"] < by_code(drawn)["20"]


def test_what_differs_in_its_extremes_only_is_left_out() -> None:
    table: Table = {str(i): {"p": float(i), "q": 99.0 if i == 50 else 1.0} for i in range(51)}
    found = report_index(table, {"p": 1, "q": 1}, recipe=Recipe(winsorised=True))
    assert found.weights == {"p": 1.0}
    assert str(found.warnings[0]) == "q differs in its extremes only. Without them it was left out."


columns = st.lists(st.one_of(st.none(), st.integers(0, 100).map(float)), min_size=10, max_size=10)


@settings(max_examples=40, deadline=None)
@given(columns, columns, st.permutations(range(10)), st.sampled_from(Scale))
def test_order_and_units_change_nothing(
    p: list[float | None], q: list[float | None], order: list[int], scale: Scale
) -> None:
    table: Table = {str(i): {"p": p[i], "q": q[i]} for i in range(10)}
    other: Table = {str(i): {"p": None if p[i] is None else 3 * (p[i] or 0) + 7, "q": q[i]} for i in order}
    recipe = Recipe(scale)
    one = report_index(table, {"p": 1, "q": -1}, {"p": 1, "q": 2}, recipe=recipe)
    two = report_index(other, {"p": 1, "q": -1}, {"p": 10, "q": 20}, recipe=recipe)
    assert by_code(one) == pytest.approx(by_code(two), rel=1e-9, abs=1e-9)
    assert {a.code: a.observed_weight for a in one.areas} == pytest.approx(
        {a.code: a.observed_weight for a in two.areas}
    )
    for area in one.areas:
        if area.rank is not None and area.rank_range is not None:
            assert area.rank_range[0] <= area.rank <= area.rank_range[1]
        assert (area.index is None) == (area.excluded is not None) == (area.rank_range is None)


def test_no_index_no_scenario() -> None:
    report = report_index({"a": {"p": 1.0}, "b": {"p": 1.0}}, {"p": 1})
    assert (report.scenarios, report.k, report.breaks, report.weights) == ((), 0, (), {})
    assert {area.rank for area in report.areas} == {None}
    assert report.to_json()["gvf"] is None


def test_classes_of_the_index_are_those_of_its_values() -> None:
    report = report_index(made_up(40, 3), SIGNS, WEIGHTS, method=Method.QUANTILE, classes=4)
    alone = classify_areas(by_code(report), Method.QUANTILE, 4)
    assert (report.breaks, report.counts, report.k) == (alone.breaks, alone.counts, 4)
    ranked = sorted((area for area in report.areas if area.rank), key=lambda area: area.rank or 0)
    assert all((a.class_number or 0) >= (b.class_number or 0) for a, b in pairwise(ranked))


@pytest.mark.parametrize("size", [1e-290, 1e140])
@pytest.mark.parametrize("scale", list(Scale))
def test_the_unit_of_a_proxy_changes_nothing(size: float, scale: Scale) -> None:
    table = made_up(15, 2)
    other: Table = {
        code: {name: None if one is None else one * size for name, one in row.items()}
        for code, row in table.items()
    }
    one, two = (report_index(t, SIGNS, WEIGHTS, recipe=Recipe(scale)) for t in (table, other))
    assert by_code(one) == pytest.approx(by_code(two), rel=1e-9, abs=1e-9)
    assert [str(w) for w in one.warnings] == [str(w) for w in two.warnings]


@pytest.mark.parametrize("proxy", [[1.0], [1.0, 1.0], [None], [None, None], [1.0, 2.0], []])
def test_tiny_tables_make_no_trouble(proxy: list[float | None]) -> None:
    table: Table = {str(i): {"p": value, "q": None} for i, value in enumerate(proxy)}
    for scale in Scale:
        report = report_index(
            table, {"p": 1, "q": -1}, children=children_of(dict.fromkeys(table, 30.0)), recipe=Recipe(scale)
        )
        assert len(report.areas) == len(table)
        assert report.k == 0
