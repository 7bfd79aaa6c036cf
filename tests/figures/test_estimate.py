import json
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from tests.figures.strategies import estimates

STORY = Story("Census 2020", 2020, n=400)


@given(estimates())
def test_survives_json(estimate: Estimate) -> None:
    written = json.dumps(estimate.to_json(), allow_nan=False)
    assert Estimate.from_json(json.loads(written)) == estimate


@given(estimates())
def test_has_a_value_exactly_when_available(estimate: Estimate) -> None:
    assert (estimate.value is not None) == estimate.is_available
    if estimate.lower is not None and estimate.upper is not None:
        assert estimate.value is not None
        assert estimate.lower <= estimate.value <= estimate.upper


@pytest.mark.parametrize("availability", [a for a in Availability if a is not Availability.AVAILABLE])
def test_missing_carries_no_number(availability: Availability) -> None:
    assert missing(Unit.PERSONS, STORY, availability).value is None
    with pytest.raises(ValueError, match="availability"):
        Estimate(0, Unit.PERSONS, STORY, availability=availability)


def test_available_needs_a_value() -> None:
    with pytest.raises(ValueError, match="availability"):
        Estimate(None, Unit.PERCENT, STORY)


@pytest.mark.parametrize(("lower", "upper"), [(12, 14), (5, 9), (11, 9)])
def test_the_interval_holds_the_value(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Estimate(10, Unit.PERCENT, STORY, lower, upper)


@pytest.mark.parametrize(("lower", "upper"), [(9, None), (None, 11)])
def test_an_interval_has_two_ends(lower: float | None, upper: float | None) -> None:
    with pytest.raises(ValueError, match="two ends"):
        Estimate(10, Unit.PERCENT, STORY, lower, upper)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_refuses_what_is_not_a_number(number: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        Estimate(number, Unit.PERCENT, STORY)


@pytest.mark.parametrize("number", [np.float64(2.5), np.int64(2), Decimal("2.5")])
def test_numbers_of_libraries_become_plain(number: float) -> None:
    assert type(Estimate(number, Unit.PERCENT, STORY).value) is float


@given(st.integers())
def test_whole_numbers_stay_whole(number: int) -> None:
    assert type(Estimate(number, Unit.PERSONS, STORY).value) is int


def test_the_usual_basis_is_a_count() -> None:
    assert Story().basis is Basis.COUNT
    assert not Story().illustrative
