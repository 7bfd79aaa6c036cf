"""The bars of a number column: every value in one of them, whole numbers whole, and quick."""

import math
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.figures.message import says
from clrisk_site.tables.histograms import FEWEST_BINS, MOST_BINS, make_histogram
from clrisk_site.tables.spec import Column, Kind

NUMBER = Column("value", says("Value"), Kind.NUMBER)
WHOLE = Column("persons", says("Persons"), Kind.INTEGER)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.floats(allow_infinity=False), st.integers(-50, 50).map(float)), max_size=60))
def test_every_value_is_in_one_bar_or_missing(values: list[float]) -> None:
    found = make_histogram(NUMBER, np.array(values, dtype=np.float64))
    known = [value for value in values if not math.isnan(value)]
    assert found.count == len(known)
    assert found.missing == len(values) - len(known)
    assert len(found.counts) <= MOST_BINS
    assert all(count >= 0 for count in found.counts)
    if known:
        assert (found.lower, found.upper) == (min(known), max(known))
        assert found.median is not None
        assert min(known) <= found.median <= max(known)
        assert found.counts[0] > 0
        assert found.counts[-1] > 0


def test_few_whole_numbers_have_a_bar_each() -> None:
    found = make_histogram(WHOLE, pd.array([1, 1, 2, 4, None], dtype="Int64"))
    assert (found.counts, found.first, found.width) == ((2, 1, 0, 1), 1.0, 1.0)
    assert (found.missing, found.median) == (1, 1.5)


def test_many_whole_numbers_share_bars_of_whole_width() -> None:
    found = make_histogram(WHOLE, pd.array(range(100), dtype="Int64"))
    assert found.width == 7.0
    assert FEWEST_BINS <= len(found.counts) <= MOST_BINS
    assert found.counts[:-1] == (7,) * 14
    assert found.count == 100


def test_measures_have_eight_to_sixteen_bars() -> None:
    few = make_histogram(NUMBER, np.linspace(0, 1, 30))
    many = make_histogram(NUMBER, np.linspace(0, 1, 100_000))
    assert FEWEST_BINS <= len(few.counts) <= len(many.counts) == MOST_BINS


def test_a_column_of_one_value_is_one_bar() -> None:
    found = make_histogram(NUMBER, np.array([5.0, 5.0, np.nan]))
    assert (found.counts, found.lower, found.upper, found.median) == ((2,), 5.0, 5.0, 5.0)


def test_a_column_without_values_has_no_bars_and_no_zero() -> None:
    found = make_histogram(NUMBER, np.array([np.nan, np.nan]))
    assert (found.counts, found.lower, found.upper, found.median, found.missing) == ((), None, None, None, 2)
    assert make_histogram(NUMBER, np.array([])).missing == 0


@pytest.mark.parametrize("values", [[1e308, -1e308, 0.0], [5e-324, 0.0, 1e-323], [1e16, 1e16 + 2]])
def test_numbers_at_the_edge_of_what_there_is(values: list[float]) -> None:
    assert make_histogram(NUMBER, np.array(values)).count == len(values)


def test_a_hundred_thousand_values_take_milliseconds() -> None:
    values = np.random.default_rng(1).normal(size=100_000)
    taken = []
    for _ in range(5):
        start = time.process_time()
        make_histogram(NUMBER, values)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.02
