"""A refused access is noted once, with the page's name and no value; an allowed page notes nothing."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from clrisk_site.people.acting import client_address, current_visit, network_of
from clrisk_site.people.actions import note_denial
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution, Programme
from tests.cast import ClientOf


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _denials() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="access.denied").order_by("id"))


def test_a_foreign_place_is_noted_in_the_chain_of_that_place(
    tuxtla: Territory, stranger: User, client_of: ClientOf
) -> None:
    address = reverse("zones", args=[tuxtla.path])
    answer = client_of(stranger).get(address, {"factor": "SECRETO"}, REMOTE_ADDR="203.0.113.77")
    assert answer.status_code == 404
    (entry,) = _denials()
    assert (entry.territory, entry.by, entry.network) == (tuxtla, stranger, "203.0.113.0/24")
    assert entry.changes == {"address": "zones", "method": "GET", "foreign": True}
    assert entry.role == ""


def test_a_wrong_role_is_noted_with_the_role(tuxtla: Territory, member: User, client_of: ClientOf) -> None:
    assert (
        client_of(member).post(reverse("zone-create", args=[tuxtla.path]), {"name": "SECRETO"}).status_code
        == 403
    )
    (entry,) = _denials()
    assert (entry.role, entry.changes["foreign"], entry.changes["method"]) == (
        "commission_member",
        False,
        "POST",
    )


def test_a_foreign_record_under_ones_own_place_is_noted_where_it_belongs(
    tuxtla: Territory, tapachula: Territory, stranger: User, client_of: ClientOf
) -> None:
    institution = Institution.objects.create(territory=tuxtla, name="DIF", level=GovernmentLevel.MUNICIPAL)
    Programme.objects.create(
        territory=tuxtla, institution=institution, name="Estancias", level=GovernmentLevel.MUNICIPAL
    )
    client = client_of(stranger)
    assert client.get(reverse("institution-edit", args=[tapachula.path, institution.pk])).status_code == 404
    assert [entry.territory for entry in _denials()] == [tuxtla]
    assert client.get(reverse("institution-edit", args=[tapachula.path, 10**6])).status_code == 404
    assert len(_denials()) == 1, "a record that never was is no refusal"


def test_the_same_refusal_is_noted_once_in_ten_minutes(
    tuxtla: Territory, stranger: User, member: User, client_of: ClientOf
) -> None:
    client = client_of(stranger)
    for _turn in range(5):
        client.get(reverse("zones", args=[tuxtla.path]))
    assert len(_denials()) == 1
    client.get(reverse("factors", args=[tuxtla.path]))
    client_of(member).get(reverse("zone-create", args=[tuxtla.path]))
    assert len(_denials()) == 3


def test_a_crawler_does_not_fill_the_chain(
    tuxtla: Territory, stranger: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_denial, "ENTRIES_PER_HOUR", 2)
    for name in ("zones", "factors", "needs", "programmes"):
        client_of(stranger).get(reverse(name, args=[tuxtla.path]))
    assert len(_denials()) == 2


def test_a_visitor_is_counted_in_the_ordinary_log_alone(
    tuxtla: Territory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert Client().get(reverse("zones", args=[tuxtla.path])).status_code == 302
    assert Client().get("/t/XX/nowhere/").status_code == 404
    assert _denials() == []


def test_allowed_pages_and_pages_that_are_not_note_nothing(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    assert client.get(reverse("programmes", args=[tuxtla.path])).status_code == 200
    assert client.get("/no/such/page/").status_code == 404
    assert client.get(reverse("programmes", args=["XX.99"])).status_code == 404
    assert not AuditEntry.objects.exists()


def test_outside_a_request_nobody_is_visiting() -> None:
    assert current_visit() is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_addresses_are_cut_to_their_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_only_trusted_proxies_are_believed(settings: Settings) -> None:
    request = RequestFactory().get(
        "/", HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.7", REMOTE_ADDR="127.0.0.1"
    )
    assert client_address(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client_address(request) == "198.51.100.7"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    assert client_address(request) == ""
