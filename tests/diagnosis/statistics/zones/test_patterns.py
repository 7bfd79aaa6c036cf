import math
from collections.abc import Callable
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings

from clrisk_site.figures.message import Message
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.zones import (
    Contiguity,
    Neighbours,
    Weighting,
    general_g,
    getis_ord,
    moran,
    neighbours_from_pairs,
    neighbours_on_grid,
    neighbours_within,
)
from diagnosis.statistics.zones.errors import (
    ConstantValuesError,
    InfiniteValueError,
    NegativeValueError,
    NoNeighboursError,
    NoProductsError,
    TooFewAreasError,
    UnknownAreasError,
)
from diagnosis.statistics.zones.permuting import folded_p, permuted_products
from tests.diagnosis.statistics.reference import number, read_json, read_rows
from tests.diagnosis.statistics.zones.made_up import patterns
from tests.diagnosis.statistics.zones.slow_patterns import Pairs, SlowPattern

type Values = dict[str, float | None]
METHODS: list[Callable[[Values, Neighbours], object]] = [moran, getis_ord, general_g]
LINE = neighbours_from_pairs("abcdef", [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])  # f is an island
RISING: Values = {code: float(place) for place, code in enumerate("abcdef")}


def linked(values: Values, pairs: Pairs) -> Neighbours:
    return neighbours_from_pairs(list(values), [(min(pair), max(pair)) for pair in pairs])


def said(warnings: tuple[Message, ...]) -> list[str]:
    return [str(one) for one in warnings]


def test_published_getis_and_ord() -> None:
    told = read_json("published_reference_values.json")["getis"]
    codes = "abcdef"
    near = neighbours_within(codes, told["points"], told["threshold"])
    values: Values = dict(zip(codes, told["y"], strict=True))
    whole = general_g(values, near)
    assert whole.g == pytest.approx(told["G_global"], abs=5e-9)
    assert whole.p_one_sided == pytest.approx(told["p_norm"], abs=5e-7)
    assert whole.p == pytest.approx(2 * told["p_norm"], abs=1e-6)
    for star, weighting, name in (
        (False, Weighting.BINARY, "Gi_z0_binary"),
        (True, Weighting.BINARY, "Gi_star_z0_binary"),
        (False, Weighting.ROW_STANDARDISED, "Gi_z0_rowstd"),
    ):
        first = getis_ord(values, near, star=star, weighting=weighting).areas[0]
        assert first.z == pytest.approx(told[name], abs=5e-9)


def test_published_moran() -> None:
    told = read_json("published_reference_values.json")["moran_3x3"]
    codes = [str(one) for one in told["y"]]
    grid = neighbours_on_grid(
        codes, [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 1, 2] * 3, Contiguity(told["contiguity"])
    )
    found = moran(dict(zip(codes, told["y"], strict=True)), grid)
    assert found.i == pytest.approx(told["I"])
    assert found.expected == told["EI"]
    assert found.variance_randomisation == pytest.approx(told["VI_rand"], rel=1e-12)
    assert found.variance_normality == pytest.approx(told["VI_norm"], rel=1e-12)


def test_reference_grid() -> None:
    rows = read_rows("micro_expected.csv")
    codes = [row["area"] for row in rows]
    grid = neighbours_on_grid(codes, [int(row["row"]) for row in rows], [int(row["col"]) for row in rows])
    values = {row["area"]: number(row["index"]) for row in rows}
    found = getis_ord(values, grid)
    for row, area in zip(rows, found.areas, strict=True):
        expected = number(row["gi_star_z"])
        assert area.z == (None if expected is None else pytest.approx(expected, rel=1e-9))
        assert bool(area.hot) is (row["hot_fdr10"] == "True")
    assert found.hot == ("44",)
    assert moran(values, grid).i == pytest.approx(read_json("micro_expected.json")["moran_I"], rel=1e-9)
    assert said(found.warnings) == [
        "1 area has no value and takes no part, not even as a neighbour.",
        "With 24 areas this is descriptive: below 30, tests must not decide.",
    ]


