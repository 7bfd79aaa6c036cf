"""What the tests of grants type into forms, and the people they need beside the cast."""

import datetime as dt
from typing import Any, Protocol

import pytest
from django.test import Client
from django.utils import timezone

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from tests.cast import give_membership, make_user

PLACE = "/t/MX.07.101/people/"


def in_days(days: int) -> str:
    """A day as people type it."""
    return f"{timezone.localdate() + dt.timedelta(days=days):%d/%m/%Y}"


def post_form(**more: str) -> dict[str, str]:
    """The form of a new analyst, as it is typed."""
    typed = {"name": "Nadia Ruiz", "email": "nadia@example.org", "role": "analyst"}
    return typed | {"starts": in_days(0), "ends": in_days(200)} | more


class Answer(Protocol):
    """What a browser gets."""

    @property
    def content(self) -> Any: ...


def text_of(answer: Answer) -> str:
    """What a page says, on one line."""
    return " ".join(answer.content.decode().split())


def make_administrator(territory: Territory, name: str = "Chief") -> User:
    """Somebody who may give posts and memberships in a territory, and signs in."""
    user = make_user(name)
    give_membership(user, Role.ADMINISTRATOR, territory)
    return user


def refuse(client: Client, address: str, typed: dict[str, str], words: str) -> None:
    """Send a form, and see it come back with a sentence."""
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert words in text_of(answer), text_of(answer)


@pytest.fixture
def administrator(chiapas: Territory) -> User:
    """The administrator of the state above both municipalities."""
    return make_administrator(chiapas)
