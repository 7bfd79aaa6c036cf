"""The ranking: published weights, else effects, else equal weights that say so."""

import pytest

from clrisk_site.figures.estimate import Availability
from clrisk_site.places.models import Level, Territory
from diagnosis.models import Factor, FactorWeight, ReleaseNature
from diagnosis.presenters.factor_chart import factor_chart
from diagnosis.presenters.factor_table import factor_lines
from diagnosis.presenters.leads import factors_lead
from diagnosis.queries.factors import Weighting, factors_of
from tests.diagnosis.places import make_areas, make_factor, make_release, put_values


@pytest.fixture
def factors(db: None) -> dict[str, Factor]:
    return {code: make_factor(code) for code in ("school", "chores", "crowding")}


def weigh(place: Territory, factor: Factor, **values: object) -> FactorWeight:
    return FactorWeight.objects.create(territory=place, factor=factor, direction="raises", **values)


def test_complete_weights_are_used_as_published(tuxtla: Territory, factors: dict[str, Factor]) -> None:
    weigh(tuxtla, factors["school"], weight=3)
    weigh(tuxtla, factors["chores"], weight=1)
    ranking = factors_of(tuxtla)
    assert ranking.weighting is Weighting.PUBLISHED
    assert {row.code: row.share for row in ranking.priority} == {"school": 0.75, "chores": 0.25}


def test_effects_stand_in_for_weights(tuxtla: Territory, factors: dict[str, Factor]) -> None:
    weigh(tuxtla, factors["chores"], effect_points=4, effect_lower=1, effect_upper=7)
    weigh(tuxtla, factors["school"], effect_points=12)
    ranking = factors_of(tuxtla)
    assert ranking.weighting is Weighting.EFFECTS
    assert [(row.code, row.share) for row in ranking.priority] == [("school", 0.75), ("chores", 0.25)]


def test_partly_published_weights_become_equal_and_say_so(
    tuxtla: Territory, factors: dict[str, Factor]
) -> None:
    weigh(tuxtla, factors["school"], weight=3)
    weigh(tuxtla, factors["chores"])
    ranking = factors_of(tuxtla)
    assert ranking.weighting is Weighting.EQUAL
    assert {row.share for row in ranking.priority} == {0.5}
    assert str(ranking.note) == "Equal weights: numbers were published for 1 of 2 factors only."


def test_nothing_published_is_equal_weights_and_no_effect(
    tuxtla: Territory, factors: dict[str, Factor]
) -> None:
    weigh(tuxtla, factors["school"])
    ranking = factors_of(tuxtla)
    assert str(ranking.note) == "No weights published: equal weights."
    assert ranking.priority[0].effect.availability is Availability.NOT_PUBLISHED
    (line,) = factor_lines(ranking)
    assert (line.effect, line.weight) == ("No publicado", "peso no publicado")


def test_without_a_choice_the_measured_factors_stand_in(
    tuxtla: Territory, factors: dict[str, Factor], levels: dict[str, Level]
) -> None:
    areas = make_areas(tuxtla, levels["ageb"], 2)
    put_values(make_release(ReleaseNature.PROXY), areas, school=[1.0, 2.0], crowding=[None, 4.0])
    ranking = factors_of(tuxtla)
    assert {row.code for row in ranking.priority} == {"school", "crowding"}
    assert not ranking.is_chosen


def test_nothing_known_has_no_priority_and_no_chart(tuxtla: Territory, factors: dict[str, Factor]) -> None:
    ranking = factors_of(tuxtla)
    assert ranking.priority == ()
    assert len(ranking.rows) == 3
    assert factor_chart(ranking) is None
    assert "Aún no se elige" in factors_lead(ranking)


def test_factor_of_another_country_stays_out(tuxtla: Territory, factors: dict[str, Factor]) -> None:
    Factor.objects.create(code="peru", texts={"es": "Perú"}, country="PE")
    assert "peru" not in {row.code for row in factors_of(tuxtla).rows}


def test_lead_names_the_largest_difference_with_its_interval(
    tuxtla: Territory, factors: dict[str, Factor]
) -> None:
    weigh(tuxtla, factors["school"], effect_points=12.4, effect_lower=7.9, effect_upper=16.9)
    assert factors_lead(factors_of(tuxtla)) == (
        "«School» tiene la mayor diferencia: unos 12 puntos más de trabajo infantil, entre 8 y 17."
    )


def test_chart_draws_effects_for_screen_and_plotly(tuxtla: Territory, factors: dict[str, Factor]) -> None:
    weigh(tuxtla, factors["school"], effect_points=12.4, effect_lower=7.9, effect_upper=16.9)
    weigh(tuxtla, factors["chores"])
    chart = factor_chart(factors_of(tuxtla))
    assert chart is not None
    assert "<svg" in chart["wide"]
    assert "<svg" in chart["phone"]
    (trace,) = chart["data"]["data"]
    assert trace["x"] == [12.4]  # what was not published has no mark, not a mark at zero
    assert trace["error_x"]["array"] == [pytest.approx(4.5)]
    assert "style=" not in chart["wide"] + chart["phone"]
