import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, rankdata

from diagnosis.statistics.ranks import average_ranks, places, tau_b
from tests.diagnosis.statistics.slow_index import slow_tau_b

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=0, max_size=25)


@given(pairs)
def test_tau_counts_every_pair(values: list[tuple[int, int]]) -> None:
    x, y = np.array(values, dtype=np.float64).reshape(-1, 2).T
    expected = slow_tau_b(x.tolist(), y.tolist())
    assert tau_b(x, y) == (None if expected is None else pytest.approx(expected, rel=1e-14, abs=1e-15))


@pytest.mark.parametrize("steps", [3, 40, 10_000])
def test_tau_agrees_with_another_program(steps: int) -> None:
    chance = np.random.default_rng(steps)
    x, y = chance.integers(steps, size=(2, 3_000)).astype(np.float64)
    assert tau_b(x, x + y) == pytest.approx(kendalltau(x, x + y).statistic, rel=1e-13)


def test_tau_of_fifty_thousand_is_quick_and_right_at_the_ends() -> None:
    x = np.random.default_rng(1).normal(size=50_000)
    assert tau_b(x, np.exp(x)) == 1
    assert tau_b(x, -x) == -1


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_places_and_ranks(values: list[int]) -> None:
    column = np.array([*values, np.nan], dtype=np.float64)
    assert places(column).tolist() == [*rankdata([-v for v in values], method="min").tolist(), 0]
    assert average_ranks(column)[:-1].tolist() == rankdata(values).tolist()
