"""Who may do what in a place: its own grants, and the memberships that reach it from above."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from clrisk_site.people.models import Grant, GrantKind
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class PlaceBelow:
    """How many people have something in force in a place further down."""

    path: str
    name: str
    people: int


def grants_reaching(territory: Territory) -> QuerySet[Grant]:
    """Return every grant, of today or of earlier, that opens or opened the place."""
    here = Q(territory=territory)
    above = Q(kind=GrantKind.MEMBERSHIP, territory__path__in=territory.ancestor_paths)
    found = Grant.objects.filter(here | above).select_related("user", "territory", "successor")
    return found.prefetch_related("subject").order_by("user__name", "pk")


def places_below(territory: Territory) -> list[PlaceBelow]:
    """Return the places further down where anybody has a grant of their own."""
    current = Grant.objects.current(timezone.localdate()).filter(
        territory__path__gt=territory.path + ".", territory__path__lt=territory.path + "/"
    )
    rows = current.values("territory__path", "territory__name").annotate(people=Count("user", distinct=True))
    return [
        PlaceBelow(row["territory__path"], row["territory__name"], row["people"])
        for row in rows.order_by("territory__name")
    ]
