"""Walks one address as every person in both municipalities, and tells each answer that should be another."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, give_role, make_user
from tests.people.addresses import GUARDED, address, ways_of
from tests.people.canaries import CANARY, plant
from tests.world import World

ANSWERED = {200, 302, 409, 422}

# What merely visiting writes: sessions, and the note that somebody was refused.
VISITS = {"sessions.session", "usersessions.usersession", "people.auditentry", "people.auditchain"}


@dataclass(frozen=True)
class Stage:
    """The records of Tuxtla with a canary in every text, and a signed-in client for everybody.

    `insiders` reach Tuxtla, `outsiders` Tapachula, `both` hold the same role in both municipalities.
    """

    world: World
    insiders: dict[Role, Client]
    outsiders: dict[Role, Client]
    both: dict[Role, Client]
    without_grant: Client
    elsewhere: Territory


@pytest.fixture
def quick_documents(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """No page is laid out and no job run: for walks that ask who may, whatever comes out."""
    monkeypatch.setattr("clrisk_site.files.documents.printing.write_pdf", lambda *_html, **_options: b"%PDF-")
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def stage(
    world: World,
    insiders: dict[Role, User],
    outsiders: dict[Role, User],
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
    quick_documents: None,
) -> Stage:
    plant(world)
    both = {role: make_user(f"{role}.both") for role in Role if role != Role.PROGRAMME_OWNER}
    for role, user in both.items():
        for place in (tuxtla, tapachula):
            give_role(user, role, place)
    return Stage(
        world,
        {role: client_of(user) for role, user in insiders.items()},
        {role: client_of(user) for role, user in outsiders.items()},
        {role: client_of(user) for role, user in both.items()},
        client_of(make_user("Nobody")),
        tapachula,
    )


def walk(name: str, stage: Stage) -> Iterator[str]:
    """Yield what is wrong with an address, as it is found; nothing when all is well."""
    before = rows()
    yield from _refusals(name, stage)
    if rows() != before:
        yield "a refused request changed rows"
    yield from _crossings(name, stage)
    yield from _admissions(name, stage)


def rows() -> dict[str, int]:
    """Count the rows of every table, but for what a visit may write, and the acts other than refusals."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        counts = dict(cursor.fetchall())
    return counts | {"acts": AuditEntry.objects.exclude(action="access.denied").count()}


@cache
def _counting() -> str:
    tables = [model._meta for model in apps.get_models() if model._meta.label_lower not in VISITS]
    return " UNION ALL ".join(
        f"SELECT '{table.label_lower}', COUNT(*) FROM {connection.ops.quote_name(table.db_table)}"
        for table in tables
    )


def may(role: Role, name: str) -> bool:
    """Whether the role opens the address; a record grant opens its record by link and no address."""
    return role != Role.PROGRAMME_OWNER and Permission(GUARDED[name]["permission"]) in ALLOWS[role]


def shows_canary(answer: HttpResponseBase) -> bool:
    """Whether a body holds a text of Tuxtla."""
    body = b"".join(answer) if isinstance(answer, StreamingHttpResponse) else getattr(answer, "content", b"")
    return CANARY.encode() in body


def _refusals(name: str, stage: Stage) -> Iterator[str]:
    url = address(name, stage.world)
    for way in ways_of(stage.insiders[Role.LIAISON], url):
        for who, client, expected in _refused(name, stage):
            answer = client.generic(way.upper(), url)
            if answer.status_code != expected:
                yield f"{way} {name} by {who}: {answer.status_code}, not {expected}"
            if shows_canary(answer):
                yield f"{way} {name} by {who} shows a text of Tuxtla"


def _refused(name: str, stage: Stage) -> Iterator[tuple[str, Client, int]]:
    yield "nobody signed in", Client(), 302
    yield "an account without grants", stage.without_grant, 404
    for role, client in stage.outsiders.items():
        yield f"{role} of elsewhere", client, 404
    for role, client in stage.insiders.items():
        if not may(role, name):
            yield str(role), client, 404 if role == Role.PROGRAMME_OWNER else 403


def _crossings(name: str, stage: Stage) -> Iterator[str]:
    """Tuxtla's records asked for below the path of another municipality, which the person may work in."""
    url = address(name, stage.world, stage.elsewhere.path)
    for people in (stage.outsiders, stage.both):
        role = next(role for role in people if may(role, name))
        for way in ways_of(people[role], url):
            answer = _ask(people[role], way, url)
            if _names_a_record_of_tuxtla(name, stage) and answer.status_code != 404:
                yield f"{way} {name} of Tuxtla below another path by {role}: {answer.status_code}, not 404"
            if shows_canary(answer):
                yield f"{way} {name} of another place shows {role} a text of Tuxtla"
    yield from _changes(stage)


def _ask(client: Client, way: str, url: str) -> HttpResponseBase:
    """A post carries the version that every record of the stage has, so that it could take effect."""
    answer = client.post(url, {"version": "1"}) if way == "post" else client.generic(way.upper(), url)
    return cast("HttpResponseBase", answer)


def _names_a_record_of_tuxtla(name: str, stage: Stage) -> bool:
    named = (stage.world.get(str(value)) for value in GUARDED[name].values())
    return any(getattr(record, "territory_id", None) is not None for record in named)


def _changes(stage: Stage) -> Iterator[str]:
    """Records of Tuxtla that are not what they were."""
    for name, record in stage.world.items():
        version = getattr(record, "version", None)
        if version is None:
            continue
        stored = type(record)._default_manager.filter(pk=record.pk).values_list("version", flat=True)
        if list(stored) != [version]:
            yield f"{name} was changed from another place"


def _admissions(name: str, stage: Stage) -> Iterator[str]:
    """The first role that may: whoever may not be refused must be answered."""
    role = next((role for role in stage.insiders if may(role, name)), None)
    if role is None:
        yield f"{name}: no role may open it"
        return
    way = GUARDED[name].get("method", "get")
    status = stage.insiders[role].generic(way.upper(), address(name, stage.world)).status_code
    if status not in ANSWERED:
        yield f"{way} {name} by {role}: {status}"
