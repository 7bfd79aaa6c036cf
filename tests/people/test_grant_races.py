"""Grants given and ended at the same moment, on PostgreSQL: the rules hold, and nobody meets a deadlock."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clrisk_site.people.actions.access_links import issue_link
from clrisk_site.people.actions.give_grant import give_grant
from clrisk_site.people.actions.invite import invite
from clrisk_site.people.actions.leave import leave
from clrisk_site.people.actions.revoke_grant import revoke_grant
from clrisk_site.people.models import AuditEntry, Grant, GrantKind, LinkPurpose, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.terms import GrantTerms
from clrisk_site.places.models import Territory
from tests.cast import make_user
from tests.people.granting import make_administrator
from tests.people.test_concurrent_editing import Crowd

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

CROWD = 8
ROUNDS = 5


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    made = Crowd(CROWD)
    yield made
    made.leave()


def terms(territory: Territory, role: Role = Role.LIAISON) -> GrantTerms:
    today = timezone.localdate()
    return GrantTerms(GrantKind.POST, role, territory, today, today + dt.timedelta(days=90))


def kinds(answers: list[Any]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def together(crowd: Crowd, acts: list[Callable[[], Any]]) -> Counter[str]:
    return kinds(crowd.act(acts))


def test_of_many_liaisons_at_once_one_is_given(administrator: User, tuxtla: Territory, crowd: Crowd) -> None:
    people = [make_user(f"Wanted{number}") for number in range(CROWD)]
    acts: list[Callable[[], Any]] = [
        partial(give_grant, by=administrator, user=user, terms=terms(tuxtla)) for user in people
    ]
    assert together(crowd, acts) == {"Grant": 1, "RefusedError": CROWD - 1}
    assert Grant.objects.filter(role=Role.LIAISON).count() == 1
    assert AuditEntry.objects.filter(action="grant.refused").count() == CROWD - 1


def test_of_posts_in_two_municipalities_at_once_one_is_given(
    administrator: User, tuxtla: Territory, tapachula: Territory, crowd: Crowd
) -> None:
    user = make_user("Wanted")
    acts: list[Callable[[], Any]] = [
        partial(give_grant, by=administrator, user=user, terms=terms(place, Role.ANALYST))
        for place in [tuxtla, tapachula] * (CROWD // 2)
    ]
    assert together(crowd, acts) == {"Grant": 1, "RefusedError": CROWD - 1}


def test_administrators_who_end_each_other_leave_one(chiapas: Territory, crowd: Crowd) -> None:
    people = [make_administrator(chiapas, f"Chief{number}") for number in range(CROWD)]
    grants = [Grant.objects.get(user=user) for user in people]
    acts: list[Callable[[], Any]] = [
        partial(revoke_grant, grant=grants[number - 1], by=user) for number, user in enumerate(people)
    ]
    assert together(crowd, acts) == {"Grant": CROWD - 1, "RefusedError": 1}
    assert Grant.objects.current(timezone.localdate()).count() == 1


def test_leaving_inviting_and_links_at_once_meet_no_deadlock(
    administrator: User, tuxtla: Territory, crowd: Crowd
) -> None:
    for turn in range(ROUNDS):
        goes, stays = make_user(f"Goes{turn}"), make_user(f"Stays{turn}")
        for user in (goes, stays):
            give_grant(by=administrator, user=user, terms=terms(tuxtla, Role.ANALYST))
        email = f"new{turn}@example.org"
        ask = partial(invite, by=administrator, email=email, name="N", terms=terms(tuxtla, Role.ANALYST))
        close = partial(leave, by=administrator, user=goes, territory=tuxtla, successors={})
        link = partial(issue_link, by=administrator, purpose=LinkPurpose.RESET)
        acts: list[Callable[[], Any]] = [ask, ask, close, close]
        acts += [partial(link, user=goes), partial(link, user=stays), partial(link, user=goes), ask]
        answers = crowd.act(acts)
        wrong = [answer for answer in answers if isinstance(answer, Exception)]
        assert all(isinstance(error, RefusedError) for error in wrong), wrong
        assert User.objects.filter(email=email).count() == 1
        assert Grant.objects.filter(user__email=email).count() == 1
        goes.refresh_from_db()
        assert goes.closed_on is not None
