"""Who may read which note: open ones with the mapping, restricted ones in the team, others their writer."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from mapping.models import Handling, Interview, InterviewNote


def notes_readable_by(user: User | AnonymousUser, territory: Territory) -> QuerySet[InterviewNote]:
    """Return the notes of a territory that a person may read there; the only way to them for a page.

    Whoever may not look at the mapping reads none, not even what they once wrote.
    """
    notes = InterviewNote.objects.filter(territory=territory).select_related("theme", "interview")
    if not may(user, Permission.VIEW_MAPPING, territory):
        return notes.none()
    readable = Q(handling=Handling.OPEN)
    if reads_restricted(user, territory):
        readable |= Q(handling=Handling.RESTRICTED)
    if isinstance(user, User):
        readable |= Q(handling=Handling.OFF_THE_RECORD, created_by=user)
    return notes.filter(readable)


def open_notes(interview: Interview) -> QuerySet[InterviewNote]:
    """Return the notes that may leave the site."""
    return InterviewNote.objects.filter(interview=interview, handling=Handling.OPEN).select_related("theme")


def reads_restricted(user: User | AnonymousUser, territory: Territory) -> bool:
    """Whether a person may read restricted notes, names, incentives and capabilities of this territory."""
    return may(user, Permission.VIEW_RESTRICTED, territory)
