"""Stores what was tried before in the demonstration, and what the owner of one programme answers by link."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.actions.propose_changes import propose_changes
from mapping.models import Institution, LocalOffer, PastIntervention
from planning.demo.people import Team
from planning.demo.reading import read

_LINKS = ("territory", "institutions", "factors")


def build_past(institutions: Mapping[str, Institution], *, team: Team) -> None:
    """Store the past interventions; institutions by the keys of their file."""
    data = read("past")
    factors = {factor.code: factor for factor in Factor.objects.all()}
    for told in data["interventions"]:
        owner = Territory.objects.get(path=told["territory"])
        values: dict[str, Any] = {name: value for name, value in told.items() if name not in _LINKS}
        intervention = PastIntervention(territory=owner, source=data["source"], illustrative=True, **values)
        related: dict[str, Iterable[Model]] = {
            "institutions": [institutions[key] for key in told["institutions"]],
            "factors": [factors[code] for code in told["factors"]],
        }
        create_record(intervention, by=team.writer(owner), related=related)


def answer_as_owner(offers: Mapping[str, LocalOffer]) -> None:
    """Let the owner who has a link answer by it; the answers wait for the liaison."""
    owner = read("people")["owner"]
    offer = LocalOffer.objects.get(pk=offers[owner["offer"]].pk)
    for fact, said in owner["says"].items():
        setattr(offer, fact, said)
    propose_changes(record=offer, by=User.objects.get(email=owner["email"]), expected_version=offer.version)
