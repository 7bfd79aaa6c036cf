"""The dated activities of the lines that a person may see."""

from collections.abc import Iterable

from django.db.models import QuerySet

from planning.models import LineActivity, Pilot


def activities_of(pilot: Pilot, statuses: Iterable[str]) -> QuerySet[LineActivity]:
    """Return the activities of a pilot by date, each with its line and the institution that leads it."""
    found = LineActivity.objects.filter(line__pilot=pilot, line__status__in=statuses)
    return found.select_related("line__lead").order_by("starts_on", "ends_on", "line__code", "pk")
