"""One's own account: what it shows, what can be changed, and that grave acts ask for the password again."""

import json
import time
from collections.abc import Iterator
from typing import cast

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, Grant, User
from clrisk_site.people.recent import recently_authenticated
from tests.cast import ClientOf, confirm_just_now

OLD, NEW = "una-clave-larga", "tres-ceibas-y-un-rio"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(user: User, password: str = OLD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_account_shows_what_i_may_do_and_where(liaison: User, client_of: ClientOf) -> None:
    page = client_of(liaison).get("/account/").content.decode()
    assert "liaison@example.org" in page
    assert "Tuxtla Gutiérrez" in page


def test_account_without_a_role(client_of: ClientOf, db: None) -> None:
    user = User.objects.create_user("ana@example.org", OLD, name="Ana")
    page = client_of(user).get("/account/", headers={"accept-language": "en"}).content.decode()
    assert "No role has been given to you yet" in page


@pytest.mark.parametrize("grants", [1, 6])
def test_queries_do_not_grow(
    liaison: User, client_of: ClientOf, django_assert_max_num_queries: object, grants: int
) -> None:
    grant = Grant.objects.get()
    for year in range(1, grants):
        grant.pk, grant.starts, grant.ends = None, f"200{year}-01-01", f"200{year}-12-31"
        grant.save(force_insert=True)
    client = client_of(liaison)
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django has no public type for it
        client.get("/account/")


def test_name_and_language_change(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    assert client.post("/account/edit/", {"name": "Ana López", "language": "en"}).status_code == 302
    liaison.refresh_from_db()
    assert (liaison.name, liaison.language) == ("Ana López", "en")
    told = AuditEntry.objects.get(action="user.change")
    assert told.changes == {"name": "changed", "language": ["", "en"]}
    page = client.get("/account/", headers={"accept-language": "es"})
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "typed",
    [{"name": "", "language": ""}, {"name": "Ana", "language": "xx"}, {"name": "A" * 151, "language": "es"}],
    ids=["no name", "unknown language", "long name"],
)
def test_bad_profile_changes_nothing(liaison: User, client_of: ClientOf, typed: dict[str, str]) -> None:
    answer = client_of(liaison).post("/account/edit/", typed)
    assert answer.status_code == 422
    assert User.objects.get(pk=liaison.pk).name == "Liaison"
    assert not AuditEntry.objects.exists()


def test_more_fields_are_ignored(liaison: User, client_of: ClientOf) -> None:
    typed = {
        "name": "Ana",
        "language": "",
        "email": "x@example.org",
        "is_active": "",
        "closed_on": "2020-01-01",
    }
    client_of(liaison).post("/account/edit/", typed)
    liaison.refresh_from_db()
    assert (liaison.email, liaison.is_active, liaison.closed_on) == ("liaison@example.org", True, None)


def test_language_switch_is_remembered_in_the_account(liaison: User, client_of: ClientOf) -> None:
    client_of(liaison).post("/language/", {"language": "en", "next": "/account/"})
    page = client_of(liaison).get("/account/", headers={"accept-language": "es"})
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["xx", "../..", ""])
def test_unknown_language_is_not_kept(liaison: User, client_of: ClientOf, language: str) -> None:
    client_of(liaison).post("/language/", {"language": language, "next": "/"})
    assert User.objects.get(pk=liaison.pk).language == ""


def change(client: Client, current: str = OLD, new: str = NEW, again: str | None = None) -> int:
    typed = {"current": current, "password1": new, "password2": new if again is None else again}
    return client.post(reverse("account-password"), typed).status_code


def test_new_password_ends_the_others(liaison: User) -> None:
    here, other = sign_in(liaison), sign_in(liaison)
    key = here.session.session_key
    assert change(here) == 302
    assert (is_in(here), is_in(other)) == (True, False)
    assert here.session.session_key != key
    assert is_in(sign_in(liaison, NEW))
    assert not is_in(sign_in(liaison, OLD))
    assert "password.change" in AuditEntry.objects.values_list("action", flat=True)


@pytest.mark.parametrize(
    ("current", "new", "again"),
    [
        ("errada-del-todo", NEW, NEW),
        (OLD, "corta", "corta"),
        (OLD, NEW, NEW + "x"),
        (OLD, "x" * 129, "x" * 129),
        (OLD, "liaison@example.org", "liaison@example.org"),
        ("", "", ""),
    ],
    ids=["wrong present one", "short", "different", "long", "own address", "empty"],
)
def test_poor_change_is_refused(liaison: User, current: str, new: str, again: str) -> None:
    client = sign_in(liaison)
    assert change(client, current, new, again) == 422
    assert User.objects.get(pk=liaison.pk).check_password(OLD)


def test_present_password_is_not_guessed_here_either(liaison: User) -> None:
    client = sign_in(liaison)
    assert [change(client, "errada-del-todo") for _guess in range(6)] == [422] * 5 + [429]
    assert change(client) == 429


def test_own_data_are_whole_and_hold_no_secret(liaison: User, client_of: ClientOf) -> None:
    client = sign_in(liaison)
    answer = client.get(reverse("account-data"))
    assert "attachment" in answer.headers["Content-Disposition"]
    found = json.loads(answer.content)
    assert found["account"]["email"] == "liaison@example.org"
    assert found["grants"][0]["place"] == "MX.07.101"
    assert [act["action"] for act in found["acts"]] == ["sign-in.succeed", "export.download"]
    assert "md5$" not in answer.content.decode()
    assert str(client.session.session_key) not in answer.content.decode()


def test_own_data_ask_for_a_fresh_password(liaison: User, client_of: ClientOf) -> None:
    client = client_of(liaison)
    confirm_just_now(client, liaison, seconds_ago=301)
    answer = client.get(reverse("account-data"))
    assert answer.headers["Location"] == "/account/confirm/?next=%2Faccount%2Fdownload%2F"
    assert client.post(answer.headers["Location"], {"password": "errada"}).status_code == 200
    again = client.post(answer.headers["Location"], {"password": OLD})
    assert again.headers["Location"] == "/account/download/"
    assert client.get(reverse("account-data")).status_code == 200


def test_sent_form_goes_on_after_the_password(liaison: User, client_of: ClientOf, rf: object) -> None:
    client = client_of(liaison)
    client.get("/account/second-factor/")
    confirm_just_now(client, liaison, seconds_ago=301)
    answer = client.post("/account/second-factor/", {"code": "000000"})
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert (
        client.post(answer.headers["Location"], {"password": OLD}).status_code == 422
    )  # the code was looked at


def test_decorator_keeps_the_view_s_name_and_answer(liaison: User, client_of: ClientOf) -> None:
    @recently_authenticated
    def view(request: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(str(number))

    client = client_of(liaison)
    request = HttpRequest()
    request.user, request.session = liaison, client.session
    assert cast("HttpResponse", view(request, 7)).content == b"7"
    assert view.__name__ == "view"
    assert time.time() - client.session["account_authentication_methods"][0]["at"] < 60
