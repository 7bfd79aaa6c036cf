from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from diagnosis.statistics.classes import classify, goodness_of_fit, jenks_breaks
from tests.diagnosis.statistics.reference import read_json, read_rows

numbers = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=1, max_size=9)


def squared_deviations(values: NDArray[np.float64], breaks: NDArray[np.float64]) -> float:
    member = classify(values, breaks)
    return float(
        sum(np.sum((values[member == i] - values[member == i].mean()) ** 2) for i in np.unique(member))
    )


@given(numbers, st.integers(1, 4))
def test_no_other_division_is_better(values: list[float], k: int) -> None:
    array = np.array(values)
    breaks = jenks_breaks(array, k)
    distinct = np.unique(array)
    assert len(breaks) == min(k, len(distinct))
    every = [
        squared_deviations(array, np.array([*inner, distinct[-1]]))
        for inner in combinations(distinct[:-1], len(breaks) - 1)
    ]
    assert squared_deviations(array, breaks) == pytest.approx(min(every), abs=1e-9)


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
