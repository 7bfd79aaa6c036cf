"""The grants of one person that have not ended: in force, or still to begin."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from clrisk_site.people.models import Grant, User


def open_grants(user: User) -> QuerySet[Grant]:
    """Return what leaving would end."""
    unended = Q(ends__isnull=True) | Q(ends__gte=timezone.localdate())
    found = Grant.objects.filter(unended, user=user, revoked_at__isnull=True)
    return found.select_related("territory__level", "user").prefetch_related("subject").order_by("pk")
