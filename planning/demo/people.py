"""Makes one account per role, with the grant that gives it its reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType

from clrisk_site.people import audit
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import ROLE_LABELS, Role
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace
from planning.demo.reading import read

LIAISON = "enlace@demo.example"
COORDINATOR = "coordinacion@demo.example"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody types to be one of the demonstration's people."""

    email: str
    password: str
    role: str


def sign_ins() -> tuple[SignIn, ...]:
    """Return the accounts in the order of the file, with the name of each role."""
    data = read("people")
    return tuple(
        SignIn(person["email"], data["password"], str(ROLE_LABELS[Role(person["role"])]))
        for person in data["people"]
    )


@dataclass(frozen=True, slots=True)
class Team:
    """Who writes the records: the liaison those of the municipality, the coordinator those above it."""

    liaison: User
    coordinator: User

    def writer(self, territory: Territory) -> User:
        """Return who writes a record of this territory."""
        return self.liaison if territory.level.is_municipal else self.coordinator


def build_people() -> Team:
    """Make the accounts, grant memberships and posts, and return who writes."""
    data = read("people")
    # Past the validators on purpose: everybody may read the password. Hashed once, since hashing is slow.
    password = make_password(data["password"])
    for person in data["people"]:
        user = User.objects.create(email=person["email"], password=password, name=person["name"])
        if person["kind"] in (GrantKind.MEMBERSHIP, GrantKind.POST):
            _grant(user, person)
    return Team(User.objects.get(email=LIAISON), User.objects.get(email=COORDINATOR))


def seat_people(space: CoordinationSpace) -> None:
    """Grant the seats in a space, once there is one."""
    for person in _people_of(GrantKind.SEAT):
        _grant(User.objects.get(email=person["email"]), person, subject=space)


def _people_of(kind: GrantKind) -> Iterable[Mapping[str, Any]]:
    return (person for person in read("people")["people"] if person["kind"] == kind)


def _grant(user: User, person: Mapping[str, Any], *, subject: CoordinationSpace | None = None) -> None:
    data, territory = read("people"), Territory.objects.get(path=person["territory"])
    bounded = person["kind"] != GrantKind.MEMBERSHIP
    grant = Grant.objects.create(
        user=user,
        kind=person["kind"],
        role=person["role"],
        territory=territory,
        subject_type=ContentType.objects.get_for_model(subject) if subject else None,
        subject_id=subject.pk if subject else None,
        constituency=person.get("constituency", ""),
        starts=data["starts"] if bounded else None,
        ends=data["ends"] if bounded else None,
    )
    changes = {"role": [None, person["role"]]}
    audit.note(by=None, territory=territory, action="grant.create", subject=grant, changes=changes)
