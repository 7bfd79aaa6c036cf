"""Differences from counts alone: published examples, scipy and the reference fixture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.intervals import newcombe_interval, wilson_interval
from diagnosis.statistics.unweighted import unweighted_difference
from tests.diagnosis.statistics.reference import read_json

stats = pytest.importorskip("scipy.stats")
groups = st.tuples(st.integers(0, 60), st.integers(1, 60)).filter(lambda counts: counts[0] <= counts[1])


def test_the_synthetic_survey_without_weights_comes_out_as_computed_beside_us() -> None:
    expected = read_json("expected.json")["diff_unweighted"]
    found = unweighted_difference(50, 159, 18, 129)
    assert (found.n_1, found.n_2) == (expected["n1"], expected["n2"])
    for ours, theirs in (
        (found.share_1, "p1"),
        (found.share_2, "p2"),
        (found.z, "z_pooled"),
        (found.p_z, "p_z"),
        (found.t_pooled, "t_pooled"),
        (found.p_pooled, "p_t"),
        (found.t_welch, "t_welch"),
        (found.df_welch, "df_welch"),
    ):
        assert ours == pytest.approx(expected[theirs], rel=1e-9)


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        # Newcombe (1998), Table II, method 10.
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_the_published_intervals_of_newcombe(
    counts: tuple[int, int, int, int], printed: tuple[float, float]
) -> None:
    assert [round(end, 4) for end in newcombe_interval(*counts)] == list(printed)


@given(groups, groups)
@settings(max_examples=60)
def test_the_t_tests_are_those_of_the_values_themselves(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = unweighted_difference(*first, *second)
    moments = [
        moment
        for cases, n in (first, second)
        for moment in (cases / n, (cases / n * (1 - cases / n) * n / max(n - 1, 1)) ** 0.5, n)
    ]
    varies = any(0 < cases < n for cases, n in (first, second))
    assert (found.t_pooled is not None) == varies
    assert (found.t_welch is not None) == (varies and min(first[1], second[1]) > 1)
    if found.t_pooled is not None:
        t, p = stats.ttest_ind_from_stats(*moments)
        assert [found.t_pooled, found.p_pooled] == pytest.approx([t, p], rel=1e-9)
    if found.t_welch is not None:
        t, p = stats.ttest_ind_from_stats(*moments, equal_var=False)
        assert [found.t_welch, found.p_welch] == pytest.approx([t, p], rel=1e-9)


@given(groups, groups)
@settings(max_examples=60)
def test_the_pooled_z_squared_is_the_chi_squared_of_the_table(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = unweighted_difference(*first, *second)
    cases, n = first[0] + second[0], first[1] + second[1]
    if found.z is None:
        assert cases in (0, n)
        return
    chi2 = 0.0
    for own, size in (first, second):
        for seen, share in ((own, cases / n), (size - own, 1 - cases / n)):
            chi2 += (seen - size * share) ** 2 / (size * share)
    assert found.z**2 == pytest.approx(chi2, rel=1e-9, abs=1e-12)


@given(groups, groups)
@settings(max_examples=40)
def test_an_interval_holds_its_estimate_and_stays_in_bounds(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = newcombe_interval(*first, *second)
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] <= high <= 1
    low, high = wilson_interval(*first)
    assert 0 <= low <= first[0] / first[1] <= high <= 1


def test_nobody_is_no_group() -> None:
    with pytest.raises(EmptyDomainError):
        unweighted_difference(0, 0, 1, 2)
    with pytest.raises(ValueError, match="3 cases among 2"):
        unweighted_difference(3, 2, 1, 2)


def test_single_persons_have_no_t() -> None:
    found = unweighted_difference(1, 1, 0, 1)
    assert (found.t_pooled, found.t_welch, found.df_pooled) == (None, None, None)
    assert found.z == pytest.approx(2**0.5)
