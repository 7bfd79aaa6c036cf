"""What comes next in the calendar of a pilot, and who holds a post or a seat in it."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, QuerySet, Value, When

from clrisk_site.people.models import Grant
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from planning.models import LineActivity, Pilot

MOST_DATES = 4
MOST_PEOPLE = 6
_ORDER = (Role.LIAISON, Role.AUTHORITY, Role.ANALYST, Role.COMMISSION_MEMBER)


def upcoming_activities(pilot: Pilot, statuses: Iterable[str], today: dt.date) -> QuerySet[LineActivity]:
    """Return the next activities of the visible lines that have not ended."""
    found = LineActivity.objects.filter(line__pilot=pilot, line__status__in=statuses, ends_on__gte=today)
    return found.select_related("line").order_by("starts_on", "pk")[:MOST_DATES]


def grants_of(territory: Territory, today: dt.date) -> QuerySet[Grant]:
    """Return the posts and seats in force in a municipality, the liaison first."""
    found = Grant.objects.current(today).filter(territory=territory, role__in=_ORDER, user__is_active=True)
    place = Case(*(When(role=role, then=Value(position)) for position, role in enumerate(_ORDER)))
    return found.select_related("user").order_by(place, "constituency", "user__name")[:MOST_PEOPLE]
