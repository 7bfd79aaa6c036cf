"""Sign-ins of the demonstration, one per role, each with one grant."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from clrisk_site.people import audit
from clrisk_site.people.models import Grant, User
from clrisk_site.people.permissions import ROLE_LABELS, Role
from clrisk_site.places.models import Territory
from planning.demo.build_places import Places
from planning.demo.recording import read


@dataclass(frozen=True)
class SignIn:
    """One line of the table that the command prints."""

    email: str
    name: str
    role: str
    territory: str


def build_administrator(country: Territory) -> User:
    """Record the person in whose name everything is written."""
    facts = read("people")
    user = _user(facts["administrator"], facts["password"])
    _grant(user, {"kind": "membership", "role": "administrator"}, country, user, None)
    return user


def build_people(places: Places, by: User, subjects: dict[str, Model]) -> None:
    """Record everyone else; `subjects` holds the commission and the programme that grants name."""
    facts = read("people")
    for one in facts["people"]:
        fields = {name: one[name] for name in ("kind", "role", "constituency") if name in one}
        if one["kind"] in ("post", "record"):
            fields |= facts["mandate"]
        subject = subjects.get("space" if one["kind"] == "seat" else one.get("programme", ""))
        _grant(_user(one, facts["password"]), fields, places[one["territory"]], by, subject)


def sign_ins(places: Places) -> list[SignIn]:
    """Return who can sign in, the liaison first, the administrator last."""
    facts = read("people")
    administrator = {**facts["administrator"], "role": "administrator", "territory": "MX"}
    return [
        SignIn(one["email"], one["name"], str(ROLE_LABELS[Role(one["role"])]), places[one["territory"]].name)
        for one in (*facts["people"], administrator)
    ]


def password() -> str:
    """Return the one password of all of them."""
    return str(read("people")["password"])


def _user(one: dict[str, Any], password: str) -> User:
    known = User.objects.filter(email=one["email"]).first()
    return known or User.objects.create_user(one["email"], password, name=one["name"])


def _grant(user: User, fields: dict[str, Any], territory: Territory, by: User, subject: Model | None) -> None:
    if Grant.objects.filter(user=user, role=fields["role"], territory=territory).exists():
        return
    if subject is not None:
        content_type = ContentType.objects.get_for_model(subject)
        fields = {**fields, "subject_type": content_type, "subject_id": subject.pk}
    grant = Grant.objects.create(user=user, territory=territory, granted_by=by, **fields)
    changes = {"role": [None, fields["role"]]}
    audit.note(by=by, territory=territory, action="grant.create", subject=grant, changes=changes)
