"""A forgotten password: one answer for every address, a link in one's language, no foreign host in it."""

import re
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clrisk_site.people.models import AccessLink, User
from clrisk_site.places.models import Territory
from tests.cast import ClientOf
from tests.people.granting import make_administrator

PAGE = "/accounts/forgotten/"


@pytest.fixture(autouse=True)
def with_mail(settings: Settings) -> Iterator[None]:
    settings.SENDS_MAIL = True
    settings.SITE_ADDRESS = "https://clrisk.example.org"
    cache.clear()
    yield
    cache.clear()


def ask(email: str, **headers: str) -> tuple[int, str, str]:
    answer = Client(headers=headers).post(PAGE, {"email": email}, follow=True)
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, str(answer.redirect_chain), body


def link_in(message: str) -> str:
    found = re.search(r"https://clrisk\.example\.org(/access/\S+/)", message)
    assert found
    return found.group(1)


def test_link_comes_by_mail_and_works_once(liaison: User, client: Client) -> None:
    ask("Liaison@Example.org")
    assert [message.to for message in mail.outbox] == [["liaison@example.org"]]
    path = link_in(str(mail.outbox[0].body))
    typed = {"password1": "tres-ceibas-y-un-rio", "password2": "tres-ceibas-y-un-rio"}
    assert client.post(path, typed).status_code == 302
    assert client.get(path).status_code == 410


def test_known_unknown_and_closed_get_the_same_bytes(liaison: User) -> None:
    known = ask("liaison@example.org")
    unknown = ask("nadie@example.org")
    User.objects.filter(pk=liaison.pk).update(is_active=False)
    assert known == unknown == ask("liaison@example.org")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("language", "title"), [("es", "contraseña"), ("en", "New password")])
def test_message_speaks_the_person_s_language(liaison: User, language: str, title: str) -> None:
    User.objects.filter(pk=liaison.pk).update(language=language)
    ask("liaison@example.org", accept_language="en" if language == "es" else "es")
    assert title in mail.outbox[0].subject


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "evil.example"},
        {"forwarded": "host=evil.example"},
        {"x-forwarded-proto": "http"},
        {"x-forwarded-server": "evil.example"},
        {"x-host": "evil.example"},
        {"origin": "null"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_headers_never_enter_the_message(liaison: User, client: Client, headers: dict[str, str]) -> None:
    client.post(PAGE, {"email": "liaison@example.org"}, headers=headers)
    for message in mail.outbox:
        assert "evil" not in str(message.body)
        assert link_in(str(message.body))


@pytest.mark.parametrize("host", ["evil.example", "localhost:80@evil.example", "localhost.evil.example"])
def test_hostile_host_sends_nothing(liaison: User, client: Client, settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = client.post(PAGE, {"email": "liaison@example.org"}, headers={"host": host})
    assert answer.status_code == 400
    assert not mail.outbox


def test_sixth_request_of_a_day_waits(liaison: User) -> None:
    assert [ask("liaison@example.org")[0] for _time in range(6)] == [200] * 5 + [429]
    assert len(mail.outbox) == 5
    assert AccessLink.objects.count() == 5


@pytest.mark.parametrize("typed", ["", "nobody", "a@b@c", "x\r\nBcc: y@example.org"])
def test_what_is_no_address_is_refused_in_words(db: None, client: Client, typed: str) -> None:
    assert client.post(PAGE, {"email": typed}).status_code == 422
    assert not mail.outbox


def test_without_mail_the_page_says_who_helps(liaison: User, client: Client, settings: Settings) -> None:
    settings.SENDS_MAIL = False
    for answer in (client.get(PAGE), client.post(PAGE, {"email": "liaison@example.org"})):
        assert answer.status_code == 200
        assert "<form class=" not in answer.content.decode()
    assert not AccessLink.objects.exists()


def test_sign_in_page_leads_here(db: None, client: Client) -> None:
    assert f'href="{PAGE}"' in client.get(reverse("account_login")).content.decode()


def test_administrators_read_that_mail_does_not_go_out(
    liaison: User, chiapas: Territory, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, here = client_of(make_administrator(chiapas)), "/t/MX.07.101/people/"
    words = "El correo no está saliendo"
    with monkeypatch.context() as broken:
        broken.setattr("clrisk_site.people.mailing.send_mail", Mock(side_effect=ConnectionRefusedError))
        ask("liaison@example.org")
    assert words in client.get(here).content.decode()
    assert words not in client_of(liaison).get(here).content.decode()
    ask("liaison@example.org")
    assert words not in client.get(here).content.decode()
