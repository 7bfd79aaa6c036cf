"""Walks one address as every person in both municipalities, and tells each answer that should be another."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.test import Client

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, make_user
from tests.people.addresses import GUARDED, address, ways_of
from tests.world import World

ANSWERED = {200, 302, 409, 422}

# What merely visiting writes: sessions, and the note that somebody was refused.
VISITS = {"sessions.session", "usersessions.usersession", "people.auditentry", "people.auditchain"}


@dataclass(frozen=True)
class Stage:
    """The records of Tuxtla, the people of Tuxtla and those of elsewhere, by role."""

    world: World
    insiders: dict[Role, User]
    outsiders: dict[Role, User]
    nobody: User
    elsewhere: Territory


@pytest.fixture
def stage(
    world: World, insiders: dict[Role, User], outsiders: dict[Role, User], tapachula: Territory
) -> Stage:
    return Stage(world, insiders, outsiders, make_user("Nobody"), tapachula)


def faults(name: str, stage: Stage, client_of: ClientOf) -> list[str]:
    """Return what is wrong with an address; nothing when all is well."""
    before = rows()
    found = [*_refusals(name, stage, client_of)]
    if rows() != before:
        found.append("a refused request changed rows")
    return [*found, *_crossings(name, stage, client_of), *_admissions(name, stage, client_of)]


def rows() -> dict[str, int]:
    """Count the rows of every table, but for what a visit may write, and the acts other than refusals."""
    counts = {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in VISITS
    }
    return counts | {"acts": AuditEntry.objects.exclude(action="access.denied").count()}


def _may(role: Role, name: str) -> bool:
    """Whether the role opens the address; a record grant opens its record by link and no address."""
    return role != Role.PROGRAMME_OWNER and Permission(GUARDED[name]["permission"]) in ALLOWS[role]


def _refusals(name: str, stage: Stage, client_of: ClientOf) -> Iterator[str]:
    url = address(name, stage.world)
    for way in ways_of(client_of(stage.insiders[Role.LIAISON]), url):
        for who, client, expected in _refused(name, stage, client_of):
            status = client.generic(way.upper(), url).status_code
            if status != expected:
                yield f"{way} {name} by {who}: {status}, not {expected}"


def _refused(name: str, stage: Stage, client_of: ClientOf) -> Iterator[tuple[str, Client, int]]:
    yield "nobody signed in", Client(), 302
    yield "an account without grants", client_of(stage.nobody), 404
    for role, user in stage.outsiders.items():
        yield f"{role} of elsewhere", client_of(user), 404
    for role, user in stage.insiders.items():
        if not _may(role, name):
            yield str(role), client_of(user), 404 if role == Role.PROGRAMME_OWNER else 403


def _crossings(name: str, stage: Stage, client_of: ClientOf) -> Iterator[str]:
    """Tuxtla's records asked for below the path of a municipality that the person may work in."""
    url = address(name, stage.world, stage.elsewhere.path)
    if not _names_a_record_of_tuxtla(name, stage):
        return
    for role, user in stage.outsiders.items():
        if _may(role, name):
            client = client_of(user)
            for way in ways_of(client, url):
                status = client.generic(way.upper(), url).status_code
                if status != 404:
                    yield f"{way} {name} of Tuxtla below another path by {role}: {status}, not 404"


def _names_a_record_of_tuxtla(name: str, stage: Stage) -> bool:
    named = (stage.world.get(str(value)) for value in GUARDED[name].values())
    return any(getattr(record, "territory_id", None) is not None for record in named)


def _admissions(name: str, stage: Stage, client_of: ClientOf) -> Iterator[str]:
    """The first role that may: whoever may not be refused must be answered."""
    url = address(name, stage.world)
    way = GUARDED[name].get("method", "get")
    role = next((role for role in stage.insiders if _may(role, name)), None)
    if role is None:
        yield f"{name}: no role may open it"
        return
    status = client_of(stage.insiders[role]).generic(way.upper(), url).status_code
    if status not in ANSWERED:
        yield f"{way} {name} by {role}: {status}"
