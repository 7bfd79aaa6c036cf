"""Notes a refused access: which address by its name, never its query or its body, and seldom enough."""

import hashlib
import logging

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

from clrisk_site.people import audit
from clrisk_site.people.acting import Denial
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

logger = logging.getLogger(__name__)

# One entry per person, address and territory in this time, and so many in all: no crawler may fill the chain.
SECONDS_BETWEEN = 10 * 60
ENTRIES_PER_HOUR = 60


def note_denial(request: HttpRequest, denial: Denial | None, status: int) -> None:
    """Add an "access.denied" entry to the chain of the place that was asked for.

    A refusal that no check of `people.access` marked is noted when its address names a territory and the
    answer was 403. Visitors who are not signed in are only counted in the ordinary log.
    """
    found = denial or _unmarked(request, status)
    if found is None:
        return
    match = request.resolver_match
    name = (match.view_name if match else "") or ""
    user = request.user
    if not isinstance(user, User):
        logger.info("access denied to a visitor: %s %s", name, status)
        return
    if not _is_due(user, name, found.territory):
        return
    changes = {"address": name, "method": request.method, "foreign": found.foreign}
    try:
        audit.note(by=user, territory=found.territory, action="access.denied", changes=changes)
    except DatabaseError:
        logger.exception("a refused access could not be noted: %s", name)


def _unmarked(request: HttpRequest, status: int) -> Denial | None:
    match = request.resolver_match
    path = match.kwargs.get("path") if match and status == 403 else None
    territory = Territory.objects.filter(path=path).first() if path else None
    return Denial(territory, foreign=False) if territory else None


def _is_due(user: User, name: str, territory: Territory) -> bool:
    what = hashlib.sha256(f"{user.pk} {name} {territory.path}".encode()).hexdigest()
    if not cache.add(f"denied-{what}", 1, SECONDS_BETWEEN):
        return False
    counter = f"denials-{user.pk}"
    cache.add(counter, 0, 60 * 60)
    if cache.incr(counter) > ENTRIES_PER_HOUR:
        logger.warning("person %s was refused more than %s times in an hour", user.pk, ENTRIES_PER_HOUR)
        return False
    return True
