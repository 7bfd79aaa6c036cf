"""Adjusted p agree with the procedures by definition, and with scipy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.adjusting import Adjustment, adjusted, benjamini_hochberg, holm
from tests.diagnosis.statistics.slow_adjusting import slow_benjamini_hochberg, slow_holm

many = st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.05, 1.0]), min_size=1, max_size=12)


@given(many)
@settings(max_examples=80)
def test_they_agree_with_the_definitions(p: list[float]) -> None:
    np.testing.assert_allclose(holm(p), slow_holm(p), rtol=1e-12)
    np.testing.assert_allclose(benjamini_hochberg(p), slow_benjamini_hochberg(p), rtol=1e-12)


@given(many)
@settings(max_examples=40)
def test_the_share_of_false_alarms_agrees_with_scipy(p: list[float]) -> None:
    stats = pytest.importorskip("scipy.stats")
    np.testing.assert_allclose(benjamini_hochberg(p), stats.false_discovery_control(p), rtol=1e-12)


@given(many)
@settings(max_examples=40)
def test_an_adjusted_p_is_never_smaller_and_keeps_the_order(p: list[float]) -> None:
    for found in (holm(p), benjamini_hochberg(p)):
        assert (found >= np.minimum(p, 1) - 1e-15).all()
        assert (np.diff(found[np.argsort(p, kind="stable")]) >= 0).all()
    assert (holm(p) >= benjamini_hochberg(p) - 1e-15).all()


def test_a_test_that_could_not_be_made_does_not_count() -> None:
    for adjust in (holm, benjamini_hochberg):
        found = adjust([0.01, math.nan, 0.04])
        assert math.isnan(found[1])
        np.testing.assert_array_equal(found[[0, 2]], adjust([0.01, 0.04]))
    assert np.isnan(holm([math.nan])).all()
    assert len(holm([])) == 0


def test_what_was_given_is_left_as_it_was() -> None:
    p = np.array([0.04, 0.01])
    for how in Adjustment:
        adjusted(p, how)[0] = 1
    assert p.tolist() == [0.04, 0.01]


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.inf])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        holm([0.1, wrong])


def test_the_way_is_a_choice() -> None:
    p = [0.01, 0.04, 0.03]
    assert adjusted(p, Adjustment.HOLM).tolist() == holm(p).tolist()
    assert adjusted(p, Adjustment.BENJAMINI_HOCHBERG).tolist() == benjamini_hochberg(p).tolist()
    assert adjusted(p, Adjustment.NONE).tolist() == p
