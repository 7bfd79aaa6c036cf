"""Tails and quantiles keep twelve digits, also where the tail is as small as a number can be."""

import math
from itertools import product

import numpy as np
import pytest

from diagnosis.statistics.distributions import (
    chi2_p_value,
    f_p_value,
    normal_p_value,
    normal_quantile,
    t_p_value,
    t_quantile,
)

stats = pytest.importorskip("scipy.stats")
SMALLEST = 1e-290
DF = (0.3, 1, 2, 3.5, 5, 12, 19, 20, 100, 999, 1e4, 123_456, 1e6, 1e7, 1e9, 1e11)


def agree(found: float, expected: float) -> bool:
    return expected < SMALLEST or found == pytest.approx(expected, rel=1e-12, abs=0)


@pytest.mark.parametrize("df", DF)
def test_both_tails_of_t(df: float) -> None:
    # Nearer to zero than 0.001 scipy itself loses digits; the next test looks there.
    for t in (1e-3, 0.1, 0.5, 1, 1.5, 1.7, 1.8, 2, 2.5, 3, 4, 6, 8, 10, 20, 35, 100, 1e4):
        assert agree(t_p_value(t, df), 2 * stats.t.sf(t, df)), t
        assert t_p_value(-t, df) == t_p_value(t, df)


def test_one_and_two_degrees_have_formulas_of_their_own() -> None:
    for t in (0.0, 1e-9, 0.3, 1.0, 2.7, 40.0, 1e6, 1e30, 1e149, 1e151, 1e280):
        assert t_p_value(t, 1) == pytest.approx(2 / math.pi * math.atan2(1, t), rel=1e-14)
    for t in (0.0, 1e-9, 0.3, 1.0, 2.7):
        assert t_p_value(t, 2) == pytest.approx(1 - t / math.sqrt(2 + t * t), rel=1e-13)


def test_many_degrees_of_freedom_are_the_normal_distribution() -> None:
    for t in (0.5, 1.96, 5.0, 30.0):
        assert t_p_value(t, 5e14) == pytest.approx(normal_p_value(t), rel=1e-9)
        assert t_p_value(t, math.inf) == normal_p_value(t)
        assert f_p_value(t, 3, math.inf) == chi2_p_value(3 * t, 3)


@pytest.mark.parametrize("df1", [0.7, 1, 2, 2.31, 7, 50.5, 1000, 1e5])
def test_upper_tail_of_f(df1: float) -> None:
    values = (1e-6, 0.01, 0.3, 0.9, 1, 1.1, 1.5, 2, 3, 5, 10, 50, 1000)
    for df2, f in product((0.9, 1, 5, 19, 57.3, 1000, 1e5, 1e7), values):
        assert agree(f_p_value(f, df1, df2), stats.f.sf(f, df1, df2)), (df2, f)


@pytest.mark.parametrize("df", [0.3, 1, 2, 3, 5.5, 20, 100, 1000, 1e5, 1e7])
def test_upper_tail_of_chi_squared(df: float) -> None:
    for times in (1e-6, 0.01, 0.3, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 2, 3, 5, 10, 50, 200):
        assert agree(chi2_p_value(times * df, df), stats.chi2.sf(times * df, df)), times


@pytest.mark.parametrize("df", [0.5, 1, 2, 3.5, 12, 19, 20, 100, 1e4, 1e6, 1e9])
def test_quantiles_of_t(df: float) -> None:
    for probability in (1e-30, 1e-9, 1e-4, 0.01, 0.025, 0.2, 0.4, 0.6, 0.9, 0.975, 0.999, 1 - 1e-9):
        expected = stats.t.ppf(probability, df)
        assert t_quantile(probability, df) == pytest.approx(expected, rel=1e-12), probability


@pytest.mark.parametrize(
    ("probability", "df"), [(1e-200, 5), (1e-100, 30), (0.3, 0.2), (1e-12, 7.7), (1e-250, 1), (1e-290, 1.7)]
)
def test_a_quantile_leads_back_to_its_tail(probability: float, df: float) -> None:
    assert t_p_value(t_quantile(probability, df), df) == pytest.approx(2 * probability, rel=1e-12)


def test_the_normal_distribution() -> None:
    for z in np.linspace(0, 37, 149):
        assert agree(normal_p_value(-z), 2 * stats.norm.sf(z))
    for probability in (1e-300, 1e-20, 0.001, 0.3, 0.5, 0.975, 1 - 1e-12):
        assert normal_quantile(probability) == pytest.approx(stats.norm.ppf(probability), rel=1e-12)


def test_the_middle_of_t_is_zero() -> None:
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-15)


def test_what_is_not_a_number_stays_none_and_the_ends_are_exact() -> None:
    assert all(
        math.isnan(p)
        for p in (
            t_p_value(math.nan, 3),
            f_p_value(math.nan, 1, 2),
            chi2_p_value(math.nan, 2),
            normal_p_value(math.nan),
        )
    )
    assert (t_p_value(0, 3), t_p_value(math.inf, 3), t_p_value(-math.inf, 3)) == (1, 0, 0)
    assert (f_p_value(0, 1, 2), f_p_value(-1, 1, 2), f_p_value(math.inf, 1, 2)) == (1, 1, 0)
    assert (chi2_p_value(0, 2), chi2_p_value(-1, 2), chi2_p_value(math.inf, 2)) == (1, 1, 0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: t_quantile(0, 3),
        lambda: t_quantile(1, 3),
        lambda: t_quantile(0.5, 0),
        lambda: t_quantile(0.5, math.nan),
        lambda: t_p_value(1, 0),
        lambda: f_p_value(1, 0, 3),
        lambda: f_p_value(1, 3, -1),
        lambda: f_p_value(1, math.inf, 3),
        lambda: chi2_p_value(1, 0),
        lambda: chi2_p_value(1, math.inf),
        lambda: normal_quantile(1),
    ],
)
def test_outside_the_bounds_nothing_is_returned(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match="no "):
        call()