@settings(max_examples=60, deadline=None)
@given(patterns())
def test_all_beside_double_loops(pattern: tuple[Values, Pairs]) -> None:
    values, pairs = pattern
    near, slow = linked(values, pairs), SlowPattern(values, pairs)
    for weighting in Weighting:
        beside = SlowPattern(values, pairs, rows=weighting is Weighting.ROW_STANDARDISED)
        found = moran(values, near, permutations=0, weighting=weighting)
        assert found.i == pytest.approx(beside.moran(), rel=1e-9, abs=1e-12)
        normal, random = beside.moran_variances()
        assert found.variance_normality == pytest.approx(normal, rel=1e-9)
        assert found.variance_randomisation == pytest.approx(random, rel=1e-9, abs=1e-12)
    assert general_g(values, near).g == pytest.approx(slow.general_g(), rel=1e-9)
    for star, formula in ((True, slow.gi_star), (False, slow.gi)):
        for area in getis_ord(values, near, star=star).areas:
            expected = formula(area.code) if values[area.code] is not None else None
            assert area.z == (None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9))


def test_variances_are_those_of_all_orders() -> None:
    values = dict(zip("abcde", (1.0, 4.0, 2.0, 9.0, 7.0), strict=True))
    pairs: Pairs = {frozenset(pair) for pair in ("ab", "bc", "cd", "ad")}  # e is an island
    near = linked(dict(values), pairs)
    orders = [dict(zip("abcde", order, strict=True)) for order in permutations(values.values())]
    morans = [SlowPattern(one, pairs).moran() for one in orders]
    found = moran(dict(values), near, permutations=0)
    assert found.expected == pytest.approx(np.mean(morans))
    assert found.variance_randomisation == pytest.approx(np.var(morans))
    gs = [SlowPattern(one, pairs).general_g() for one in orders]
    whole = general_g(dict(values), near)
    assert whole.expected == pytest.approx(np.mean(gs))
    assert whole.variance == pytest.approx(np.var(gs))


def test_permutations_give_the_distribution_of_all_orders() -> None:
    values = np.array([1.0, 4.0, 2.0, 9.0, 7.0])
    z = values - values.mean()
    first, second = np.array([0, 1, 2, 0]), np.array([1, 2, 3, 3])
    weights = np.array([2.0, 1.0, 0.5, 2.0])
    every = [float(weights @ (np.array(o)[first] * np.array(o)[second])) for o in permutations(z)]
    drawn = permuted_products(z, first, second, weights, 20_000, seed=3)
    assert set(np.round(drawn, 9)) <= set(np.round(every, 9))
    assert np.mean(drawn) == pytest.approx(np.mean(every), abs=0.3)
    assert np.var(drawn) == pytest.approx(np.var(every), rel=0.05)


