"""Signing in by e-mail: same answers for known and unknown addresses, limits, and no way around the door."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from clrisk_site.people.models import User

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


@pytest.mark.parametrize(
    "outside", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_no_address_leads_outside_after_sign_in(liaison: User, client: Client, outside: str) -> None:
    assert sign_in(client, "liaison@example.org", query=f"?next={outside}")[1] == "/"


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
