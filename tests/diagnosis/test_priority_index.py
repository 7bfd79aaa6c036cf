"""The index of the areas: missing is never zero; small areas and unclear factors stay out, said so."""

import pytest

from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor, FactorWeight, ReleaseNature
from diagnosis.queries.areas import areas_of
from diagnosis.queries.factors import Weighting, factors_of
from diagnosis.queries.priority_index import PriorityIndex, priority_index
from tests.diagnosis.places import count_children, make_areas, make_factor, make_release, put_values

TEN = [float(i) for i in range(10)]


def index_of(place: Territory) -> PriorityIndex:
    return priority_index(areas_of(place), factors_of(place))


@pytest.fixture
def areas(tuxtla: Territory, levels: dict[str, Level]) -> list[Territory]:
    return make_areas(tuxtla, levels["ageb"], 10)


@pytest.fixture
def school(db: None) -> Factor:
    return make_factor("school")


def test_equal_weights_order_the_areas(tuxtla: Territory, areas: list[Territory], school: Factor) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN)
    index = index_of(tuxtla)
    assert index.weighting is Weighting.EQUAL
    assert [round(one.index or 0, 1) for one in index.areas] == [round(100 * i / 9, 1) for i in range(10)]
    assert set(index.counts) == {"low", "medium", "high"}
    assert len(index.cut_points) == 2
    assert index.changing_class is None


def test_area_without_number_is_no_data_with_the_reason(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas, school=[None, *TEN[1:]])
    first, *_ = index_of(tuxtla).areas
    assert (first.index, first.kind) == (None, "no_data")
    assert str(first.why_no_data) == "0 of 1 factors have a number here."


def test_area_of_no_result_at_all_is_no_data(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas[1:], school=TEN[1:])
    assert index_of(tuxtla).areas[0].kind == "no_data"


def test_a_protective_factor_counts_the_other_way(tuxtla: Territory, areas: list[Territory]) -> None:
    make_factor("support", "lowers")
    put_values(make_release(ReleaseNature.PROXY), areas, support=TEN)
    first, *_, last = index_of(tuxtla).areas
    assert (first.index, last.index) == (100, 0)


def test_unclear_and_unmeasured_factors_are_left_out_and_named(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    for code, direction in (("language", "unclear"), ("chores", "raises")):
        FactorWeight.objects.create(
            territory=tuxtla, factor=make_factor(code, direction), direction=direction
        )
    FactorWeight.objects.create(territory=tuxtla, factor=school, direction="raises")
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN, language=TEN)
    index = index_of(tuxtla)
    assert [row.code for row in index.used] == ["school"]
    assert {one.name: str(one.reason) for one in index.left_out} == {
        "Language": "the direction is unclear",
        "Chores": "nobody published it for the areas",
    }


def test_area_with_few_children_takes_no_part(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN)
    for area in areas[:-1]:
        count_children(area, 100)
    count_children(areas[-1], 12)
    last = index_of(tuxtla).areas[-1]
    assert last.kind == "no_data"
    assert str(last.why_no_data) == "Fewer than 20 children live here."


def test_area_whose_children_are_unknown_stays_in_with_a_warning(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN)
    for area in areas[:-2]:
        count_children(area, 100)
    index = index_of(tuxtla)
    assert index.areas[-1].index == 100
    assert [str(message) for message in index.warnings] == [
        "The index rests on School alone.",
        "2 areas have no number of children. Small ones may be among them.",
    ]


def test_few_areas_are_ordered_but_not_classified(
    tuxtla: Territory, levels: dict[str, Level], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY), make_areas(tuxtla, levels["ageb"], 4), school=TEN[:4])
    index = index_of(tuxtla)
    assert index.counts == {"plain": 4}
    assert index.cut_points == ()


def test_without_a_release_every_area_says_why(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    index = index_of(tuxtla)
    assert index.counts == {"no_data": 10}
    assert not index.is_computed
    assert str(index.areas[0].why_no_data) == "No priority factor is measured for this area."


def test_newest_release_describes_the_areas(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    put_values(make_release(ReleaseNature.PROXY, 2010), areas, school=TEN)
    put_values(make_release(ReleaseNature.PROXY, 2020), areas, school=TEN[::-1])
    index = index_of(tuxtla)
    assert index.year == 2020
    assert index.areas[0].index == 100


def test_weights_by_effect_say_how_many_areas_depend_on_them(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    crowding = make_factor("crowding")
    FactorWeight.objects.create(territory=tuxtla, factor=school, direction="raises", effect_points=9)
    FactorWeight.objects.create(territory=tuxtla, factor=crowding, direction="raises", effect_points=9)
    put_values(make_release(ReleaseNature.PROXY), areas, school=TEN, crowding=TEN)
    index = index_of(tuxtla)
    assert index.changing_class == 0
    assert [one.change for one in index.tried] == ["without", "without", "z_score", "geometric"]
    assert len(index.alternatives) == 5  # the one in use comes first; equal weights are the same here
    assert [str(message) for message in index.warnings] == [
        "Crowding and School say almost the same. One may be enough."
    ]


def test_official_class_of_the_producer_is_kept_apart(
    tuxtla: Territory, areas: list[Territory], school: Factor
) -> None:
    release = make_release(ReleaseNature.PROXY)
    put_values(release, areas, school=TEN)
    release.results.filter(territory=areas[0]).update(official_class="very_high")
    first = index_of(tuxtla).areas[0]
    assert (first.area.official_class, first.kind) == ("very_high", "low")
