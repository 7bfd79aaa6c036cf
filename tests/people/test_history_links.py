"""Every record that has a page leads to its own history there, and so does a person with their grants."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people import audit
from clrisk_site.people.models import Grant, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution
from tests.cast import ClientOf, give_membership, make_user
from tests.world import World

HERE = "MX.07.101"


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("institution", "institution"),
        ("programme", "programme"),
        ("space", "space"),
        ("action-line", "line"),
    ],
)
def test_a_record_leads_to_its_history_for_those_who_do_not_edit(
    page: str, record: str, world: World, client_of: ClientOf, tuxtla: Territory
) -> None:
    reader = make_user("Coordination")
    give_membership(reader, Role.COORDINATOR, tuxtla)
    found: Any = world[record]
    address = reverse(page, args=[HERE, found.pk])
    history = reverse("record-history", args=[HERE, found._meta.label_lower, found.pk])
    client = client_of(reader)
    assert f'href="{history}"' in _text(client, address)
    assert _text(client, history)


def test_those_who_may_not_read_the_audit_see_no_link(
    world: World, member: User, client_of: ClientOf
) -> None:
    institution: Any = world["institution"]
    text = _text(client_of(member), reverse("institution", args=[HERE, institution.pk]))
    assert "/history/" not in text


def test_a_record_of_the_state_tells_where_its_history_is(
    chiapas: Territory, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    state = Institution.objects.create(territory=chiapas, name="DIF Chiapas", level=GovernmentLevel.STATE)
    address = reverse("institution", args=[HERE, state.pk])
    text = _text(client_of(liaison), address)
    assert "/history/mapping.institution/" not in text
    assert re.search(r"(pertenece a|belongs to) Chiapas", text)
    coordinator = make_user("Coordination")
    give_membership(coordinator, Role.COORDINATOR, chiapas)
    history = reverse("record-history", args=["MX.07", "mapping.institution", state.pk])
    assert f'href="{history}"' in _text(client_of(coordinator), address)


def test_a_person_leads_to_what_was_done_to_them_and_their_grants(
    tuxtla: Territory, liaison: User, analyst: User, client_of: ClientOf
) -> None:
    client, grant = client_of(liaison), Grant.objects.get(user=analyst)
    page = _text(client, reverse("person", args=[HERE, analyst.pk]))
    of_person = reverse("record-history", args=[HERE, "people.user", analyst.pk])
    of_grant = reverse("record-history", args=[HERE, "people.grant", grant.pk])
    assert f'href="{of_person}"' in page
    assert f'href="{of_grant}"' in page
    assert _text(client, of_grant), "nothing was noted, and that is no error"
    audit.note(by=liaison, territory=tuxtla, action="grant.create", subject=grant)
    assert "grant.create" in [one.action for one in client.get(of_person).context["part"].entries]


def test_the_title_names_the_grant_in_words(
    tuxtla: Territory, liaison: User, analyst: User, client_of: ClientOf
) -> None:
    grant = Grant.objects.get(user=analyst)
    audit.note(by=liaison, territory=tuxtla, action="grant.create", subject=grant)
    audit.note(by=liaison, territory=tuxtla, action="user.create", subject=analyst)
    client = client_of(liaison)
    for model, key, told in (
        ("people.grant", grant.pk, f"{grant.get_role_display()}: {analyst}"),
        ("people.user", analyst.pk, str(analyst)),
    ):
        text = _text(client, reverse("record-history", args=[HERE, model, key]))
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", text)
        assert heading is not None
        assert told in heading[1]
        assert "#" not in heading[1]


def test_people_of_other_places_have_no_history_here(
    tuxtla: Territory, liaison: User, stranger: User, client_of: ClientOf
) -> None:
    grant = Grant.objects.get(user=stranger)
    for model, key in (("people.user", stranger.pk), ("people.grant", grant.pk), ("people.user", "x")):
        address = reverse("record-history", args=[HERE, model, key])
        assert client_of(liaison).get(address).status_code == 404
