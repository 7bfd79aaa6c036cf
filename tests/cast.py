"""The cast: people of Tuxtla Gutiérrez and one liaison of another municipality, for all tests."""

import datetime as dt
import time
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from clrisk_site.people.models import Constituency, Grant, GrantKind, User
from clrisk_site.people.models.grant import ROLES_BY_KIND
from clrisk_site.people.permissions import Role
from clrisk_site.people.record import Record
from clrisk_site.places.models import Level, Territory
from mapping.models import CoordinationSpace, GovernmentLevel

type ClientOf = Callable[[User], Client]

_LEVELS = [
    (0, "country", "País", 0),
    (1, "state", "Entidad", 2),
    (2, "municipality", "Municipio", 5),
    (3, "locality", "Localidad", 9),
    (4, "ageb", "AGEB", 13),
]


@pytest.fixture
def levels(db: None) -> dict[str, Level]:
    """Mexico's levels."""
    return {
        code: Level.objects.create(
            country="MX",
            depth=depth,
            code=code,
            texts={"es": name, "en": name},
            plural_texts={"es": name, "en": name},
            code_length=length,
            is_municipal=code == "municipality",
            is_micro=code == "ageb",
        )
        for depth, code, name, length in _LEVELS
    }


@pytest.fixture
def chiapas(levels: dict[str, Level]) -> Territory:
    """The state above both municipalities."""
    mexico = Territory.objects.create(path="MX", code="MX", name="México", level=levels["country"])
    return Territory.objects.create(
        path="MX.07", code="07", name="Chiapas", level=levels["state"], parent=mexico
    )


@pytest.fixture
def tuxtla(chiapas: Territory, levels: dict[str, Level]) -> Territory:
    """The pilot's municipality."""
    return Territory.objects.create(
        path="MX.07.101", code="07101", name="Tuxtla Gutiérrez", level=levels["municipality"], parent=chiapas
    )


@pytest.fixture
def tapachula(chiapas: Territory, levels: dict[str, Level]) -> Territory:
    """Another municipality of the same state."""
    return Territory.objects.create(
        path="MX.07.089", code="07089", name="Tapachula", level=levels["municipality"], parent=chiapas
    )


def make_user(name: str) -> User:
    """A person who can sign in."""
    return User.objects.create_user(f"{name.lower()}@example.org", "una-clave-larga", name=name)


def give_post(user: User, role: Role, territory: Territory) -> Grant:
    """A post in force."""
    today = timezone.localdate()
    return Grant.objects.create(
        user=user,
        kind=GrantKind.POST,
        role=role,
        territory=territory,
        starts=today - dt.timedelta(days=30),
        ends=today + dt.timedelta(days=300),
    )


def give_membership(user: User, role: Role, territory: Territory) -> Grant:
    """A membership without end."""
    return Grant.objects.create(user=user, kind=GrantKind.MEMBERSHIP, role=role, territory=territory)


def give_seat(user: User, space: CoordinationSpace) -> Grant:
    """A workers' seat in a coordination space."""
    return Grant.objects.create(
        user=user,
        kind=GrantKind.SEAT,
        role=Role.COMMISSION_MEMBER,
        territory=space.territory,
        constituency=Constituency.WORKERS,
        subject_type=ContentType.objects.get_for_model(CoordinationSpace),
        subject_id=space.pk,
    )


def give_record(user: User, record: Record) -> Grant:
    """A grant for one record, in force."""
    today = timezone.localdate()
    return Grant.objects.create(
        user=user,
        kind=GrantKind.RECORD,
        role=Role.PROGRAMME_OWNER,
        territory=record.territory,
        subject_type=ContentType.objects.get_for_model(record),
        subject_id=record.pk,
        starts=today,
        ends=today + dt.timedelta(days=30),
    )


