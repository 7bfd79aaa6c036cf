"""What Phase I published: newest first, from above when nothing of its own, never recomputed."""

import pytest

from clrisk_site.figures.estimate import Availability, Basis
from clrisk_site.places.models import Territory
from diagnosis.models import ReleaseNature, RiskResult
from diagnosis.presenters.key_figures import also_published, phase_one_figure
from diagnosis.presenters.leads import profile_lead
from diagnosis.presenters.profile_facts import risk_facts
from diagnosis.queries.phase_one import phase_one_of
from diagnosis.queries.places_below import places_below
from tests.diagnosis.places import make_release


def test_class_without_number_is_not_published_never_zero(tuxtla: Territory) -> None:
    RiskResult.objects.create(release=make_release(), territory=tuxtla, official_class="low")
    own = phase_one_of(tuxtla).own
    assert own is not None
    assert own.official_class == "low"
    assert own.value.value is None
    assert own.value.availability is Availability.NOT_PUBLISHED
    assert own.value.story.basis is Basis.INHERITED
    assert own.classes == ("low", "medium", "high")


def test_published_number_keeps_its_interval_and_source(tuxtla: Territory) -> None:
    RiskResult.objects.create(
        release=make_release(), territory=tuxtla, value=0.118, lower=0.1, upper=0.14, official_class="medium"
    )
    own = phase_one_of(tuxtla).own
    assert own is not None
    assert (own.value.value, own.value.lower, own.value.upper) == (0.118, 0.1, 0.14)
    assert (own.value.story.source, own.value.story.year) == ("Productor", 2015)


def test_newest_release_wins(tuxtla: Territory) -> None:
    RiskResult.objects.create(release=make_release(year=2015), territory=tuxtla, official_class="low")
    RiskResult.objects.create(release=make_release(year=2020), territory=tuxtla, official_class="high")
    own = phase_one_of(tuxtla).own
    assert own is not None
    assert (own.year, own.official_class) == (2020, "high")


def test_the_release_that_is_not_shown_first_is_named(tuxtla: Territory, chiapas: Territory) -> None:
    RiskResult.objects.create(release=make_release(year=2015), territory=tuxtla, official_class="low")
    RiskResult.objects.create(release=make_release(year=2020), territory=tuxtla, official_class="high")
    RiskResult.objects.create(release=make_release(year=2010), territory=chiapas, official_class="high")
    found = phase_one_of(tuxtla)
    assert [one.year for one in found.others] == [2015]
    assert also_published(found) == "También publicado: Bajo (Productor, 2015)"
    assert also_published(found) in phase_one_figure(found)["words"]
    assert risk_facts(found)[1]["small"] == also_published(found)
    assert also_published(phase_one_of(chiapas)) == ""


def test_state_speaks_where_the_municipality_has_nothing(tuxtla: Territory, chiapas: Territory) -> None:
    RiskResult.objects.create(release=make_release(), territory=chiapas, official_class="high")
    found = phase_one_of(tuxtla)
    assert found.own is None
    assert found.is_from_above
    assert found.best is not None
    assert found.best.place_name == "Chiapas"
    assert "Chiapas" in phase_one_figure(found)["label"]
    assert "Chiapas" in profile_lead("Tuxtla Gutiérrez", found)


def test_proxy_is_no_phase_one_result(tuxtla: Territory) -> None:
    RiskResult.objects.create(
        release=make_release(ReleaseNature.PROXY), territory=tuxtla, official_class="high"
    )
    assert phase_one_of(tuxtla).best is None


def test_another_municipality_does_not_leak_in(tuxtla: Territory, tapachula: Territory) -> None:
    RiskResult.objects.create(release=make_release(), territory=tapachula, official_class="high")
    assert phase_one_of(tuxtla).best is None


def test_figure_without_any_result_says_so(tuxtla: Territory) -> None:
    figure = phase_one_figure(phase_one_of(tuxtla))
    assert figure["missing"] == "Sin resultado guardado"
    assert "value" not in figure


def test_five_classes_have_five_steps(tuxtla: Territory) -> None:
    release = make_release(class_scheme="five")
    RiskResult.objects.create(release=release, territory=tuxtla, official_class="very_high")
    steps = phase_one_figure(phase_one_of(tuxtla))["steps"]
    assert [step["reached"] for step in steps] == [False, False, False, False, True]


@pytest.mark.usefixtures("tapachula")
def test_places_below_count_classes_and_those_without(chiapas: Territory, tuxtla: Territory) -> None:
    RiskResult.objects.create(release=make_release(), territory=tuxtla, official_class="low")
    below = places_below(chiapas)
    assert below.counts == {"low": 1, "": 1}
    assert [place.name for place in below.places] == ["Tapachula", "Tuxtla Gutiérrez"]
