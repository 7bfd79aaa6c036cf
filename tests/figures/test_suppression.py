from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict
from clrisk_site.figures.suppression import (
    DEFAULT_K,
    ROUND_TO,
    Audience,
    hidden,
    suppress,
    suppress_together,
)
from tests.figures.strategies import estimates

TEAM, COMMISSION, PUBLIC = Audience.TEAM, Audience.COMMISSION, Audience.PUBLIC
audiences = st.sampled_from(Audience)


def persons(value: float, n: int | None = None) -> Estimate:
    return Estimate(value, Unit.PERSONS, Story("Register", 2025, n=n))


def percent(value: float, n: int | None, basis: Basis = Basis.COUNT) -> Estimate:
    return Estimate(value, Unit.PERCENT, Story("Register", 2025, n=n, basis=basis))


def is_hidden(estimate: Estimate, audience: Audience) -> bool:
    return suppress(estimate, audience=audience).availability is Availability.SUPPRESSED


@pytest.mark.parametrize(
    ("value", "team", "commission"),
    [
        (0, False, False),
        (1, True, True),
        (4, True, True),
        (5, False, True),
        (9, False, True),
        (10, False, False),
    ],
)
def test_small_counts_of_persons(value: int, team: bool, commission: bool) -> None:
    assert is_hidden(persons(value), TEAM) is team
    assert is_hidden(persons(value), COMMISSION) is commission
    assert is_hidden(persons(value), PUBLIC) is commission


@pytest.mark.parametrize(
    ("n", "team", "commission"), [(9, True, True), (10, False, True), (29, False, True), (30, False, False)]
)
def test_shares_of_a_small_base(n: int, team: bool, commission: bool) -> None:
    share = percent(50, n, Basis.MEASURED)
    assert is_hidden(share, TEAM) is team
    assert is_hidden(share, COMMISSION) is commission


def test_shares_from_which_a_small_count_could_be_worked_out() -> None:
    assert is_hidden(percent(3, 100), COMMISSION)
    assert is_hidden(percent(97, 100), COMMISSION)
    assert not is_hidden(percent(20, 100), COMMISSION)
    assert not is_hidden(percent(0, 100), COMMISSION)
    assert not is_hidden(percent(100, 100), COMMISSION)


def test_a_share_of_a_list_without_its_base_is_hidden() -> None:
    assert is_hidden(percent(20, None), TEAM)
    assert not is_hidden(percent(20, None, Basis.MEASURED), TEAM)


def test_a_sensitive_zero_is_hidden() -> None:
    assert suppress(persons(0), audience=TEAM, sensitive=True).value is None
    assert suppress(percent(100, 200), audience=TEAM, sensitive=True).value is None


@given(estimates(), audiences)
def test_official_numbers_stay_as_published(estimate: Estimate, audience: Audience) -> None:
    official = replace(estimate, story=replace(estimate.story, official=True), verdict=Verdict.NONE)
    assert suppress(official, audience=audience) == official


def test_modelled_persons_are_rounded_outwards_and_never_to_none() -> None:
    model = Story("Model", 2024, basis=Basis.MODELLED)
    shown = suppress(Estimate(1152, Unit.PERSONS, model, 983, 1321), audience=PUBLIC)
    assert (shown.lower, shown.value, shown.upper) == (980, 1150, 1325)
    assert suppress(Estimate(2, Unit.PERSONS, model), audience=PUBLIC).value == ROUND_TO


def test_what_the_quality_rule_suppresses_nobody_sees() -> None:
    official = Estimate(40, Unit.PERCENT, Story("Survey", official=True), verdict=Verdict.SUPPRESS)
    assert all(is_hidden(official, audience) for audience in Audience)


@pytest.mark.parametrize(("audience", "k"), [(TEAM, 4), (TEAM, 11), (PUBLIC, 4), (PUBLIC, 21)])
def test_k_has_bounds(audience: Audience, k: int) -> None:
    with pytest.raises(ValueError, match="k for"):
        suppress(persons(50), audience=audience, k={**DEFAULT_K, audience: k})


@pytest.mark.parametrize("k", [9, 10, 11])
def test_the_boundary_moves_with_k(k: int) -> None:
    limits = {**DEFAULT_K, PUBLIC: k}
    assert suppress(persons(k - 1), audience=PUBLIC, k=limits).value is None
    assert suppress(persons(k), audience=PUBLIC, k=limits).value == k


@given(estimates(st.floats(0, 60)), audiences)
def test_what_is_hidden_carries_no_number(estimate: Estimate, audience: Audience) -> None:
    shown = suppress(estimate, audience=audience)
    if shown.availability is Availability.SUPPRESSED:
        assert (shown.value, shown.lower, shown.upper) == (None, None, None)
    assert shown.unit is estimate.unit
    assert suppress(shown, audience=audience) == shown


@given(estimates(st.floats(0, 60)))
def test_those_outside_never_see_more_than_the_team(estimate: Estimate) -> None:
    if suppress(estimate, audience=TEAM).availability is Availability.SUPPRESSED:
        assert suppress(estimate, audience=COMMISSION).availability is Availability.SUPPRESSED
    if suppress(estimate, audience=COMMISSION).availability is Availability.SUPPRESSED:
        assert suppress(estimate, audience=PUBLIC).availability is Availability.SUPPRESSED


def test_hidden_says_nothing_of_its_base() -> None:
    assert hidden(persons(3, n=3)).story.n is None


def test_one_hidden_cell_takes_the_next_smallest_with_it() -> None:
    shown = suppress_together([persons(n) for n in (40, 3, 12, 90)], audience=PUBLIC)
    assert [cell.value for cell in shown] == [40, None, None, 90]


def test_two_tiny_cells_are_not_enough() -> None:
    shown = suppress_together([persons(n) for n in (1, 1, 25, 60, 0)], audience=PUBLIC)
    assert [cell.value for cell in shown] == [None, None, None, 60, 0]


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8), audiences)
def test_no_small_cell_follows_from_the_total(values: list[int], audience: Audience) -> None:
    k = DEFAULT_K[audience]
    shown = suppress_together([persons(value) for value in values], audience=audience)
    gone = [value for value, cell in zip(values, shown, strict=True) if cell.value is None]
    assert all(cell.value in (None, value) for value, cell in zip(values, shown, strict=True))
    assert all(cell.value is None for value, cell in zip(values, shown, strict=True) if 0 < value < k)
    if gone:
        everything = len(gone) == len(values)
        assert len(gone) > 1
        assert sum(gone) >= k or everything
