from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnosis.statistics.classes import Method, classify, classify_areas
from diagnosis.statistics.classes.methods import (
    equal_width_breaks,
    fixed_breaks,
    mean_sd_breaks,
    multiples_of,
    names_of,
    quantile_breaks,
)
from tests.diagnosis.statistics.reference import read_json, read_rows

numbers = st.lists(st.integers(-40, 40).map(lambda n: n / 4), min_size=1, max_size=30)


@given(numbers, st.integers(2, 6))
def test_quantiles_by_their_definition(values: list[float], k: int) -> None:
    ordered = sorted(map(Fraction, values))
    cuts = set()
    for i in range(1, k):
        place = Fraction((len(values) - 1) * i, k)
        low, rest = int(place), place - int(place)
        cuts.add(ordered[low] + rest * (ordered[min(low + 1, len(values) - 1)] - ordered[low]))
    expected = sorted({*map(float, cuts), float(ordered[-1])})
    assert quantile_breaks(values, k) == pytest.approx(expected, rel=1e-14, abs=1e-14)


@given(numbers, st.integers(2, 6))
def test_quantiles_are_those_of_numpy(values: list[float], k: int) -> None:
    other = np.append(np.quantile(values, np.arange(1, k) / k), max(values))
    found = quantile_breaks(values, k)
    assert all(np.min(np.abs(found - one)) < 1e-12 for one in other)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), min_size=1, max_size=15), st.integers(2, 5))
def test_weighted_quantiles_by_their_definition(pairs: list[tuple[int, int]], k: int) -> None:
    values, weights = [float(value) for value, _ in pairs], [float(weight) for _, weight in pairs]
    total = sum(weight for _, weight in pairs)
    cuts = {
        min(v for v, _ in pairs if k * sum(w for value, w in pairs if value <= v) >= i * total)
        for i in range(1, k)
    }
    expected = sorted({*map(float, cuts), max(values)})
    assert quantile_breaks(values, k, weights).tolist() == expected


@given(numbers, st.integers(2, 6))
def test_equal_widths_by_their_definition(values: list[float], k: int) -> None:
    found = equal_width_breaks(values, k)
    if min(values) == max(values):
        assert found.tolist() == [values[0]]
        return
    low, width = Fraction(min(values)), Fraction(max(values)) - Fraction(min(values))
    assert found == pytest.approx([float(low + width * i / k) for i in range(1, k + 1)], abs=1e-12)
    # Exact numbers decide to which side a value on a bound belongs.
    exact = [sum(Fraction(value) > low + width * i / k for i in range(1, k)) for value in values]
    assert classify(values, found).tolist() == exact


def test_a_cut_that_misses_a_value_by_rounding_is_that_value() -> None:
    values = [0.1 * i for i in range(1, 11)]
    assert classify(values, equal_width_breaks(values, 9)).tolist() == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]


@given(numbers)
def test_mean_and_standard_deviation_by_their_definition(values: list[float]) -> None:
    found = mean_sd_breaks(values, (-1, 1))
    if min(values) == max(values):
        assert found.tolist() == [values[0]]
        return
    mean, sd = np.mean(values), np.std(values, ddof=1)
    assert found[:2] == pytest.approx([mean - sd, mean + sd], abs=1e-12)
    assert found[2] == (max(values) if max(values) > found[1] else np.inf)


def test_weights_of_mean_and_standard_deviation() -> None:
    values = [1.0, 2.0, 4.0, 9.0]
    assert mean_sd_breaks(values, (-1, 1), [2, 2, 2, 2]) == pytest.approx(mean_sd_breaks(values, (-1, 1)))
    heavy = mean_sd_breaks(values, (0,), [1, 1, 1, 97])
    assert heavy[0] == pytest.approx((1 + 2 + 4 + 9 * 97) / 100)


def test_names_and_multiples() -> None:
    assert [names_of(k) for k in (2, 3)] == [("low", "high"), ("low", "medium", "high")]
    assert names_of(7)[-1] == "7"
    assert all(len(multiples_of(k)) == k - 1 for k in range(2, 9))
    assert fixed_breaks([5.0], [10, 20]).tolist() == [10, 20, np.inf]


def test_cuts_of_the_reference() -> None:
    expected = read_json("expected.json")
    risks = {row["area"]: float(row["risk"]) for row in read_rows("local_expected.csv")}
    for method, name in ((Method.QUANTILE, "tercile_cuts"), (Method.EQUAL_WIDTH, "equal_cuts")):
        assert classify_areas(risks, method).cut_points == pytest.approx(expected[name], rel=1e-12)
    jenks = classify_areas(risks, Method.JENKS)
    assert jenks.breaks == pytest.approx(expected["jenks3"]["upper_bounds"], rel=1e-12)
    assert jenks.gvf == pytest.approx(expected["jenks3"]["gvf"], rel=1e-12)


@pytest.mark.parametrize(
    ("method", "column"),
    [(Method.JENKS, "class_jenks"), (Method.QUANTILE, "class_tercile"), (Method.EQUAL_WIDTH, "class_equal")],
)
def test_classes_of_the_reference(method: Method, column: str) -> None:
    rows = read_rows("local_expected.csv")
    found = classify_areas({row["area"]: float(row["risk"]) for row in rows}, method)
    assert [area.name for area in found.areas] == [row[column] for row in rows]
