"""Sessions: listed, ended one by one or all, over after an hour of rest or twelve hours."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clrisk_site.people.actions.sessions import sweep_sessions
from clrisk_site.people.models import AuditEntry, User
from tests.cast import ClientOf, make_user

HOUR = 60 * 60
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(user: User, **headers: str) -> Client:
    client = Client(headers=headers)
    client.post(reverse("account_login"), {"login": user.email, "password": "una-clave-larga"})
    assert "_auth_user_id" in client.session
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def put_back(client: Client, key: str, seconds: float) -> None:
    session = client.session
    session[key] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(
    ("key", "seconds", "stays"),
    [
        ("seen_at", HOUR - 5, True),
        ("seen_at", HOUR + 5, False),
        ("begun_at", 12 * HOUR - 5, True),
        ("begun_at", 12 * HOUR + 5, False),
    ],
)
def test_session_ends_by_itself(liaison: User, key: str, seconds: float, *, stays: bool) -> None:
    client = sign_in(liaison)
    put_back(client, key, seconds)
    assert is_in(client) is stays
    if not stays:
        answer = client.get("/account/", follow=True, headers={"accept-language": "en"})
        assert "You were signed out" in answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/account/"


def test_work_keeps_a_session_alive(liaison: User) -> None:
    client = sign_in(liaison)
    for _quarter in range(8):
        put_back(client, "seen_at", HOUR / 2)
        assert is_in(client)


def test_last_seen_is_noted_once_a_minute(liaison: User, settings: Settings) -> None:
    settings.SESSION_NOTE_SECONDS = 60
    client = sign_in(liaison)
    before = UserSession.objects.get().last_seen_at
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at == before
    put_back(client, "seen_at", 61)
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at > before


def test_list_tells_device_and_network_but_no_address(liaison: User) -> None:
    here = sign_in(liaison)
    phone = Client(headers={"user-agent": ANDROID}, REMOTE_ADDR="203.0.113.77")
    phone.post(reverse("account_login"), {"login": liaison.email, "password": "una-clave-larga"})
    page = here.get(reverse("sessions")).content.decode()
    assert "Chrome, Android" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page + str(list(UserSession.objects.values()))


def test_one_session_ends(liaison: User) -> None:
    here, phone = sign_in(liaison), sign_in(liaison)
    ended = UserSession.objects.get(session_key=phone.session.session_key)
    assert here.post(reverse("sessions-end"), {"session": ended.pk}).status_code == 302
    assert (is_in(here), is_in(phone)) == (True, False)
    assert AuditEntry.objects.get(action="session.end").changes == {"sessions": 1}


def test_all_others_end(liaison: User) -> None:
    here, phone, cafe = (sign_in(liaison) for _computer in range(3))
    here.post(reverse("sessions-end"))
    assert [is_in(client) for client in (here, phone, cafe)] == [True, False, False]
    assert UserSession.objects.count() == 1


def test_nobody_ends_the_sessions_of_others(liaison: User, client_of: ClientOf) -> None:
    theirs = sign_in(liaison)
    row = UserSession.objects.get()
    other = client_of(make_user("Eva"))
    assert other.post(reverse("sessions-end"), {"session": row.pk}).status_code == 302
    assert is_in(theirs)
    assert 'name="session"' not in other.get(reverse("sessions")).content.decode()


@pytest.mark.parametrize("named", ["x", "-1", "1 OR 1", "²"])
def test_bad_key_ends_nothing(liaison: User, named: str) -> None:
    here, phone = sign_in(liaison), sign_in(liaison)
    assert here.post(reverse("sessions-end"), {"session": named}).status_code in {302, 404}
    assert is_in(phone)


def test_sessions_end_by_post_alone(liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).get(reverse("sessions-end")).status_code == 405


def test_signing_out_ends_the_session_on_the_server(liaison: User) -> None:
    client = sign_in(liaison)
    key = client.session.session_key
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()
    page = sign_in(liaison).get(reverse("sessions"), headers={"accept-language": "en"}).content.decode()
    assert "this device" in page
    assert 'name="session"' not in page


def test_closed_account_is_out_at_once(liaison: User) -> None:
    client = sign_in(liaison)
    User.objects.filter(pk=liaison.pk).update(is_active=False)
    assert not is_in(client)


def test_revoked_grant_opens_nothing_at_once(liaison: User) -> None:
    client = sign_in(liaison)
    assert client.get("/t/MX.07.101/").status_code == 200
    liaison.grants.update(ends="2020-01-01", starts="2019-01-01")
    assert client.get("/t/MX.07.101/").status_code == 404


def test_fixed_session_is_not_taken_over(liaison: User) -> None:
    planted = Client()
    planted.get(reverse("account_login"))
    session = planted.session
    session["planted"] = True
    session.save()
    key = session.session_key
    planted.post(reverse("account_login"), {"login": liaison.email, "password": "una-clave-larga"})
    assert planted.session.session_key != key
    assert not Session.objects.filter(session_key=key).exists()


def test_sessions_that_are_over_are_forgotten(liaison: User) -> None:
    over, going_on = sign_in(liaison).session.session_key, sign_in(liaison)
    before = timezone.now() - dt.timedelta(hours=13)
    Session.objects.filter(session_key=over).update(expire_date=before)
    UserSession.objects.filter(session_key=over).update(created_at=before)
    assert sweep_sessions() == 1
    assert [*UserSession.objects.values_list("session_key")] == [*Session.objects.values_list("session_key")]
    assert is_in(going_on)
