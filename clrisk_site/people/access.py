"""Fetch and authorise in one call: a foreign object is 404, a wrong role 403."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clrisk_site.people.acting import current_visit, mark_denied
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class Reach:
    """One grant in force: a role and the path below which it holds."""

    role: Role
    path: str
    kind: GrantKind
    subject: tuple[int, int] | None

    def covers(self, path: str) -> bool:
        """Whether a territory path lies in the grant's reach."""
        return path == self.path or path.startswith(self.path + ".")


def reaches(user: User | AnonymousUser) -> tuple[Reach, ...]:
    """All grants of a person in force today; read once per request and kept on the user object."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    kept = cast("tuple[Reach, ...] | None", user.__dict__.get("reaches"))
    if kept is None:
        grants = Grant.objects.filter(user=user).current(timezone.localdate())
        kept = tuple(_reach(grant) for grant in grants.select_related("territory").order_by("id"))
        user.__dict__["reaches"] = kept  # lives as long as the request's user object
    return kept


def _reach(grant: Grant) -> Reach:
    named = grant.subject_type_id is not None and grant.subject_id is not None
    subject = (cast("int", grant.subject_type_id), cast("int", grant.subject_id)) if named else None
    return Reach(Role(grant.role), grant.territory.path, GrantKind(grant.kind), subject)


def may(user: User | AnonymousUser, permission: Permission, territory: Territory) -> bool:
    """Whether the person may do this here. A record grant opens its record only, never a territory."""
    return any(
        reach.covers(territory.path) and permission in ALLOWS[reach.role]
        for reach in reaches(user)
        if reach.kind != GrantKind.RECORD
    )


def _authorise(user: User | AnonymousUser, permission: Permission, territory: Territory) -> None:
    within = [
        reach for reach in reaches(user) if reach.kind != GrantKind.RECORD and reach.covers(territory.path)
    ]
    if not within:
        mark_denied(territory, foreign=True)
        raise Http404
    if not any(permission in ALLOWS[reach.role] for reach in within):
        mark_denied(territory, foreign=False)
        raise PermissionDenied


def territory_for(user: User | AnonymousUser, path: str, permission: Permission) -> Territory:
    """Fetch a territory that the person may use in this way.

    Raises
    ------
    Http404
        When no grant of the person reaches it, or it does not exist: both look the same.
    PermissionDenied
        When a grant reaches it but its role does not allow this.
    """
    territory = get_object_or_404(Territory.objects.select_related("level", "parent__parent"), path=path)
    _authorise(user, permission, territory)
    return territory


def record_for[R: Record](
    user: User | AnonymousUser, queryset: QuerySet[R], permission: Permission, **lookup: object
) -> R:
    """Fetch a record whose owner territory the person may use in this way; errors as in `territory_for`."""
    record = found_or_404(queryset.select_related("territory__parent__parent"), **lookup)
    _authorise(user, permission, record.territory)
    return record


def found_or_404[R: Record](queryset: QuerySet[R], **lookup: object) -> R:
    """Fetch a record; one that exists elsewhere, out of the visitor's reach, is noted as a refusal.

    Raises
    ------
    Http404
        When it is not among these; for the visitor both cases look the same.
    """
    try:
        return get_object_or_404(queryset, **lookup)
    except Http404:
        elsewhere = (
            queryset.model._default_manager.filter(pk=lookup.get("pk")).select_related("territory").first()
        )
        visit = current_visit()
        if elsewhere and visit and not _reached(visit.request.user, elsewhere.territory):
            mark_denied(elsewhere.territory, foreign=True)
        raise


def _reached(user: User | AnonymousUser, territory: Territory) -> bool:
    return any(reach.covers(territory.path) for reach in reaches(user))


def within_reach(user: User | AnonymousUser, permission: Permission, field: str = "path") -> Q:
    """Condition that keeps rows whose territory path (`field`) the person may use in this way."""
    condition = Q(pk__in=[])
    for reach in reaches(user):
        if reach.kind != GrantKind.RECORD and permission in ALLOWS[reach.role]:
            below = Q(**{f"{field}__gt": reach.path + ".", f"{field}__lt": reach.path + "/"})
            condition |= Q(**{field: reach.path}) | below
    return condition
