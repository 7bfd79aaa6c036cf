"""Where a person is signed in now. Rows of sessions that died by themselves are left out."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from clrisk_site.people.models import User


def open_sessions(user: User) -> list[UserSession]:
    """Return the sessions of a person that still open pages."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(UserSession.objects.filter(user=user, session_key__in=alive))
