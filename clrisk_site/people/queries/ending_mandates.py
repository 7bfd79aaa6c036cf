"""The mandates in a municipality that end within thirty days."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from clrisk_site.people.models import Grant, GrantKind
from clrisk_site.people.standing import SOON
from clrisk_site.places.models import Territory


def ending_mandates(territory: Territory, today: dt.date) -> QuerySet[Grant]:
    """Return posts and seats of the place that end soon and were not renewed, the first to end first."""
    renewed = Grant.objects.filter(
        user=OuterRef("user"),
        role=OuterRef("role"),
        territory=territory,
        starts__gt=OuterRef("ends"),
        revoked_at__isnull=True,
    )
    ending = Grant.objects.current(today).filter(
        territory=territory,
        kind__in=[GrantKind.POST, GrantKind.SEAT],
        ends__lte=today + SOON,
        user__is_active=True,
    )
    return ending.exclude(Exists(renewed)).select_related("user").order_by("ends", "pk")
