"""Links to choose a password: once, in time, withdrawn by the next, and told of in the audit."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people.actions.access_links import (
    IssuedLink,
    LinkRefusedError,
    Refusal,
    issue_link,
    redeem_link,
    usable_link,
    withdraw_link,
)
from clrisk_site.people.letters import write_letter
from clrisk_site.people.models import AccessLink, AuditEntry, LinkPurpose, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from tests.cast import give_membership, make_user

NEW = "tres-ceibas-y-un-rio"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invited(db: None) -> User:
    return User.objects.create_user("ana@example.org", None, name="Ana")


@pytest.fixture
def issued(invited: User, liaison: User) -> IssuedLink:
    return issue_link(user=invited, purpose=LinkPurpose.INVITATION, by=liaison, grant=liaison.grants.get())


def address(token: str) -> str:
    return reverse("access-link", kwargs={"token": token})


def choose(client: Client, token: str, password: str = NEW, again: str | None = None) -> int:
    typed = {"password1": password, "password2": password if again is None else again}
    return client.post(address(token), typed).status_code


def test_only_the_hash_is_stored(issued: IssuedLink) -> None:
    assert issued.token not in str(AccessLink.objects.values())
    assert issued.token not in repr(issued)
    assert len(issued.token) >= 43


@pytest.mark.parametrize(("purpose", "hours"), [(LinkPurpose.INVITATION, 7 * 24), (LinkPurpose.RESET, 24)])
def test_lifetime(invited: User, purpose: LinkPurpose, hours: int) -> None:
    link = issue_link(user=invited, purpose=purpose, by=None).link
    assert abs(link.expires_at - timezone.now() - dt.timedelta(hours=hours)) < dt.timedelta(minutes=1)


def test_invited_person_chooses_a_password_and_is_in(issued: IssuedLink, client: Client) -> None:
    assert choose(client, issued.token) == 302
    assert client.session["_auth_user_id"] == str(issued.link.user_id)
    assert User.objects.get(pk=issued.link.user_id).check_password(NEW)


def test_looking_spends_nothing(issued: IssuedLink, client: Client) -> None:
    for _look in range(3):
        assert client.get(address(issued.token)).status_code == 200
        assert client.head(address(issued.token)).status_code == 200
    assert choose(client, issued.token) == 302


def test_page_keeps_its_address_to_itself(issued: IssuedLink, client: Client) -> None:
    answer = client.get(address(issued.token))
    # None at all would make the form's origin "null".
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("corta", "corta"),
        ("x" * 129, "x" * 129),
        ("contraseña123", "contraseña124"),
        ("", ""),
        ("ana@example.org", "ana@example.org"),
        ("password1234", "password1234"),
    ],
    ids=["short", "long", "different", "empty", "own address", "common"],
)
def test_poor_password_spends_nothing(issued: IssuedLink, client: Client, password: str, again: str) -> None:
    assert choose(client, issued.token, password, again) == 422
    assert "_auth_user_id" not in client.session
    assert usable_link(issued.token, LinkPurpose.INVITATION) == issued.link


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("123456789012", "solo de cifras se adivina pronto"),
        ("abababababab", "repite pocos caracteres"),
        ("ana@example.org", "se parece a su nombre o a su correo"),
        ("password1234", "Muchas personas usan esta contraseña"),
        ("", "Falta «Nueva contraseña»"),
    ],
    ids=["figures", "repeated", "own address", "common", "empty"],
)
def test_poor_password_is_refused_with_its_cure(
    issued: IssuedLink, client: Client, password: str, words: str
) -> None:
    typed = {"password1": password, "password2": password}
    page = client.post(address(issued.token), typed).content.decode()
    assert words in page


def test_letter_of_a_new_password_names_every_role(liaison: User, tuxtla: Territory) -> None:
    give_membership(liaison, Role.OBSERVER, tuxtla)
    oldest = liaison.grants.get(role=Role.LIAISON)
    link = issue_link(user=liaison, purpose=LinkPurpose.RESET, by=None, grant=oldest).link
    facts = write_letter(link, "https://example.org/").as_message
    assert "Enlace institucional: Tuxtla Gutiérrez" in facts
    assert "Observación: Tuxtla Gutiérrez" in facts


def test_new_password_is_another_than_the_old_one(liaison: User, client: Client) -> None:
    link = issue_link(user=liaison, purpose=LinkPurpose.RESET, by=None)
    assert choose(client, link.token, "una-clave-larga", "una-clave-larga") == 422
    assert choose(client, link.token) == 302


@pytest.mark.parametrize("password", ["doce letras!", "x" * 60 + "ñ 🙂 " + "y" * 60, "  un   río   "])
def test_any_characters_make_a_password(issued: IssuedLink, client: Client, password: str) -> None:
    assert choose(client, issued.token, password) == 302
    assert User.objects.get(pk=issued.link.user_id).check_password(password)


def end(issued: IssuedLink, how: str, by: User) -> str:
    link = issued.link
    if how == "expired":
        AccessLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    elif how == "used":
        redeem_link(issued.token, password="otra-clave-larga")
    elif how == "withdrawn":
        withdraw_link(link, by=by)
    elif how == "replaced":
        issue_link(user=link.user, purpose=LinkPurpose.INVITATION, by=by)
    elif how == "closed":
        User.objects.filter(pk=link.user_id).update(is_active=False)
    elif how == "invented":
        return issued.token[:-1] + ("A" if issued.token[-1] != "A" else "B")
    return issued.token


@pytest.mark.parametrize("how", ["expired", "used", "withdrawn", "replaced", "closed", "invented"])
def test_link_that_is_not_taken(issued: IssuedLink, liaison: User, client: Client, how: str) -> None:
    token = end(issued, how, liaison)
    password = User.objects.get(pk=issued.link.user_id).password
    for answer in (
        client.get(address(token)),
        client.post(address(token), {"password1": NEW, "password2": NEW}),
    ):
        assert answer.status_code == 410
        assert issued.link.user.email not in answer.content.decode()
        assert "Ana" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert User.objects.get(pk=issued.link.user_id).password == password
    assert "_auth_user_id" not in client.session
    entries = AuditEntry.objects.filter(action="access-link.refuse")
    assert entries.count() == 2
    assert token not in str(list(entries.values()))


def test_record_link_chooses_no_password(liaison: User, client: Client) -> None:
    issued = issue_link(user=liaison, purpose=LinkPurpose.RECORD, by=liaison, grant=liaison.grants.get())
    assert client.get(address(issued.token)).status_code == 410


@pytest.mark.parametrize("token", ["x", "%00", "%F0%9F%99%82", "a" * 2000, "%ED%A0%80", "..", "'--"])
def test_odd_tokens_are_refused_in_words(db: None, client: Client, token: str) -> None:
    assert client.get(f"/access/{token}/").status_code in {404, 410}


def test_one_who_tries_many_links_waits(db: None, client: Client) -> None:
    answers = [client.get(address(f"invented-{number}")).status_code for number in range(21)]
    assert answers == [410] * 20 + [429]
    assert AuditEntry.objects.filter(action="access-link.refuse").count() == 20


def test_new_link_of_one_purpose_leaves_the_other(invited: User, liaison: User) -> None:
    first = issue_link(user=invited, purpose=LinkPurpose.RESET, by=liaison)
    issue_link(user=invited, purpose=LinkPurpose.INVITATION, by=liaison)
    assert usable_link(first.token, LinkPurpose.RESET) == first.link


def test_command_replaces_a_link_too(invited: User) -> None:
    first = issue_link(user=invited, purpose=LinkPurpose.INVITATION, by=None)
    issue_link(user=invited, purpose=LinkPurpose.INVITATION, by=None)
    with pytest.raises(LinkRefusedError) as caught:
        usable_link(first.token, LinkPurpose.INVITATION)
    assert caught.value.refusal == Refusal.EXPIRED


def test_use_ends_the_other_way_in(issued: IssuedLink, liaison: User) -> None:
    reset = issue_link(user=issued.link.user, purpose=LinkPurpose.RESET, by=liaison)
    redeem_link(issued.token, password=NEW)
    with pytest.raises(LinkRefusedError):
        redeem_link(reset.token, password=NEW)


def test_new_password_ends_sessions_elsewhere(liaison: User, client: Client) -> None:
    client.force_login(liaison)
    issued = issue_link(user=liaison, purpose=LinkPurpose.RESET, by=liaison)
    other = Client()
    assert choose(other, issued.token) == 302
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    assert not other.get("/").headers["Location"].startswith(reverse("account_login"))


def test_link_changes_the_person_who_is_signed_in(issued: IssuedLink, liaison: User, client: Client) -> None:
    client.force_login(liaison)
    client.get("/")
    before = client.session.session_key
    assert choose(client, issued.token) == 302
    assert client.session["_auth_user_id"] == str(issued.link.user_id)
    assert client.session.session_key != before


def test_audit_tells_of_issue_and_use_without_token_or_address(issued: IssuedLink, liaison: User) -> None:
    redeem_link(issued.token, password=NEW)
    told = AuditEntry.objects.filter(action__startswith="access-link.").order_by("pk")
    assert [(entry.action, entry.by_id) for entry in told] == [
        ("access-link.issue", liaison.pk),
        ("access-link.use", issued.link.user_id),
    ]
    assert all(entry.territory == liaison.grants.get().territory for entry in told)
    assert "ana@example.org" not in str(list(told.values()))


def test_withdrawing_twice_tells_once(issued: IssuedLink, liaison: User) -> None:
    withdraw_link(issued.link, by=liaison)
    withdraw_link(issued.link, by=liaison)
    assert AuditEntry.objects.filter(action="access-link.withdraw").count() == 1


def test_weak_password_in_the_action_changes_nothing(issued: IssuedLink) -> None:
    with pytest.raises(ValidationError):
        redeem_link(issued.token, password="corta")
    assert AccessLink.objects.get(pk=issued.link.pk).used_at is None


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins() -> None:
    user = make_user("Ana")
    issued = issue_link(user=user, purpose=LinkPurpose.RESET, by=None)
    barrier, won = threading.Barrier(6), []

    def try_it(number: int) -> None:
        barrier.wait()
        try:
            redeem_link(issued.token, password=f"{NEW}-{number}")
            won.append(number)
        except LinkRefusedError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert User.objects.get(pk=user.pk).check_password(f"{NEW}-{won[0]}")
