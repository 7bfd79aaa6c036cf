"""The action lines of a pilot, and which of them a person may see."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.models import LocalOffer
from planning.models import ActionLine, LineStatus, Pilot

SUBMITTED_ON = frozenset(set(LineStatus.values) - {LineStatus.DRAFT.value})
EVERY_STATUS = frozenset(LineStatus.values)
INACTIVE = frozenset({LineStatus.PAUSED.value, LineStatus.DONE.value})


def visible_statuses(user: User | AnonymousUser, territory: Territory) -> frozenset[str]:
    """Return the statuses that the person may see: drafts for the posts, the rest once submitted."""
    if may(user, Permission.VIEW_DRAFTS, territory):
        return EVERY_STATUS
    return SUBMITTED_ON if may(user, Permission.VIEW_SUBMITTED, territory) else frozenset()


def lines_visible_to(user: User | AnonymousUser, territory: Territory) -> QuerySet[ActionLine]:
    """Return the lines of a municipality that the person may see."""
    return ActionLine.objects.filter(territory=territory, status__in=visible_statuses(user, territory))


def with_gate_links(lines: QuerySet[ActionLine]) -> QuerySet[ActionLine]:
    """Read lines with what lists and the gate need, in a fixed number of queries."""
    return lines.select_related("lead").prefetch_related("zones", _offers(), "indicators")


def _offers() -> Prefetch[str]:
    return Prefetch("offers", queryset=LocalOffer.objects.select_related("programme__institution"))


def with_all_links(lines: QuerySet[ActionLine]) -> QuerySet[ActionLine]:
    """Read lines with everything that their own page shows."""
    return with_gate_links(lines).prefetch_related("factors", "co_responsible", "activities")


def lines_of(pilot: Pilot, statuses: Iterable[str] = EVERY_STATUS) -> list[ActionLine]:
    """Return the lines of a pilot as the gate needs them, by code."""
    lines = ActionLine.objects.filter(pilot=pilot, status__in=statuses).order_by("code")
    return list(with_gate_links(lines))
