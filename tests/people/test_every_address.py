"""Every address has a row in tests/access.yaml and opens for each role that may, and for no stranger."""

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from tests.cast import ClientOf
from tests.people.addresses import GUARDED, ROWS, SIGNED_IN, address, patterns
from tests.world import World

pytestmark = pytest.mark.one_database

READING = sorted(name for name, row in GUARDED.items() if row.get("method") != "post")
WRITING = sorted(name for name, row in GUARDED.items() if row.get("method") == "post")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = {pattern.name for pattern in patterns()}
    assert None not in names
    assert names == set(ROWS)


def test_rows_name_known_permissions() -> None:
    for name, row in ROWS.items():
        known = row in ("public", "signed-in") or row["permission"] in set(Permission)
        assert known, name


@pytest.mark.parametrize("name", READING)
def test_address_opens_for_each_role_that_may(
    name: str, world: World, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    needed = Permission(GUARDED[name]["permission"])
    allowed = [role for role in insiders if needed in ALLOWS[role] and role != Role.PROGRAMME_OWNER]
    assert allowed, "nobody may open it"
    for role in allowed:
        assert client_of(insiders[role]).get(address(name, world)).status_code in {200, 302}, role


@pytest.mark.parametrize("name", WRITING)
def test_writing_address_takes_no_get(name: str, world: World, liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).get(address(name, world)).status_code == 405


@pytest.mark.parametrize("name", SIGNED_IN)
def test_signed_in_address_sends_strangers_to_the_sign_in(
    name: str, liaison: User, client_of: ClientOf
) -> None:
    assert Client().get(reverse(name)).status_code == 302
    assert client_of(liaison).get(reverse(name)).status_code in {200, 302, 405}
