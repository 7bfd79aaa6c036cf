"""The list of one's places: what is open, what opens later, and what a role cannot open."""

import datetime as dt

import pytest
from django.utils import timezone

from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from planning.models import Pilot
from tests.cast import ClientOf, give_membership, make_user

pytestmark = pytest.mark.django_db


def text_of(user: User, client_of: ClientOf) -> str:
    return " ".join(client_of(user).get("/").content.decode().split())


def give_later(user: User, territory: Territory) -> dt.date:
    day = timezone.localdate() + dt.timedelta(days=40)
    Grant.objects.create(
        user=user, kind=GrantKind.MEMBERSHIP, role=Role.ADMINISTRATOR, territory=territory, starts=day
    )
    return day


def test_access_that_begins_later_is_said_with_its_day(chiapas: Territory, client_of: ClientOf) -> None:
    user = make_user("Later")
    day = give_later(user, chiapas)
    page = text_of(user, client_of)
    assert f"Desde el {day.day} de" in page
    assert "usted tiene acceso a Chiapas: Administración." in page
    assert "Ningún permiso vigente" not in page


def test_what_begins_later_is_said_beside_what_is_open(
    coordinator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    give_later(coordinator, tuxtla)
    page = text_of(coordinator, client_of)
    assert "No se ha abierto un piloto en los lugares a su alcance." in page
    assert "usted tiene acceso a Tuxtla Gutiérrez: Administración." in page


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMINISTRATOR])
def test_role_that_reads_what_is_published_is_not_told_that_there_is_no_pilot(
    chiapas: Territory, tuxtla: Territory, client_of: ClientOf, role: Role
) -> None:
    Pilot.objects.create(territory=tuxtla, opened_on=timezone.localdate())
    user = make_user("Reader")
    give_membership(user, role, chiapas)
    page = text_of(user, client_of)
    assert "No se ha abierto un piloto" not in page
    assert "Aún no se ha publicado nada en sus lugares." in page
