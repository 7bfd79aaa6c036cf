"""Fetches records as a municipality sees them: its own and those owned above it."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from clrisk_site.people.access import found_or_404, may, territory_for
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.owners import owner_paths


def seen_from[R: Record](territory: Territory, queryset: QuerySet[R], pk: int) -> R:
    """Fetch a record owned by a territory or above it; any other looks as if it did not exist."""
    owners = owner_paths(territory)
    return found_or_404(queryset.select_related("territory"), pk=pk, territory__path__in=owners)


def own_record[R: Record](
    request: HttpRequest, path: str, queryset: QuerySet[R], pk: int
) -> tuple[Territory, R]:
    """Fetch a record of this very territory for a person who may edit the mapping there."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return territory, found_or_404(queryset.select_related("territory"), pk=pk, territory=territory)


def editable_record[R: Record](
    request: HttpRequest, path: str, queryset: QuerySet[R], pk: int
) -> tuple[Territory, R]:
    """Fetch a record that is seen from a territory, for a person who may edit it where it is owned.

    Raises
    ------
    Http404
        If the person does not reach the territory, or the record is not seen from it.
    PermissionDenied
        If the record is owned above what the person may edit.
    """
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    record = seen_from(territory, queryset, pk)
    if not may_edit(request, record):
        raise PermissionDenied
    return territory, record


def may_edit(request: HttpRequest, record: Record) -> bool:
    """Whether the person may edit a record where it is owned."""
    return may(request.user, Permission.EDIT_MAPPING, record.territory)
