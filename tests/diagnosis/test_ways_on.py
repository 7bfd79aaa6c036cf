"""What a survey could not tell leads on to proxies, records and people; the stage shows every task."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionSheet, Inference, Survey, SurveyShare
from diagnosis.queries.recorded import recorded
from diagnosis.queries.ways_on import ways_on
from tests.cast import ClientOf
from tests.diagnosis.surveys import make_survey
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def read(client: Client, name: str, territory: Territory) -> str:
    return client.get(reverse(name, args=[territory.path])).content.decode()


def small_survey(territory: Territory) -> Survey:
    sheet = DefinitionSheet.objects.create(territory=territory, legal="a", operational="b", working="c")
    survey = make_survey(territory, sheet)
    SurveyShare.objects.filter(survey=survey).update(verdict="suppress")
    return survey


def test_nothing_kept_back_still_shows_the_ways(tuxtla: Territory, editor: Client) -> None:
    page = read(editor, "small-survey", tuxtla)
    assert "Por ahora no se reserva ninguna cifra aquí" in page
    assert "Lo que se reserva" not in page
    for name in ("surveys", "inferences", "proxies", "requests", "qualitative", "zone-areas"):
        assert reverse(name, args=[tuxtla.path]) in page


def test_kept_back_numbers_are_counted_by_survey(tuxtla: Territory, editor: Client) -> None:
    survey = small_survey(tuxtla)
    Inference.objects.create(
        territory=tuxtla, subject="Trabajo 15-17", from_level="state", from_place="Chiapas",
        source="ENTI", year=2022, reason="Misma estructura económica",
    )  # fmt: skip
    found = ways_on(tuxtla)
    assert [(one.survey_pk, one.kept_back) for one in found.too_small] == [(survey.pk, found.kept_back)]
    assert found.kept_back == survey.shares.count() > 0
    page = read(editor, "small-survey", tuxtla)
    assert reverse("survey", args=[tuxtla.path, survey.pk]) in page
    assert "1 registrado" in page
    assert reverse("small-survey", args=[tuxtla.path]) in read(editor, "diagnosis", tuxtla)
    SurveyShare.objects.update(verdict="publish")
    girls = survey.shares.get(position=0)
    girls.pk, girls.position, girls.variable, girls.category = None, 9, "Sexo", "Niñas"
    girls.verdict = "suppress"
    girls.save()
    one_group = editor.get(reverse("survey", args=[tuxtla.path, survey.pk])).content.decode()
    assert reverse("small-survey", args=[tuxtla.path]) in one_group, "the girls alone are kept back"


def test_stage_lists_every_task_and_what_is_recorded(world: World, tuxtla: Territory, editor: Client) -> None:
    page = read(editor, "diagnosis", tuxtla)
    for name in (
        "definition", "codebook", "literature", "data-sources", "requests", "qualitative", "inferences",
        "surveys", "results", "factors", "proxies", "zones", "needs", "factsheets", "mapping",
    ):  # fmt: skip
        assert f'href="{reverse(name, args=[tuxtla.path])}"' in page, name
    assert recorded(tuxtla)["surveys"] == 1
    with CaptureQueriesContext(connection) as captured:
        recorded(tuxtla)
    assert len(captured) == 1


def test_english(tuxtla: Territory, editor: Client) -> None:
    small_survey(tuxtla)
    editor.cookies["django_language"] = "en"
    page = editor.get(reverse("small-survey", args=[tuxtla.path]), headers={"accept-language": "en"})
    assert "The diagnosis can go on." in page.content.decode()
