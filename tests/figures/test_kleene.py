from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures.kleene import Known, all_of, any_of

YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN
facts = st.sampled_from(Known)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [(YES, YES, YES), (YES, NO, NO), (YES, UNKNOWN, UNKNOWN), (NO, UNKNOWN, NO), (UNKNOWN, UNKNOWN, UNKNOWN)],
)
def test_and(one: Known, other: Known, both: Known) -> None:
    assert one & other is other & one is both


@given(facts, facts, facts)
def test_laws(a: Known, b: Known, c: Known) -> None:
    assert ~(a & b) is (~a | ~b)
    assert ~(a | b) is (~a & ~b)
    assert ~~a is a
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (a & b) is a


@pytest.mark.parametrize("fact", [True, False, None])
def test_goes_to_and_from_bool(fact: bool | None) -> None:
    assert Known.of(fact).to_bool() is fact


def test_what_is_not_known_stays_open() -> None:
    """An unknown answer never decides alone what both its possible answers would not decide alike."""
    for some in product(Known, repeat=3):
        readings = [
            all(reading)
            for reading in product(*[[k.to_bool()] if k is not UNKNOWN else [True, False] for k in some])
        ]
        expected = readings[0] if len(set(readings)) == 1 else None
        assert all_of(*some).to_bool() is expected


@given(st.lists(facts))
def test_all_and_any_mirror_each_other(some: list[Known]) -> None:
    assert ~all_of(*some) is any_of(*(~fact for fact in some))


def test_nothing_asked() -> None:
    assert all_of() is YES
    assert any_of() is NO
