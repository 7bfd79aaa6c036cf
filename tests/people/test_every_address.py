"""Walks every address: each has a row in tests/access.yaml, and each row holds for every role."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, give_membership, make_user
from tests.world import World

ROWS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "access.yaml").read_text(encoding="utf-8"))
GUARDED = {name: row for name, row in ROWS.items() if isinstance(row, dict)}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = {pattern.name for pattern in _patterns(get_resolver())}
    assert None not in names
    assert names == set(ROWS)


def test_rows_name_known_permissions() -> None:
    for name, row in ROWS.items():
        known = row in ("public", "signed-in") or row["permission"] in set(Permission)
        assert known, name


@pytest.fixture
def everyone(
    tuxtla: Territory,
    liaison: User,
    authority: User,
    analyst: User,
    member: User,
    observer: User,
    coordinator: User,
) -> dict[Role, User]:
    """One person per role that reaches Tuxtla."""
    administrator, officer = make_user("Administrator"), make_user("Officer")
    give_membership(administrator, Role.ADMINISTRATOR, tuxtla)
    give_membership(officer, Role.ILO_OFFICER, tuxtla)
    return {
        Role.LIAISON: liaison,
        Role.AUTHORITY: authority,
        Role.ANALYST: analyst,
        Role.COMMISSION_MEMBER: member,
        Role.OBSERVER: observer,
        Role.COORDINATOR: coordinator,
        Role.ADMINISTRATOR: administrator,
        Role.ILO_OFFICER: officer,
    }


def _address(name: str, row: dict[str, Any], world: World) -> str:
    arguments: dict[str, Any] = {"path": "MX.07.101"}
    for key, value in row.items():
        if key not in ("permission", "method"):
            found = world.get(str(value))
            arguments[key] = found.pk if isinstance(found, Model) else value
    return reverse(name, kwargs=arguments)


def _open(client: Client, row: dict[str, Any], address: str) -> int:
    answer = client.post(address) if row.get("method") == "post" else client.get(address)
    return answer.status_code


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_guarded_address(
    name: str, world: World, everyone: dict[Role, User], stranger: User, client_of: ClientOf
) -> None:
    row = GUARDED[name]
    address = _address(name, row, world)
    entries = AuditEntry.objects.count()
    assert _open(Client(), row, address) == 302, "nobody signed in"
    assert _open(client_of(make_user("Nobody")), row, address) == 404, "no grant"
    assert _open(client_of(stranger), row, address) == 404, "other municipality"
    for role, user in everyone.items():
        if Permission(row["permission"]) not in ALLOWS[role]:
            assert _open(client_of(user), row, address) == 403, role
    assert AuditEntry.objects.count() == entries
    for role, user in everyone.items():
        if Permission(row["permission"]) in ALLOWS[role]:
            assert _open(client_of(user), row, address) in {200, 302, 409, 422}, role
            break


@pytest.mark.parametrize("name", sorted(name for name, row in GUARDED.items() if row.get("method") != "post"))
def test_address_opens_for_each_role_that_may(
    name: str, world: World, everyone: dict[Role, User], client_of: ClientOf
) -> None:
    row = GUARDED[name]
    allowed = [role for role in everyone if Permission(row["permission"]) in ALLOWS[role]]
    assert allowed, "nobody may open it"
    for role in allowed:
        assert _open(client_of(everyone[role]), row, _address(name, row, world)) in {200, 302}, role


@pytest.mark.parametrize("name", sorted(name for name, row in GUARDED.items() if row.get("method") == "post"))
def test_writing_address_takes_no_get(name: str, world: World, liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).get(_address(name, GUARDED[name], world)).status_code == 405


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row == "signed-in"))
def test_signed_in_address_sends_strangers_to_the_sign_in(
    name: str, liaison: User, client_of: ClientOf
) -> None:
    assert Client().get(reverse(name)).status_code == 302
    assert client_of(liaison).get(reverse(name)).status_code in {200, 302}
