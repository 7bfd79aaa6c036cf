"""Ending one grant, and leaving: what closes, who takes over, what is refused and what stays."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from clrisk_site.people.actions.access_links import issue_link
from clrisk_site.people.models import AccessLink, AuditEntry, Draft, Grant, LinkPurpose, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from tests.cast import ClientOf, give_membership, give_post, make_user
from tests.people.granting import PLACE, make_administrator, refuse, text_of

pytestmark = pytest.mark.django_db
LAST_ONE = "quedaría sin administración"


def grant_of(user: User) -> Grant:
    return Grant.objects.get(user=user)


def end_address(user: User) -> str:
    return f"{PLACE}grants/{grant_of(user).pk}/end/"


def test_an_ended_grant_closes_an_open_session(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    at_work = client_of(analyst)
    assert at_work.get(PLACE).status_code == 200
    client = client_of(administrator)
    assert client.get(end_address(analyst)).status_code == 200
    assert grant_of(analyst).revoked_at is None, "looking ends nothing"
    assert client.post(end_address(analyst)).headers["Location"] == f"{PLACE}{analyst.pk}/"
    grant = grant_of(analyst)
    assert grant.revoked_by == administrator
    assert at_work.get(PLACE).status_code == 404
    assert AuditEntry.objects.filter(action="grant.revoke").count() == 1


def test_a_grant_ends_once(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client, address = client_of(administrator), end_address(analyst)
    client.post(address)
    refuse(client, address, {}, "Ya había terminado. No se cambió nada.")
    assert AuditEntry.objects.filter(action="grant.revoke").count() == 1
    assert AuditEntry.objects.latest("pk").changes == {"reason": "ended_already"}
    page = text_of(client.get(address))
    assert "Lo que Analyst tenía aquí ya terminó" in page
    assert "Terminarlo ahora" not in page


def test_open_links_end_with_the_last_grant(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    issued = issue_link(user=analyst, purpose=LinkPurpose.RESET, by=administrator)
    client_of(administrator).post(end_address(analyst))
    issued.link.refresh_from_db()
    assert issued.link.withdrawn_by == administrator


def test_the_last_administrator_of_a_branch_stays(
    tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    chief, never_came = make_administrator(chiapas), User.objects.create_user("new@example.org", name="New")
    give_membership(never_came, Role.ADMINISTRATOR, chiapas)
    address = f"/t/MX.07/people/grants/{grant_of(chief).pk}/end/"
    refuse(client_of(chief), address, {}, LAST_ONE)
    assert AuditEntry.objects.latest("pk").changes == {"reason": "last_administrator"}
    confirm = f"/t/MX.07/people/{chief.pk}/leave/confirm/"
    refuse(client_of(chief), confirm, {}, LAST_ONE)
    chief.refresh_from_db()
    assert chief.is_active
    never_came.set_password("ya-entró-por-fin")
    never_came.save()
    assert client_of(chief).post(address).status_code == 302


def test_administrator_without_the_second_factor_is_no_relief(
    tuxtla: Territory, client_of: ClientOf, settings: Settings
) -> None:
    chief, next_one = make_administrator(tuxtla), make_administrator(tuxtla, "Next")
    settings.SECOND_FACTOR_OBLIGATORY = True
    for user in (chief, next_one):
        TOTP.activate(user, generate_totp_secret())
    Authenticator.objects.filter(user=next_one).delete()
    address = f"{PLACE}{chief.pk}/leave/confirm/"
    refuse(client_of(chief), address, {}, LAST_ONE)
    TOTP.activate(next_one, generate_totp_secret())
    assert client_of(chief).post(address).status_code == 302


def test_an_administrator_above_is_enough(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    local = make_administrator(tuxtla, "Local")
    assert client_of(administrator).post(end_address(local)).status_code == 302


def test_ending_elsewhere_wrong_role_bad_id_wrong_method(
    administrator: User,
    liaison: User,
    analyst: User,
    member: User,
    stranger: User,
    tuxtla: Territory,
    client_of: ClientOf,
) -> None:
    address = end_address(analyst)
    assert client_of(stranger).post(address).status_code == 404
    assert client_of(member).post(address).status_code == 403
    assert client_of(liaison).post(address).status_code == 403
    assert client_of(administrator).post(f"{PLACE}grants/999999/end/").status_code == 404
    foreign = f"{PLACE}grants/{grant_of(stranger).pk}/end/"
    assert client_of(administrator).post(foreign).status_code == 404
    assert client_of(administrator).put(address).status_code == 405
    assert grant_of(analyst).revoked_at is None
    assert client_of(liaison).post(end_address(member)).status_code == 302


def leave_address(user: User, confirm: str = "") -> str:
    return f"{PLACE}{user.pk}/leave/{confirm}"


def test_leaving_shows_first_what_changes_and_changes_nothing(
    administrator: User, liaison: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    typed = {f"successor_{grant_of(liaison).pk}": str(analyst.pk)}
    assert client.get(leave_address(liaison)).status_code == 200
    answer = client.post(leave_address(liaison), typed)
    assert answer.status_code == 200
    assert "Revise antes de cerrar la cuenta de Liaison" in text_of(answer)
    assert "Analyst, desde hoy hasta el fin del mismo plazo" in text_of(answer)
    liaison.refresh_from_db()
    assert liaison.is_active
    assert not AuditEntry.objects.exists()


def test_leaving_closes_everything_and_hands_over(
    administrator: User, liaison: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    at_work = client_of(liaison)
    at_work.get(PLACE)
    key = at_work.session.session_key
    UserSession.objects.create(user=liaison, session_key=key, ip="127.0.0.1", user_agent="x")
    issue_link(user=liaison, purpose=LinkPurpose.RESET, by=administrator)
    Draft.objects.create(user=liaison, page="/x/")
    grant = grant_of(liaison)
    typed = {f"successor_{grant.pk}": str(analyst.pk)}
    assert client_of(administrator).post(leave_address(liaison, "confirm/"), typed).status_code == 302
    liaison.refresh_from_db()
    grant.refresh_from_db()
    assert (liaison.is_active, liaison.closed_on) == (False, timezone.localdate())
    assert liaison.email == f"closed-{liaison.pk}@closed.invalid"
    assert not liaison.has_usable_password()
    assert (grant.revoked_by, grant.successor) == (administrator, analyst)
    assert not Session.objects.filter(session_key=key).exists()
    assert at_work.get(PLACE).status_code == 302
    assert not AccessLink.objects.filter(withdrawn_at=None).exists()
    assert not Draft.objects.exists()
    new = Grant.objects.get(user=analyst, role=Role.LIAISON)
    assert (new.starts, new.ends, new.granted_by) == (timezone.localdate(), grant.ends, administrator)
    assert not Client().login(username="liaison@example.org", password="una-clave-larga")


def test_a_successor_who_is_new_is_invited(
    administrator: User, liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    pk = grant_of(liaison).pk
    typed = {f"name_{pk}": "Sara Luna", f"email_{pk}": "sara@example.org"}
    answer = client_of(administrator).post(leave_address(liaison, "confirm/"), typed)
    assert answer.status_code == 200
    assert "/access/" in text_of(answer)
    sara = User.objects.get(email="sara@example.org")
    assert grant_of(sara).role == Role.LIAISON
    assert Grant.objects.get(pk=pk).successor == sara


def test_a_liaison_leaves_alone_and_names_who_takes_over(
    liaison: User, analyst: User, tuxtla: Territory, administrator: User, client_of: ClientOf
) -> None:
    """The name is kept for an administrator: nobody hands on a post that they could not give."""
    client, pk = client_of(liaison), grant_of(liaison).pk
    assert f"email_{pk}" not in text_of(client.get(leave_address(liaison)))
    typed = {f"successor_{pk}": str(analyst.pk), f"email_{pk}": "x@example.org", f"name_{pk}": "X"}
    answer = client.post(leave_address(liaison, "confirm/"), typed)
    assert answer.headers["Location"] == "/accounts/login/"
    assert client.get(PLACE).status_code == 302
    assert Grant.objects.get(pk=pk).successor == analyst
    assert not Grant.objects.filter(user=analyst, role=Role.LIAISON).exists()
    page = text_of(client_of(administrator).get(PLACE, {"standing": "ended"}))
    assert "Analyst quedó nombrada como relevo" in page


def test_leaving_is_refused_beyond_one_s_reach(
    tuxtla: Territory, tapachula: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    local, wide = make_administrator(tuxtla, "Local"), make_user("Wide")
    give_membership(wide, Role.OBSERVER, tapachula)
    give_membership(wide, Role.OBSERVER, tuxtla)
    words = "también tiene acceso a lugares que no son suyos"
    refuse(client_of(local), leave_address(wide, "confirm/"), {}, words)
    wide.refresh_from_db()
    assert wide.is_active
    assert AuditEntry.objects.latest("pk").changes == {"reason": "beyond_reach"}


@pytest.mark.parametrize("wrong", ["both", "half", "stranger", "themself"])
def test_a_wrong_successor_changes_nothing(
    administrator: User,
    liaison: User,
    analyst: User,
    stranger: User,
    tuxtla: Territory,
    client_of: ClientOf,
    wrong: str,
) -> None:
    pk = grant_of(liaison).pk
    typed = {
        "both": {f"successor_{pk}": str(analyst.pk), f"name_{pk}": "S", f"email_{pk}": "s@example.org"},
        "half": {f"email_{pk}": "s@example.org"},
        "stranger": {f"successor_{pk}": str(stranger.pk)},
        "themself": {f"successor_{pk}": str(liaison.pk)},
    }[wrong]
    for confirm in ("", "confirm/"):
        assert client_of(administrator).post(leave_address(liaison, confirm), typed).status_code == 422
    liaison.refresh_from_db()
    assert liaison.is_active
    assert grant_of(liaison).revoked_at is None


@pytest.mark.parametrize("email", ["LIAISON@example.org", "chief@example.org", "holder@example.org"])
def test_an_address_that_could_not_take_over_is_refused_before_anything_is_promised(
    administrator: User,
    liaison: User,
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
    email: str,
) -> None:
    """Their own address, that of the administrator, and that of somebody with a post elsewhere."""
    holder = make_user("Holder")
    give_post(holder, Role.ANALYST, tapachula)
    pk = grant_of(liaison).pk
    typed = {f"name_{pk}": "Otra", f"email_{pk}": email}
    for confirm in ("", "confirm/"):
        assert client_of(administrator).post(leave_address(liaison, confirm), typed).status_code == 422
    liaison.refresh_from_db()
    assert liaison.is_active
    assert Grant.objects.filter(role=Role.LIAISON).get().revoked_at is None


def test_who_has_an_account_is_promised_no_invitation(
    administrator: User, liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    make_user("Known")
    pk = grant_of(liaison).pk
    typed = {f"name_{pk}": "Known", f"email_{pk}": "known@example.org"}
    page = text_of(client_of(administrator).post(leave_address(liaison), typed))
    assert "Known (known@example.org), desde hoy hasta el fin del mismo plazo" in page


def test_a_successor_with_a_post_elsewhere_takes_everything_back(
    administrator: User, liaison: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    busy = make_user("Busy")
    give_membership(busy, Role.OBSERVER, tuxtla)
    give_post(busy, Role.ANALYST, tapachula)
    typed = {f"successor_{grant_of(liaison).pk}": str(busy.pk)}
    words = "Un puesto se ocupa en un solo municipio a la vez"
    refuse(client_of(administrator), leave_address(liaison, "confirm/"), typed, words)
    liaison.refresh_from_db()
    assert liaison.is_active
    assert grant_of(liaison).revoked_at is None
    assert [*AuditEntry.objects.values_list("action", flat=True)] == ["grant.refused"]


def test_leaving_elsewhere_wrong_role_bad_id_wrong_method(
    administrator: User,
    liaison: User,
    analyst: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
) -> None:
    for confirm in ("", "confirm/"):
        assert client_of(stranger).post(leave_address(analyst, confirm)).status_code == 404
        assert client_of(liaison).post(leave_address(analyst, confirm)).status_code == 403
        assert client_of(administrator).post(f"{PLACE}999999/leave/{confirm}").status_code == 404
        assert client_of(administrator).post(leave_address(stranger, confirm)).status_code == 404
        assert client_of(administrator).put(leave_address(analyst, confirm)).status_code == 405
    assert client_of(administrator).get(leave_address(analyst, "confirm/")).status_code == 405
    analyst.refresh_from_db()
    assert analyst.is_active


def test_a_former_member_may_be_forgotten(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client, address = client_of(administrator), f"{PLACE}{analyst.pk}/erase/"
    refuse(client, address, {}, "Cierre antes la cuenta")
    client.post(leave_address(analyst, "confirm/"))
    assert client.get(leave_address(analyst)).status_code == 404
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    analyst.refresh_from_db()
    assert analyst.name == ""
    assert "Persona que ya no participa" in text_of(client.get(f"{PLACE}{analyst.pk}/"))


def test_nobody_below_forgets_who_held_something_above(
    administrator: User, tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    wide, local = make_user("Wide"), make_administrator(tuxtla, "Local")
    give_membership(wide, Role.OBSERVER, chiapas)
    client_of(administrator).post(leave_address(wide, "confirm/"))
    assert "/erase/" not in text_of(client_of(local).get(f"{PLACE}{wide.pk}/"))
    assert client_of(local).post(f"{PLACE}{wide.pk}/erase/").status_code == 403
    wide.refresh_from_db()
    assert wide.name == "Wide"
    assert client_of(administrator).post(f"{PLACE}{wide.pk}/erase/").status_code == 302


def test_an_address_may_be_invited_again_after_leaving(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    from tests.people.granting import post_form

    client = client_of(administrator)
    client.post(leave_address(analyst, "confirm/"))
    assert client.post(PLACE + "invite/post/", post_form(email="analyst@example.org")).status_code == 200
    assert User.objects.get(email="analyst@example.org") != analyst


def test_a_grant_that_ended_by_itself_is_not_left_again(
    administrator: User, liaison: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    over = grant_of(analyst)
    over.starts, over.ends = (timezone.localdate() - dt.timedelta(days=days) for days in (9, 1))
    over.save()
    client_of(administrator).post(leave_address(analyst, "confirm/"))
    over.refresh_from_db()
    assert over.revoked_at is None
