"""Sessions begin and end here, and the audit learns of it."""

import datetime as dt
import ipaddress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.acting import network_of
from clrisk_site.people.models import User


def note_sign_in(user: User) -> None:
    """Record that a person came in."""
    audit.note(by=user, territory=None, action="sign-in.succeed", subject=user)


def note_failed_sign_in(email: str) -> None:
    """Record a wrong password. What was typed as the address is not kept: it may be the password."""
    known = User.objects.filter(email__iexact=email).first() if email else None
    audit.note(by=None, territory=None, action="sign-in.fail", subject=known)


@transaction.atomic
def end_sessions(user: User, *, by: User, keep: str | None = None, only: int | None = None) -> int:
    """End sessions of a person on every computer.

    Parameters
    ----------
    keep : str, optional
        Key of a session that stays, usually the one in use.
    only : int, optional
        The one session of the list that ends.

    Returns
    -------
    int
        How many ended.
    """
    sessions = UserSession.objects.filter(user=user)
    if keep is not None:
        sessions = sessions.exclude(session_key=keep)
    if only is not None:
        sessions = sessions.filter(pk=only)
    keys = list(sessions.values_list("session_key", flat=True))
    if keys:
        Session.objects.filter(session_key__in=keys).delete()
        sessions.filter(session_key__in=keys).delete()
        audit.note(by=by, territory=None, action="session.end", subject=user, changes={"sessions": len(keys)})
    return len(keys)


@transaction.atomic
def change_password(request: HttpRequest, user: User, password: str) -> None:
    """Set a new password; the session in use gets a new key, all others end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, by=user, keep=request.session.session_key)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
    audit.note(by=user, territory=None, action="password.change", subject=user)


def sweep_sessions() -> int:
    """Forget sessions that are over, and the computers where they were; return how many sessions."""
    now = timezone.now()
    gone, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    longest = dt.timedelta(seconds=settings.SESSION_LONGEST_SECONDS)
    UserSession.objects.filter(created_at__lt=now - longest).delete()
    return gone


def cut_address(session: UserSession) -> None:
    """Keep of a visitor's address the network alone."""
    network = network_of(session.ip)
    session.ip = str(ipaddress.ip_network(network).network_address) if network else "0.0.0.0"  # noqa: S104 - no address
