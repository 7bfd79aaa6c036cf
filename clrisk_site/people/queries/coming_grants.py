"""Grants of a person that begin on a later day."""

from django.db.models import QuerySet
from django.utils import timezone

from clrisk_site.people.models import Grant, GrantKind, User


def coming_grants(user: User) -> QuerySet[Grant]:
    """Return what will open to a person, the nearest first."""
    later = Grant.objects.filter(user=user, revoked_at=None, starts__gt=timezone.localdate())
    return later.exclude(kind=GrantKind.RECORD).select_related("territory").order_by("starts", "pk")
