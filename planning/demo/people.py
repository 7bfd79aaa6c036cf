"""Makes one account per role, with the grant that gives it its reach."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.actions.access_links import hash_of
from clrisk_site.people.actions.ask_owner import ask_owner
from clrisk_site.people.grant_forms import LONGEST_BY_LINK
from clrisk_site.people.models import AccessLink, Grant, GrantKind, User
from clrisk_site.people.permissions import ROLE_LABELS, Role
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, LocalOffer
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


def link_owner(offers: Mapping[str, LocalOffer], *, by: User) -> None:
    """Ask the owner of one programme to confirm its offer, by a link that everybody may read."""
    owner = read("people")["owner"]
    issued = ask_owner(
        by=by,
        email=owner["email"],
        name=owner["name"],
        record=offers[owner["offer"]],
        ends=timezone.localdate() + LONGEST_BY_LINK,
    )
    # Issued links are random and shown once; this one is listed beside the passwords.
    AccessLink.objects.filter(pk=issued.link.pk).update(token_hash=hash_of(owner["token"]))


def owner_path() -> str:
    """Return the address inside the site of the owner's link."""
    return reverse("record-link", args=[read("people")["owner"]["token"]])


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
        is_substitute=person.get("substitute", False),
        starts=data["starts"] if bounded else None,
        ends=_last_day(person) if bounded else None,
    )
    changes = {"role": [None, person["role"]]}
    audit.note(by=None, territory=territory, action="grant.create", subject=grant, changes=changes)


def _last_day(person: Mapping[str, Any]) -> dt.date:
    data = read("people")
    if person.get("ends_soon"):
        return timezone.localdate() + dt.timedelta(days=data["seat_ends_in_days"])
    ends: dt.date = data["ends"]
    return ends
