"""One frozen version, for a person who may read the record it belongs to."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from clrisk_site.people.access import territory_for
from clrisk_site.people.freezable import Freezable, freezable_of
from clrisk_site.people.models import Snapshot, User


def frozen_version_for(user: User | AnonymousUser, path: str, pk: int) -> tuple[Snapshot, Freezable]:
    """Fetch a version of a territory and how its kind of record freezes.

    Raises
    ------
    Http404
        When it does not exist, no grant reaches it, or its kind is not shown: all look the same.
    PermissionDenied
        When a grant reaches it but its role does not open the record's page.
    """
    versions = Snapshot.objects.select_related("frozen_by", "subject_type", "territory")
    snapshot = get_object_or_404(versions, pk=pk, territory__path=path)
    kind = freezable_of(snapshot.subject_type)
    if kind is None:
        raise Http404
    snapshot.territory = territory_for(user, path, kind.view)
    return snapshot, kind


def earlier_versions(snapshot: Snapshot) -> list[Snapshot]:
    """Return the other versions of the same record and, where it has none, of its kind in the territory."""
    same_kind = Snapshot.objects.filter(
        territory=snapshot.territory,
        subject_type_id=snapshot.subject_type_id,
        frozen_at__lte=snapshot.frozen_at,
    ).exclude(pk=snapshot.pk)
    of_record = list(same_kind.filter(subject_id=snapshot.subject_id).order_by("-number"))
    return of_record or list(same_kind.order_by("-frozen_at", "-pk"))
