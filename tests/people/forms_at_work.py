"""A form as the tests of keeping use it: opened by a client, filled in from its page, sent with a ticket."""

import re
from html import unescape
from typing import Protocol

from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution

HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>version|submission)"(?P<rest>[^>]*)>')


def make_institution(territory: Territory, by: User, name: str = "DIF municipal") -> Institution:
    return create_record(Institution(territory=territory, name=name, level=GovernmentLevel.MUNICIPAL), by=by)


def edit_address(institution: Institution) -> str:
    return reverse("institution-edit", kwargs={"path": institution.territory.path, "pk": institution.pk})


def create_address(territory: Territory) -> str:
    return reverse("institution-create", kwargs={"path": territory.path})


def hidden_fields(page: str) -> dict[str, str]:
    """Return what the form's hidden fields hold."""
    main = page.split("<main")[1]
    found = {}
    for match in HIDDEN.finditer(main):
        value = re.search(r'value="([^"]*)"', match["rest"])
        found[match["name"]] = unescape(value[1]) if value else ""
    return found


def open_form(client: Client, address: str) -> dict[str, str]:
    """Open a form and return what a browser would send back of it, filled in sensibly."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    level, sector = GovernmentLevel.MUNICIPAL.value, "government"
    return {"name": "DIF municipal", "level": level, "sector": sector, **hidden_fields(text_of(answer))}


class Answered(Protocol):
    """What a client of the tests gives back."""

    @property
    def content(self) -> bytes: ...


def text_of(answer: Answered) -> str:
    return answer.content.decode()
