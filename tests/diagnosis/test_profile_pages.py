"""Profiles of municipality, state and country: what is published, in words where it is not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from diagnosis.models import ReleaseNature, RiskResult
from tests.cast import ClientOf, give_membership, make_user
from tests.diagnosis.places import draw_zone, make_areas, make_factor, make_release, put_values


@pytest.fixture
def officer(chiapas: Territory) -> User:
    user = make_user("Officer")
    give_membership(user, Role.ILO_OFFICER, Territory.objects.get(path="MX"))
    return user


def read(client: Client, name: str, path: str) -> str:
    answer = client.get(reverse(name, args=[path]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_municipality_without_anything_says_that_nothing_is_stored(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    page = read(client_of(liaison), "profile", tuxtla.path)
    assert "Aquí no hay resultado de la Fase I guardado para Tuxtla Gutiérrez." in page
    assert "Sin resultado guardado" in page
    assert "Sin datos" in page


def test_state_lists_its_municipalities_by_class(
    chiapas: Territory, tuxtla: Territory, tapachula: Territory, officer: User, client_of: ClientOf
) -> None:
    release = make_release()
    RiskResult.objects.create(release=release, territory=chiapas, official_class="high")
    RiskResult.objects.create(release=release, territory=tapachula, official_class="high")
    page = read(client_of(officer), "profile", chiapas.path)
    assert "La Fase I ubica a Chiapas en riesgo alto" in page
    assert "De 2 municipio con registro aquí, 1 tiene riesgo alto." in page
    assert page.index("Tapachula</a>") < page.index("Tuxtla Gutiérrez</a>")


def test_country_opens_too(chiapas: Territory, officer: User, client_of: ClientOf) -> None:
    assert "Chiapas" in read(client_of(officer), "profile", "MX")


def test_observer_sees_what_is_published_and_no_zones(
    tuxtla: Territory, levels: dict[str, Level], observer: User, liaison: User, client_of: ClientOf
) -> None:
    make_factor("school")
    areas = make_areas(tuxtla, levels["ageb"], 10)
    put_values(make_release(ReleaseNature.PROXY), areas, school=[float(i) for i in range(10)])
    draw_zone(tuxtla, "A", areas[:2], name="Una zona en borrador")
    seen = read(client_of(observer), "profile", tuxtla.path)
    assert "zonas prioritarias" not in seen
    assert "Factores prioritarios" not in seen
    assert "Factores prioritarios" in read(client_of(liaison), "profile", tuxtla.path)


def test_stage_page_says_what_is_missing_and_what_comes_next(
    tuxtla: Territory, liaison: User, member: User, client_of: ClientOf
) -> None:
    page = read(client_of(liaison), "diagnosis", tuxtla.path)
    assert "Aún falta: la definición en vigor, los factores prioritarios, las zonas prioritarias." in page
    assert "Lo siguiente: poner en vigor la definición de trabajo" in page
    assert "Lo siguiente" not in read(client_of(member), "diagnosis", tuxtla.path)


def test_state_costs_the_same_for_one_and_for_fifty(
    chiapas: Territory,
    levels: dict[str, Level],
    officer: User,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    client, address, release = client_of(officer), reverse("profile", args=["MX.07"]), make_release()
    client.get(address)
    with django_assert_max_num_queries(25) as one:
        client.get(address)
    for i in range(50):
        place = Territory.objects.create(
            path=f"MX.07.{i:03d}",
            code=f"07{i:03d}",
            name=f"M {i}",
            level=levels["municipality"],
            parent=chiapas,
        )
        RiskResult.objects.create(release=release, territory=place, official_class="low")
    with django_assert_max_num_queries(25) as fifty:
        client.get(address)
    assert len(one) == len(fifty)