def give_role(user: User, role: Role, territory: Territory) -> Grant:
    """Any role but a programme owner's, in one municipality; a seat is one of a space made for it."""
    if role in ROLES_BY_KIND[GrantKind.POST]:
        return give_post(user, role, territory)
    if role in ROLES_BY_KIND[GrantKind.MEMBERSHIP]:
        return give_membership(user, role, territory)
    return give_seat(
        user,
        CoordinationSpace.objects.create(
            territory=territory, name=f"Comisión de {user}", level=GovernmentLevel.MUNICIPAL
        ),
    )


@pytest.fixture
def liaison(tuxtla: Territory) -> User:
    user = make_user("Liaison")
    give_post(user, Role.LIAISON, tuxtla)
    return user


@pytest.fixture
def authority(tuxtla: Territory) -> User:
    user = make_user("Authority")
    give_post(user, Role.AUTHORITY, tuxtla)
    return user


@pytest.fixture
def analyst(tuxtla: Territory) -> User:
    user = make_user("Analyst")
    give_post(user, Role.ANALYST, tuxtla)
    return user


@pytest.fixture
def stranger(tapachula: Territory) -> User:
    """The liaison of another municipality."""
    user = make_user("Stranger")
    give_post(user, Role.LIAISON, tapachula)
    return user


@pytest.fixture
def space(tuxtla: Territory) -> CoordinationSpace:
    return CoordinationSpace.objects.create(
        territory=tuxtla, name="Comisión municipal", level=GovernmentLevel.MUNICIPAL
    )


@pytest.fixture
def member(tuxtla: Territory, space: CoordinationSpace) -> User:
    """A workers' representative in Tuxtla's commission."""
    user = make_user("Member")
    give_seat(user, space)
    return user


@pytest.fixture
def observer(chiapas: Territory) -> User:
    user = make_user("Observer")
    give_membership(user, Role.OBSERVER, chiapas)
    return user


@pytest.fixture
def coordinator(chiapas: Territory) -> User:
    user = make_user("Coordinator")
    give_membership(user, Role.COORDINATOR, chiapas)
    return user


@pytest.fixture
def insiders(
    tuxtla: Territory,
    space: CoordinationSpace,
    liaison: User,
    authority: User,
    analyst: User,
    member: User,
    observer: User,
) -> dict[Role, User]:
    """One person per role that reaches Tuxtla; the programme owner holds a grant for one record.

    The coordinator is the country's, since the catalogues of the country are edited by that one alone.
    """
    administrator, officer, owner = make_user("Administrator"), make_user("Officer"), make_user("Owner")
    coordinator = make_user("Coordinator of the country")
    give_membership(coordinator, Role.COORDINATOR, Territory.objects.get(path=tuxtla.country))
    give_membership(administrator, Role.ADMINISTRATOR, tuxtla)
    give_membership(officer, Role.ILO_OFFICER, tuxtla)
    give_record(owner, space)
    return {
        Role.LIAISON: liaison,
        Role.AUTHORITY: authority,
        Role.ANALYST: analyst,
        Role.COMMISSION_MEMBER: member,
        Role.OBSERVER: observer,
        Role.COORDINATOR: coordinator,
        Role.ADMINISTRATOR: administrator,
        Role.ILO_OFFICER: officer,
        Role.PROGRAMME_OWNER: owner,
    }


@pytest.fixture
def outsiders(tapachula: Territory) -> dict[Role, User]:
    """One person per role that reaches Tapachula and nothing of Tuxtla."""
    space = CoordinationSpace.objects.create(
        territory=tapachula, name="Otra comisión", level=GovernmentLevel.MUNICIPAL
    )
    people = {role: make_user(f"{role}.elsewhere") for role in Role}
    for role, user in people.items():
        if role == Role.PROGRAMME_OWNER:
            give_record(user, space)
        else:
            give_role(user, role, tapachula)
    return people


def confirm_just_now(client: Client, user: User, seconds_ago: float = 0) -> None:
    """Make the session one whose password was typed so long ago, as signing in through the form does."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def client_of() -> ClientOf:
    """Sign a person in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        confirm_just_now(client, user)
        return client

    return sign_in
