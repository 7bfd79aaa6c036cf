"""Reach and permission: a foreign object is 404, a wrong role 403, an ended grant opens nothing."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clrisk_site.people.access import may, reaches, record_for, territory_for, within_reach
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import ALLOWS, ROLE_LABELS, Permission, Role
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace
from tests.cast import give_membership, give_post, make_user


def test_own_municipality_opens(liaison: User, tuxtla: Territory) -> None:
    assert territory_for(liaison, tuxtla.path, Permission.EDIT_MAPPING) == tuxtla


def test_other_municipality_looks_like_none(stranger: User, tuxtla: Territory) -> None:
    with pytest.raises(Http404):
        territory_for(stranger, tuxtla.path, Permission.VIEW_PUBLISHED)
    with pytest.raises(Http404):
        territory_for(stranger, "MX.99.999", Permission.VIEW_PUBLISHED)


def test_wrong_role_is_forbidden(member: User, tuxtla: Territory) -> None:
    with pytest.raises(PermissionDenied):
        territory_for(member, tuxtla.path, Permission.EDIT_MAPPING)


def test_a_post_does_not_reach_the_state_above(liaison: User, chiapas: Territory) -> None:
    with pytest.raises(Http404):
        territory_for(liaison, chiapas.path, Permission.VIEW_PUBLISHED)


def test_membership_reaches_all_below_and_not_its_neighbours(coordinator: User, tuxtla: Territory) -> None:
    neighbour = Territory.objects.create(
        path="MX.070", code="070", name="Vecino", level=tuxtla.level, parent=tuxtla.parent
    )
    assert may(coordinator, Permission.OPEN_PILOT, tuxtla)
    assert not may(coordinator, Permission.VIEW_PUBLISHED, neighbour)


@pytest.mark.parametrize(
    ("starts", "ends", "open_today"),
    [(-10, -1, False), (-10, 0, True), (0, 10, True), (1, 10, False)],
    ids=["ended yesterday", "last day", "first day", "not begun"],
)
def test_a_post_holds_from_its_first_to_its_last_day(
    tuxtla: Territory, starts: int, ends: int, open_today: bool
) -> None:
    user = make_user("Brief")
    today = timezone.localdate()
    Grant.objects.create(
        user=user,
        kind=GrantKind.POST,
        role=Role.LIAISON,
        territory=tuxtla,
        starts=today + dt.timedelta(days=starts),
        ends=today + dt.timedelta(days=ends),
    )
    assert may(user, Permission.EDIT_MAPPING, tuxtla) is open_today


def test_revoked_grant_and_closed_account_open_nothing(tuxtla: Territory, coordinator: User) -> None:
    user = make_user("Gone")
    grant = give_post(user, Role.LIAISON, tuxtla)
    grant.revoked_at, grant.revoked_by = timezone.now(), coordinator
    grant.save()
    assert reaches(user) == ()
    coordinator.is_active = False
    assert not may(coordinator, Permission.VIEW_PUBLISHED, tuxtla)
    assert not may(AnonymousUser(), Permission.VIEW_PUBLISHED, tuxtla)


def test_record_grant_opens_no_territory(tuxtla: Territory, space: CoordinationSpace) -> None:
    user = make_user("Owner")
    today = timezone.localdate()
    Grant.objects.create(
        user=user,
        kind=GrantKind.RECORD,
        role=Role.PROGRAMME_OWNER,
        territory=tuxtla,
        subject_type=ContentType.objects.get_for_model(CoordinationSpace),
        subject_id=space.pk,
        starts=today,
        ends=today,
    )
    with pytest.raises(Http404):
        territory_for(user, tuxtla.path, Permission.VIEW_PUBLISHED)


def test_record_is_found_only_in_reach(liaison: User, stranger: User, space: CoordinationSpace) -> None:
    spaces = CoordinationSpace.objects.all()
    assert record_for(liaison, spaces, Permission.EDIT_MAPPING, pk=space.pk) == space
    with pytest.raises(Http404):
        record_for(stranger, spaces, Permission.EDIT_MAPPING, pk=space.pk)


def test_lists_hold_only_what_is_in_reach(liaison: User, coordinator: User, tapachula: Territory) -> None:
    def seen(user: User) -> set[str]:
        condition = within_reach(user, Permission.VIEW_MAPPING)
        return set(Territory.objects.filter(condition).values_list("path", flat=True))

    assert seen(liaison) == {"MX.07.101"}
    assert seen(coordinator) == {"MX.07", "MX.07.101", "MX.07.089"}
    assert seen(make_user("Nobody")) == set()


def test_every_role_has_a_row_and_a_label() -> None:
    assert set(ALLOWS) == set(ROLE_LABELS) == set(Role)


def test_ilo_officers_and_observers_change_nothing() -> None:
    for role in (Role.ILO_OFFICER, Role.OBSERVER, Role.COMMISSION_MEMBER):
        assert not [p for p in ALLOWS[role] if not p.startswith("view_")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": GrantKind.POST, "role": Role.COORDINATOR},
        {"kind": GrantKind.POST, "role": Role.LIAISON},
        {"kind": GrantKind.SEAT, "role": Role.COMMISSION_MEMBER},
        {"kind": GrantKind.MEMBERSHIP, "role": Role.OBSERVER, "subject_id": 1},
    ],
    ids=["role of another kind", "post without end", "seat without space", "membership with a subject"],
)
def test_the_database_refuses_impossible_grants(tuxtla: Territory, wrong: dict[str, object]) -> None:
    user = make_user("Wrong")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, territory=tuxtla, **wrong)


def test_reach_is_read_once_per_request(
    tuxtla: Territory, tapachula: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = make_user("Busy")
    give_post(user, Role.LIAISON, tuxtla)
    give_membership(user, Role.OBSERVER, tapachula)
    with django_assert_num_queries(1):
        assert may(user, Permission.EDIT_MAPPING, tuxtla)
        assert not may(user, Permission.EDIT_MAPPING, tapachula)
