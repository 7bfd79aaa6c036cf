"""Signing in by e-mail: same answers for known and unknown addresses, limits, and no way around the door."""

import re
import time
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from clrisk_site.people.models import AuditEntry, User
from tests.people.addresses import patterns

PASSWORD = "una-clave-larga"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, query: str = "") -> tuple[int, str, str]:
    answer = client.post(reverse("account_login") + query, {"login": email, "password": password})
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.mark.parametrize("written", ["liaison@example.org", "Liaison@Example.org"])
def test_e_mail_in_any_case_signs_in(liaison: User, client: Client, written: str) -> None:
    assert sign_in(client, written)[:2] == (302, "/")
    assert client.session["_auth_user_id"] == str(liaison.pk)


def test_session_gets_a_new_id_at_sign_in(liaison: User, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    sign_in(client, "liaison@example.org")
    assert client.session.session_key != before


def test_known_and_unknown_addresses_get_the_same_answer(liaison: User) -> None:
    known = sign_in(Client(), "liaison@example.org", "una-clave-errada")
    unknown = sign_in(Client(), "nadie@example.org", "una-clave-errada")
    assert known[0] == unknown[0] != 302
    assert known[2].replace("liaison@example.org", "") == unknown[2].replace("nadie@example.org", "")


def test_closed_account_stays_out(liaison: User, client: Client) -> None:
    liaison.is_active = False
    liaison.save()
    right, wrong = sign_in(client, "liaison@example.org"), sign_in(Client(), "liaison@example.org", "errada")
    assert right == wrong
    assert "_auth_user_id" not in client.session


def test_sixth_failure_on_an_account_is_not_evaluated(liaison: User, client: Client) -> None:
    for _attempt in range(5):
        sign_in(client, "liaison@example.org", "una-clave-errada")
    sign_in(client, "liaison@example.org")
    assert "_auth_user_id" not in client.session


def test_page_asks_for_a_sign_in_and_comes_back(liaison: User, client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=/")
    assert sign_in(client, "liaison@example.org", query="?next=/language/")[1] == "/language/"


def test_signing_out_is_a_post_that_ends_the_session(liaison: User, client: Client) -> None:
    sign_in(client, "liaison@example.org")
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_form_without_token_is_refused(liaison: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "liaison@example.org", "password": PASSWORD})
    assert answer.status_code == 403


def test_sixth_failure_is_answered_with_a_page_in_words(liaison: User) -> None:
    answers = [
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), "liaison@example.org", "errada") for n in range(6)
    ]
    assert [status for status, _to, _body in answers] == [200] * 5 + [429]
    assert "<h1>" in answers[5][2]
    assert "tampoco se acepta la contraseña correcta" in answers[5][2]
    typed = {"login": liaison.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), typed).headers["Retry-After"] == "300"
    assert AuditEntry.objects.filter(action="sign-in.fail", subject_id=str(liaison.pk)).count() == 5


def test_unknown_address_meets_the_same_limit(db: None) -> None:
    answers = [sign_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), "nadie@example.org") for n in range(6)]
    assert [status for status, _to, _body in answers] == [200] * 5 + [429]


def test_eleventh_attempt_of_a_minute_from_one_network_waits(liaison: User, client: Client) -> None:
    answers = [sign_in(client, f"nadie{n}@example.org")[0] for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_owner_is_never_locked_out_for_long(liaison: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), "liaison@example.org", "errada")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 5 * 60 + 1)
    assert sign_in(Client(), "liaison@example.org")[:2] == (302, "/")


@pytest.mark.parametrize("kind", ["known", "unknown", "closed", "invited"])
def test_one_password_is_hashed_whoever_asks(
    liaison: User, client: Client, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "closed":
        User.objects.filter(pk=liaison.pk).update(is_active=False)
    if kind == "invited":
        liaison.set_unusable_password()
        liaison.save()
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    sign_in(client, "nadie@example.org" if kind == "unknown" else "liaison@example.org", "una-clave-errada")
    assert len(hashed) == 1


def test_failure_is_noted_without_what_was_typed(liaison: User, client: Client) -> None:
    sign_in(client, "liaison@example.org", "una-clave-errada")
    sign_in(client, "nadie@example.org", "una-clave-errada")
    told = AuditEntry.objects.filter(action="sign-in.fail").order_by("pk")
    assert [entry.subject_id for entry in told] == [str(liaison.pk), ""]
    assert [entry.by for entry in told] == [None, None]
    kept = str(list(told.values()))
    assert "example.org" not in kept
    assert "errada" not in kept


def test_there_is_one_door() -> None:
    assert not apps.is_installed("django.contrib.admin")
    doors = {pattern.name for pattern in patterns() if re.search("log_?in|sign_?up|admin", str(pattern.name))}
    assert doors == {"account_login"}
    with pytest.raises(NoReverseMatch):
        reverse("admin:login")


OUTSIDE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/%09/evil.example",
    "http://localhost@evil.example/",
    "//localhost:80@evil.example",
    "ftp://testserver/",
]


@pytest.mark.parametrize("outside", OUTSIDE)
def test_next_never_leads_outside(liaison: User, client: Client, outside: str) -> None:
    where = sign_in(client, "liaison@example.org", query="?" + urlencode({"next": outside}))[1]
    assert not urlsplit(where).netloc
    assert where.startswith("/")
    assert not where.startswith(("//", "/\\"))


HOSTILE = [
    {"host": "evil.example"},
    {"host": "localhost.evil.example"},
    {"host": "localhost:80@evil.example"},
    {"host": "evil.example#localhost"},
    {"host": "localhost evil.example"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "[::1].evil.example"},
    {"host": "localhost/evil.example"},
    {"host": "-"},
    {"host": ""},
    {"host": "localhost\\evil.example"},
    {"host": "evil.example:443"},
]


@pytest.mark.parametrize("headers", HOSTILE, ids=lambda headers: headers["host"])
def test_hostile_host_is_refused(
    db: None, client: Client, settings: Settings, headers: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    assert client.get(reverse("account_login"), headers=headers).status_code == 400
