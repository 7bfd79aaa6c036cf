from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnosis.statistics.classes import Method, bounds_by, classify, goodness_of_fit, jenks_breaks
from tests.diagnosis.statistics.reference import read_json, read_rows
from tests.diagnosis.statistics.slow_jenks import by_table, every_division

numbers = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=1, max_size=9)


@given(numbers, st.integers(1, 5))
def test_no_other_division_is_better(values: list[float], k: int) -> None:
    assert jenks_breaks(values, k).tolist() == every_division(values, k)


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1, max_size=9), st.integers(1, 4)
)
def test_a_weight_counts_like_so_many_areas(pairs: list[tuple[int, int]], k: int) -> None:
    values, weights = [float(value) for value, _ in pairs], [float(weight) for _, weight in pairs]
    found = jenks_breaks(values, k, weights)
    assert found.tolist() == every_division(values, k, weights)
    assert found.tolist() == jenks_breaks(np.repeat(values, [weight for _, weight in pairs]), k).tolist()
    repeated = np.repeat(values, [weight for _, weight in pairs])
    assert goodness_of_fit(values, found, weights) == pytest.approx(goodness_of_fit(repeated, found))


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_the_table_of_all_runs(seed: int) -> None:
    chance = np.random.default_rng(seed)
    values = np.round(chance.gamma(1 + seed % 3, 10, size=120), 1).tolist()
    for k in (2, 3, 5, 8):
        assert jenks_breaks(values, k).tolist() == by_table(values, k)


def test_a_value_far_from_all_costs_the_others_no_digits() -> None:
    near = [1.0, 1.1, 1.2, 2.0, 2.1, 5.0, 5.2]
    for far in (-1e9, 1e9):
        assert jenks_breaks([*near, far], 4).tolist() == every_division([*near, far], 4)


def test_without_weight_a_value_moves_no_bound_but_the_top_one() -> None:
    assert jenks_breaks([1, 2, 10, 11, 50], 2, [1, 1, 1, 1, 0]).tolist() == [2, 50]
    assert jenks_breaks([1, 2, 10, 11, -9], 2, [1, 1, 1, 1, 0]).tolist() == [2, 11]


def test_fifty_thousand_values_are_quick() -> None:
    """The table of all runs would hold 2,500,000,000 numbers."""
    values = np.random.default_rng(5).gamma(2, 10, size=50_000)
    breaks = jenks_breaks(values, 5)
    assert len(breaks) == 5
    # No bound can be moved by one place for the better.
    distinct, fit = np.unique(values), goodness_of_fit(values, breaks)
    for i, place in enumerate(np.searchsorted(distinct, breaks[:-1]).tolist()):
        for other in (place - 1, place + 1):
            moved = breaks.copy()
            moved[i] = distinct[other]
            assert goodness_of_fit(values, moved) <= fit + 1e-12


@given(numbers, st.integers(1, 4), st.randoms())
def test_order_does_not_matter(values: list[float], k: int, random: Random) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)
    assert jenks_breaks(shuffled, k).tolist() == jenks_breaks(values, k).tolist()


@given(numbers, st.integers(1, 4))
def test_classes_ascend_with_values_and_keep_ties_together(values: list[float], k: int) -> None:
    member = classify(values, jenks_breaks(values, k))
    pairs = sorted(zip(values, member.tolist(), strict=True))
    assert all(lower[1] <= upper[1] for lower, upper in pairwise(pairs))
    assert len(dict(pairs)) == len(set(pairs))


def test_missing_takes_no_part_and_has_no_class() -> None:
    values = [1.0, float("nan"), 2.0, 30.0]
    assert jenks_breaks(values, 2).tolist() == [2.0, 30.0]
    assert classify(values, [2.0, 30.0]).tolist() == [0, -1, 0, 1]


def test_a_bound_belongs_to_its_class_and_higher_values_to_the_top() -> None:
    assert classify([0.5, 0.500001, 1.0, 7.0], [0.5, 1.0]).tolist() == [0, 1, 1, 1]


def test_far_from_zero_no_digit_is_lost() -> None:
    values = 1e9 + np.array([0.0, 0.1, 0.2, 5.0, 5.1, 9.0])
    assert jenks_breaks(values, 3).tolist() == [values[2], values[4], values[5]]


def test_refuses_what_cannot_be_classified() -> None:
    for values, k, words in (([], 3, "no value"), ([float("nan")], 3, "no value"), ([1.0], 0, "class")):
        with pytest.raises(ValueError, match=words):
            jenks_breaks(values, k)
    with pytest.raises(ValueError, match="infinite"):
        jenks_breaks([1.0, float("inf")], 2)
    for weights in ([1.0], [1.0, -1.0], [1.0, float("nan")], [0.0, 0.0]):
        with pytest.raises(ValueError, match="weight"):
            jenks_breaks([1.0, 2.0], 2, weights)
    for breaks in ([], [2.0, 1.0], [1.0, 1.0]):
        with pytest.raises(ValueError, match="ascending"):
            classify([1.0], breaks)


def test_fit_runs_from_nothing_to_all() -> None:
    values = [1.0, 2.0, 8.0, 9.0]
    assert goodness_of_fit(values, [9.0]) == 0
    assert goodness_of_fit(values, values) == 1
    assert goodness_of_fit([3.0, 3.0], [3.0]) == 1
    assert 0.9 < goodness_of_fit(values, [2.0, 9.0]) < 1


def test_agrees_with_an_independent_implementation() -> None:
    expected = read_json("expected.json")["jenks3"]
    risks = [float(row["risk"]) for row in read_rows("local_expected.csv")]
    assert jenks_breaks(risks, 3) == pytest.approx(expected["upper_bounds"])
    assert goodness_of_fit(risks, expected["upper_bounds"]) == pytest.approx(expected["gvf"])


@pytest.mark.parametrize("size", [1e-290, 1e-160, 1e140])
def test_classes_do_not_depend_on_the_unit(size: float) -> None:
    values = np.random.default_rng(4).gamma(1, 10, size=60)
    breaks = jenks_breaks(values, 4)
    assert jenks_breaks(values * size, 4) == pytest.approx(breaks * size, rel=1e-14)
    assert goodness_of_fit(values * size, breaks * size) == pytest.approx(goodness_of_fit(values, breaks))
    for method in (Method.QUANTILE, Method.EQUAL_WIDTH, Method.MEAN_SD):
        one = bounds_by(method, values, 4)
        assert bounds_by(method, values * size, 4) == pytest.approx(one * size, rel=1e-12)
