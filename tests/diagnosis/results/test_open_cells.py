"""Which cells of a result are shown: none that is small, and none from which a small one follows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.figures.suppression import SMALLEST_BASE, Audience
from diagnosis.microdata.plan import ALL, BOYS, GIRLS
from diagnosis.presenters.result_open import REST, Counted, open_cells, tells_unknown_sex, with_rest

CATEGORIES = ("a", "b", "c")
CELLS = st.tuples(st.integers(0, 200), st.floats(0, 1)).map(lambda one: Counted(one[0], int(one[0] * one[1])))


def grid(girls: list[Counted], boys: list[Counted]) -> dict[tuple[str, str], Counted]:
    cells = {}
    for category, girl, boy in zip(CATEGORIES, girls, boys, strict=True):
        cells[GIRLS, category], cells[BOYS, category] = girl, boy
        cells[ALL, category] = Counted(girl.n + boy.n, girl.cases + boy.cases)
    return cells


@settings(deadline=None, max_examples=60)
@given(st.lists(CELLS, min_size=3, max_size=3), st.lists(CELLS, min_size=3, max_size=3))
def test_nothing_small_is_shown_nor_follows(girls: list[Counted], boys: list[Counted]) -> None:
    cells = grid(girls, boys)
    for audience in (Audience.TEAM, Audience.PUBLIC):
        shown = open_cells(cells, CATEGORIES, audience)
        for key in shown:
            assert cells[key].n >= SMALLEST_BASE[audience]
        for sex in (ALL, GIRLS, BOYS):
            hidden = [category for category in CATEGORIES if (sex, category) not in shown]
            # One alone would follow from the total.
            assert len(hidden) != 1 or len(CATEGORIES) == 1
        for category in CATEGORIES:
            assert ((GIRLS, category) in shown) == ((BOYS, category) in shown)
            assert (ALL, category) in shown or (GIRLS, category) not in shown


def test_few_who_have_no_category_or_no_known_sex_do_not_follow_from_the_total() -> None:
    cells = {(ALL, "a"): Counted(808, 170), (ALL, "b"): Counted(788, 159)}
    whole = with_rest(cells, {ALL: Counted(1600, 331)})
    assert whole[ALL, REST] == Counted(4, 2)
    shown = open_cells(whole, ["a", "b", REST], Audience.TEAM)
    assert shown == {(ALL, "a")}, "the next smallest is closed with it"
    assert with_rest(cells, {ALL: Counted(1596, 329)}) == cells
    sexes = {(ALL, ""): Counted(1000, 300), (GIRLS, ""): Counted(500, 150), (BOYS, ""): Counted(491, 147)}
    assert tells_unknown_sex(sexes, Audience.TEAM)
    assert not tells_unknown_sex(sexes | {(BOYS, ""): Counted(500, 150)}, Audience.TEAM)
    assert not tells_unknown_sex(sexes | {(BOYS, ""): Counted(400, 100)}, Audience.TEAM)


@pytest.mark.parametrize(("cases", "is_shown"), [(4, False), (5, True), (96, False), (0, True), (100, True)])
def test_few_cases_and_few_others_close_a_cell(cases: int, is_shown: bool) -> None:
    shown = open_cells({(ALL, ""): Counted(100, cases)}, [""], Audience.TEAM)
    assert bool(shown) == is_shown