def test_seeds_repeat_and_are_stored() -> None:
    one, again, other = (moran(RISING, LINE, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert (one.seed, other.seed, one.permutations) == (1, 2, 999)
    assert one.p_permutation is not None
    assert 0.001 <= one.p_permutation <= 1
    assert moran(RISING, LINE, permutations=0).p_permutation is None
    assert folded_p(np.array([1.0, 2.0, 3.0, 4.0]), 3.5) == pytest.approx(2 / 5)


def test_order_and_unit_change_nothing() -> None:
    chance = np.random.default_rng(8)
    codes = [f"{place:02}" for place in range(36)]
    values: Values = dict(zip(codes, chance.gamma(2, 3, 36).tolist(), strict=True))
    rows, columns = np.divmod(np.arange(36), 6)
    order = chance.permutation(36)
    grid = neighbours_on_grid(codes, rows, columns)
    mixed = neighbours_on_grid([codes[place] for place in order], rows[order], columns[order])
    shuffled = {codes[place]: values[codes[place]] for place in order}
    for method in METHODS:
        assert method(values, grid) == method(shuffled, mixed)
    found = getis_ord(values, grid)
    for factor in (1e-300, 1e300):
        scaled: Values = {code: value * factor for code, value in values.items() if value is not None}
        assert moran(scaled, grid).i == pytest.approx(moran(values, grid).i, rel=1e-9)
        assert general_g(scaled, grid).z == pytest.approx(general_g(values, grid).z, rel=1e-9)
        assert [area.z for area in getis_ord(scaled, grid).areas] == pytest.approx(
            [area.z for area in found.areas], rel=1e-9
        )


def test_islands_get_no_value_and_are_said() -> None:
    found = getis_ord(RISING, LINE)
    assert found.islands == ("f",)
    assert found.areas[-1].z is found.areas[-1].p_adjusted is found.areas[-1].hot is None
    assert "1 area has no neighbour with a value: nothing is said of its surroundings." in said(
        found.warnings
    )
    assert moran(RISING, LINE).islands == ("f",)


def test_missing_values_take_no_part() -> None:
    without = neighbours_from_pairs("abcde", [("a", "b"), ("b", "c"), ("d", "e")])
    values: Values = {"a": 1.0, "b": 4.0, "c": 9.0, "d": math.nan}  # e has no entry
    rest: Values = {"a": 1.0, "b": 4.0, "c": 9.0}
    alone = neighbours_from_pairs("abc", [("a", "b"), ("b", "c")])
    assert moran(values, without, permutations=9).i == moran(rest, alone, permutations=9).i
    assert [area.z for area in getis_ord(values, without).areas] == [
        *(area.z for area in getis_ord(rest, alone).areas),
        None,
        None,
    ]
    assert said(moran(values, without).warnings)[0].startswith("2 areas have no value")


def test_few_areas_only_describe() -> None:
    codes = [f"{place:02}" for place in range(30)]
    values: Values = {code: float(place % 7) for place, code in enumerate(codes)}
    street = neighbours_from_pairs(codes, pairwise(codes))
    assert not moran(values, street).warnings
    less = {**values, "29": None}
    assert "descriptive" in said(moran(less, street).warnings)[-1]


@pytest.mark.parametrize("method", METHODS)
def test_faults_are_named(method: Callable[[Values, Neighbours], object]) -> None:
    wrong: list[tuple[type[AnalysisError], Values]] = [
        (ConstantValuesError, dict.fromkeys("abcdef", 0.1)),
        (TooFewAreasError, {"a": 1.0, "b": 2.0}),
        (TooFewAreasError, {}),
        (TooFewAreasError, dict.fromkeys("abcdef")),
        (NoNeighboursError, {"a": 1.0, "c": 2.0, "e": 5.0, "f": 3.0}),
        (UnknownAreasError, {**RISING, "z": 1.0}),
        (InfiniteValueError, {**RISING, "b": math.inf}),
    ]
    for fault, values in wrong:
        with pytest.raises(fault):
            method(values, LINE)


def test_general_g_needs_numbers_of_zero_and_more() -> None:
    with pytest.raises(NegativeValueError, match="area b is below zero"):
        general_g({**RISING, "b": -1.0}, LINE)
    with pytest.raises(NoProductsError):
        general_g({**dict.fromkeys("abcdef", 0.0), "b": 3.0}, LINE)


def test_where_all_are_neighbours_there_is_nothing_to_compare() -> None:
    every = neighbours_from_pairs("abcd", list(permutations("abcd", 2)))
    values: Values = dict(zip("abcd", (1.0, 2.0, 3.0, 5.0), strict=True))
    found = getis_ord(values, every)
    assert {area.z for area in found.areas} == {None}
    assert "4 areas cannot be compared: all others are their neighbours, or have one value." in said(
        found.warnings
    )
    whole = moran(values, every)
    assert whole.i == pytest.approx(-1 / 3)
    assert whole.z_randomisation is None
    assert general_g(values, every).z is None


def test_one_value_far_from_all_others_keeps_their_digits() -> None:
    values: Values = dict(zip("abcdef", (1e9, 1.0, 2.0, 3.0, 4.0, 6.0), strict=True))
    pairs: Pairs = {frozenset(pair) for pair in ("ab", "bc", "cd", "ae")}
    found = getis_ord(values, linked(values, pairs), star=False).areas[0]
    assert found.z == pytest.approx(SlowPattern(values, pairs).gi("a"), rel=1e-6)
    same: Values = dict(zip("abcdef", (1e9, 0.1, 0.1, 0.1, 0.1, 0.1), strict=True))
    assert getis_ord(same, linked(same, pairs), star=False).areas[0].z is None


def test_hot_and_cold_are_told_apart_and_become_plain_data() -> None:
    codes = [f"{place:02}" for place in range(49)]
    rows, columns = np.divmod(np.arange(49), 7)
    grid = neighbours_on_grid(codes, rows, columns)
    values: Values = {
        code: 9.0 if max(row, column) < 2 else -9.0 if min(row, column) > 4 else (row * column) % 3 / 10
        for code, row, column in zip(codes, rows.tolist(), columns.tolist(), strict=True)
    }
    found = getis_ord(values, grid)
    assert "00" in found.hot
    assert [area.code for area in found.areas if area.cold][-1] == "48"
    assert not set(found.hot) & {area.code for area in found.areas if area.cold}
    told = found.to_json()["areas"]
    assert isinstance(told, list)
    assert told[0] == {
        "code": "00",
        "z": found.areas[0].z,
        "p": found.areas[0].p,
        "p_adjusted": found.areas[0].p_adjusted,
        "hot": True,
        "cold": False,
    }
