"""Inviting and giving grants by form: what is made, what is refused in words, and what the audit keeps."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from clrisk_site.people.models import AccessLink, AuditEntry, Grant, GrantKind, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace
from tests.cast import ClientOf, give_membership, give_post, make_user
from tests.people.granting import PLACE, in_days, make_administrator, post_form, refuse, text_of

pytestmark = pytest.mark.django_db


def test_administrator_invites_and_the_link_is_shown_once(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    answer = client_of(administrator).post(PLACE + "invite/post/", post_form())
    assert answer.status_code == 200
    user = User.objects.get(email="nadia@example.org")
    grant = user.grants.get()
    assert (grant.kind, grant.role, grant.territory, grant.granted_by) == (
        GrantKind.POST,
        Role.ANALYST,
        tuxtla,
        administrator,
    )
    assert not user.has_usable_password()
    found = re.search(r"/access/([\w-]{40,})/", text_of(answer))
    assert found
    assert Client().get(found[0]).status_code == 200
    assert found[1] not in str(AuditEntry.objects.values_list("changes", "subject_label"))
    assert [*AuditEntry.objects.order_by("pk").values_list("action", flat=True)][:2] == [
        "user.create",
        "grant.create",
    ]


def test_letter_that_is_loaded_again_leads_to_the_person_with_a_way_to_a_new_link(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    client.post(PLACE + "invite/post/", post_form())
    page = text_of(client.post(PLACE + "invite/post/", post_form(), follow=True))
    assert "Nadia Ruiz ya tiene una invitación. Si el enlace se perdió, haga otro aquí." in page
    assert Grant.objects.filter(user__email="nadia@example.org").count() == 1
    assert AccessLink.objects.filter(withdrawn_at=None).count() == 1


def test_the_audit_never_learns_name_or_address(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client_of(administrator).post(PLACE + "invite/post/", post_form())
    kept = str(list(AuditEntry.objects.values()))
    assert "Nadia" not in kept
    assert "nadia@" not in kept


def test_an_account_that_exists_gets_the_grant_and_no_link(
    administrator: User, liaison: User, tuxtla: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    known = make_user("Known")
    typed = post_form(email="KNOWN@example.org", name="Otro nombre")
    answer = client_of(administrator).post(PLACE + "invite/post/", typed, follow=True)
    assert "ya tenía cuenta" in text_of(answer)
    known.refresh_from_db()
    assert known.name == "Known"
    assert known.grants.get().role == Role.ANALYST
    assert not AccessLink.objects.exists()


def test_liaison_gives_a_seat_to_a_substitute(
    liaison: User, tuxtla: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    typed = {
        "name": "Elsa Paz",
        "email": "elsa@example.org",
        "space": str(space.pk),
        "constituency": "workers",
        "sits_as": "substitute",
    }
    assert client_of(liaison).post(PLACE + "invite/seat/", typed).status_code == 200
    grant = Grant.objects.get(user__email="elsa@example.org")
    assert (grant.kind, grant.is_substitute, grant.subject) == (GrantKind.SEAT, True, space)


def test_titular_and_substitute_read_the_same(
    liaison: User, member: User, tuxtla: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    substitute = make_user("Substitute")
    grant = member.grants.get()
    grant.pk, grant.user, grant.is_substitute = None, substitute, True
    grant.save()
    for user in (member, substitute):
        assert client_of(user).get("/t/MX.07.101/mapping/").status_code == 200
        assert client_of(user).get(PLACE).status_code == 403


def test_a_seat_in_another_municipality_s_space_cannot_be_chosen(
    liaison: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    foreign = CoordinationSpace.objects.create(territory=tapachula, name="Otra", level="municipal")
    typed = {
        "name": "Elsa Paz",
        "email": "elsa@example.org",
        "space": str(foreign.pk),
        "constituency": "workers",
        "sits_as": "titular",
    }
    assert client_of(liaison).post(PLACE + "invite/seat/", typed).status_code == 422
    assert not User.objects.filter(email="elsa@example.org").exists()


def test_membership_is_given_no_higher_than_one_s_own(
    tuxtla: Territory, chiapas: Territory, client_of: ClientOf
) -> None:
    local = make_administrator(tuxtla, "Local")
    typed = {"name": "Olga", "email": "olga@example.org", "role": "observer"}
    client = client_of(local)
    assert client.post("/t/MX.07/people/invite/membership/", typed).status_code == 404
    assert client.post("/t/MX/people/invite/membership/", typed).status_code == 404
    assert client.post(PLACE + "invite/membership/", typed).status_code == 200
    assert Grant.objects.get(user__email="olga@example.org").territory == tuxtla


def test_a_mistyped_year_of_a_membership_is_asked_about(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    typed = {"name": "Olga", "email": "olga@example.org", "role": "observer", "ends": "30/09/2207"}
    words = "Esto duraría hasta el 30 de septiembre de 2207. Se dan como máximo 10 años"
    refuse(client_of(administrator), PLACE + "invite/membership/", typed, words)


def refused(reason: str) -> bool:
    """Whether the audit keeps the attempt, and nothing else happened after it."""
    newest = AuditEntry.objects.latest("pk")
    return newest.action == "grant.refused" and newest.changes["reason"] == reason


def test_a_post_in_two_municipalities_is_refused(
    administrator: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    busy = make_user("Busy")
    give_post(busy, Role.ANALYST, tapachula)
    words = "Esta persona ocupa un puesto en Tapachula hasta el"
    refuse(client_of(administrator), PLACE + "invite/post/", post_form(email=busy.email), words)
    assert busy.grants.count() == 1
    assert refused("post_in_two_municipalities")
    later = post_form(email=busy.email, starts=in_days(301), ends=in_days(400))
    assert client_of(administrator).post(PLACE + "invite/post/", later).status_code == 302


def test_the_other_municipality_is_not_named_to_who_does_not_reach_it(
    tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    busy, local = make_user("Busy"), make_administrator(tuxtla, "Local")
    give_post(busy, Role.ANALYST, tapachula)
    answer = client_of(local).post(PLACE + "invite/post/", post_form(email=busy.email))
    assert answer.status_code == 422
    assert "Tapachula" not in text_of(answer)
    assert "ocupa un puesto en otro lugar" in text_of(answer)


@pytest.mark.parametrize(
    ("more", "words", "reason"),
    [
        ({"starts": in_days(10), "ends": in_days(9)}, "terminaría antes de empezar", "ends_before_it_starts"),
        ({"starts": in_days(-20), "ends": in_days(-1)}, "ya habría terminado", "already_over"),
        ({"ends": "22/11/2999"}, "Se dan como máximo 6 años a la vez. Revise el año.", "too_long"),
        ({"starts": in_days(800), "ends": in_days(900)}, "dentro de más de 2 años. Revise", "too_far_ahead"),
        ({"email": "chief@example.org"}, "Nadie se da acceso a sí mismo", "to_oneself"),
    ],
)
def test_a_mandate_or_person_that_cannot_be_is_refused(
    administrator: User,
    tuxtla: Territory,
    client_of: ClientOf,
    more: dict[str, str],
    words: str,
    reason: str,
) -> None:
    before = Grant.objects.count(), User.objects.count()
    refuse(client_of(administrator), PLACE + "invite/post/", post_form(**more), words)
    assert (Grant.objects.count(), User.objects.count()) == before
    assert refused(reason)


@pytest.mark.parametrize(
    "more",
    [
        {"email": "no-es-correo"},
        {"name": ""},
        {"role": "administrator"},
        {"starts": "ayer"},
        {"ends": ""},
        {"name": "x" * 200},
    ],
)
def test_bad_input_leaves_nothing_behind(
    administrator: User, tuxtla: Territory, client_of: ClientOf, more: dict[str, str]
) -> None:
    before = Grant.objects.count(), User.objects.count(), AuditEntry.objects.count()
    assert client_of(administrator).post(PLACE + "invite/post/", post_form(**more)).status_code == 422
    assert (Grant.objects.count(), User.objects.count(), AuditEntry.objects.count()) == before


def test_one_liaison_at_a_time_and_the_form_offers_to_end_the_mandate(
    administrator: User, liaison: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    answer = client_of(administrator).post(PLACE + "invite/post/", post_form(role="liaison"))
    assert answer.status_code == 422
    assert "Liaison ocupa este puesto hasta el" in text_of(answer)
    assert f"{PLACE}grants/{liaison.grants.get().pk}/end/" in text_of(answer)
    after = post_form(role="liaison", starts=in_days(301), ends=in_days(500))
    assert client_of(administrator).post(PLACE + "invite/post/", after).status_code == 200
    assert client_of(administrator).post(PLACE + "invite/post/", post_form()).status_code == 200


def test_the_same_grant_twice_is_refused(
    administrator: User, analyst: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    words = "Esta persona ya lo tiene aquí"
    address = f"{PLACE}{analyst.pk}/grants/post/"
    typed = {"role": "analyst", "starts": in_days(0), "ends": in_days(30)}
    refuse(client_of(administrator), address, typed, words)
    assert analyst.grants.count() == 1


def test_a_person_of_the_place_gets_one_more_grant(
    administrator: User, analyst: User, tuxtla: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    typed = {"space": str(space.pk), "constituency": "government", "sits_as": "titular"}
    answer = client_of(administrator).post(f"{PLACE}{analyst.pk}/grants/seat/", typed)
    assert answer.headers["Location"] == f"{PLACE}{analyst.pk}/"
    assert analyst.grants.count() == 2


def test_extra_fields_change_nothing(
    administrator: User, tuxtla: Territory, tapachula: Territory, client_of: ClientOf
) -> None:
    extra = {
        "territory": str(tapachula.pk),
        "kind": "membership",
        "is_active": "",
        "granted_by": "1",
        "is_staff": "1",
        "closed_on": "2026-01-01",
        "user": str(administrator.pk),
    }
    client_of(administrator).post(PLACE + "invite/post/", post_form(**extra))
    user = User.objects.get(email="nadia@example.org")
    grant = user.grants.get()
    assert (grant.territory, grant.kind, grant.granted_by) == (tuxtla, GrantKind.POST, administrator)
    assert user.is_active
    assert user.closed_on is None


def test_other_place_wrong_role_bad_id_wrong_method(
    administrator: User,
    liaison: User,
    member: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
) -> None:
    invite, give = PLACE + "invite/post/", f"{PLACE}{member.pk}/grants/post/"
    for address in (invite, give):
        assert client_of(stranger).post(address, post_form()).status_code == 404
        assert client_of(liaison).post(address, post_form()).status_code == 403
        assert client_of(member).post(address, post_form()).status_code == 403
        assert client_of(administrator).put(address).status_code == 405
    assert client_of(administrator).get(PLACE + "invite/record/").status_code == 404
    assert client_of(administrator).get(PLACE + "invite/nothing/").status_code == 404
    assert client_of(administrator).get(f"{PLACE}999999/grants/post/").status_code == 404
    foreign = f"/t/MX.07.089/people/{member.pk}/grants/post/"
    assert client_of(administrator).get(foreign).status_code == 404
    assert client_of(administrator).get("/t/MX.07/people/invite/post/").status_code == 404
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_liaison_cannot_get_the_link_of_somebody_who_may_do_more(
    liaison: User, tuxtla: Territory, chiapas: Territory, space: CoordinationSpace, client_of: ClientOf
) -> None:
    """Whoever holds an invitation becomes that person."""
    invited = User.objects.create_user("future@example.org", name="Future")
    give_membership(invited, Role.ADMINISTRATOR, chiapas)
    typed = {
        "name": "Future",
        "email": invited.email,
        "space": str(space.pk),
        "constituency": "workers",
        "sits_as": "titular",
    }
    answer = client_of(liaison).post(PLACE + "invite/seat/", typed, follow=True)
    assert "ya le invitaron otras personas" in text_of(answer)
    assert not AccessLink.objects.exists()
    assert client_of(liaison).post(f"{PLACE}{invited.pk}/link/").status_code == 403


def test_a_change_of_roles_asks_for_the_password_again(
    administrator: User, tuxtla: Territory, client_of: ClientOf
) -> None:
    client = client_of(administrator)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(PLACE + "invite/post/", post_form())
    assert answer.status_code == 302
    assert "/account/confirm/" in answer.headers["Location"]
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_the_database_refuses_a_grant_to_oneself(administrator: User, tuxtla: Territory) -> None:
    from django.db import IntegrityError, transaction

    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            user=administrator,
            granted_by=administrator,
            kind=GrantKind.POST,
            role=Role.LIAISON,
            territory=tuxtla,
            starts=today,
            ends=today + dt.timedelta(days=1),
        )
