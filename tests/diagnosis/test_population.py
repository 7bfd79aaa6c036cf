"""Children 5 to 17: own count first, else the sum of areas, and an incomplete sum says so."""

from clrisk_site.figures.estimate import Availability, Basis
from clrisk_site.figures.suppression import Audience
from clrisk_site.places.models import Level, Territory
from diagnosis.models import PopulationBasis, PopulationCount
from diagnosis.presenters.key_figures import population_figure
from diagnosis.queries.population import population_of
from tests.diagnosis.places import count_children, make_areas


def test_own_count_is_official_and_has_no_interval(tuxtla: Territory) -> None:
    count_children(tuxtla, 137_900)
    total = population_of(tuxtla).total
    assert (total.value, total.story.basis, total.story.official) == (137_900, Basis.COUNT, True)
    figure = population_figure(population_of(tuxtla), audience=Audience.COMMISSION)
    assert (figure["value"], figure["words"]) == ("137,900", "conteo, sin intervalo")


def test_newest_year_wins_and_other_ages_are_ignored(tuxtla: Territory) -> None:
    count_children(tuxtla, 100, year=2015)
    count_children(tuxtla, 200, year=2020)
    PopulationCount.objects.create(
        territory=tuxtla, age_from=0, age_to=99, persons=9_000, basis="measured", year=2024, source="Censo"
    )
    assert population_of(tuxtla).total.value == 200


def test_nothing_known_is_no_data(tuxtla: Territory) -> None:
    total = population_of(tuxtla).total
    assert total.value is None
    assert total.availability is Availability.NO_DATA


def test_sum_of_areas_is_estimated_when_one_part_is(tuxtla: Territory, levels: dict[str, Level]) -> None:
    first, second = make_areas(tuxtla, levels["ageb"], 2)
    count_children(first, 300)
    count_children(second, 200, basis=PopulationBasis.ESTIMATED)
    found = population_of(tuxtla)
    assert (found.total.value, found.total.story.basis) == (500, Basis.ESTIMATED)
    assert (found.areas_counted, found.areas_total) == (2, 2)


def test_incomplete_sum_says_how_many_areas_are_behind_it(
    tuxtla: Territory, levels: dict[str, Level]
) -> None:
    first, *_ = make_areas(tuxtla, levels["ageb"], 3)
    count_children(first, 300)
    found = population_of(tuxtla)
    assert found.total.value == 300
    assert str(found.total.story.note) == "incomplete sum: 1 of 3 areas have a number"


def test_areas_of_one_municipality_say_nothing_of_the_state(
    chiapas: Territory, tuxtla: Territory, levels: dict[str, Level]
) -> None:
    (area,) = make_areas(tuxtla, levels["ageb"], 1)
    count_children(area, 300)
    assert population_of(chiapas).total.value is None


def test_one_municipality_is_not_taken_for_the_state(chiapas: Territory, tuxtla: Territory) -> None:
    count_children(tuxtla, 300)
    assert population_of(tuxtla).total.value == 300
    assert population_of(chiapas).total.value is None


def test_estimate_is_rounded_to_five_for_everyone(tuxtla: Territory) -> None:
    count_children(tuxtla, 1_003, basis=PopulationBasis.ESTIMATED)
    for audience in (Audience.TEAM, Audience.COMMISSION):
        assert population_figure(population_of(tuxtla), audience=audience)["value"] == "1,005"
