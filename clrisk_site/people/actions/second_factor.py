"""Takes the second factor from a person who lost the device, and tells the audit of every change of one."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.actions.sessions import end_sessions
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


@transaction.atomic
def reset_second_factor(*, user: User, by: User, territory: Territory) -> bool:
    """Remove app and recovery codes of a person and end their sessions; the next sign-in sets up anew.

    Parameters
    ----------
    territory : Territory
        Where it was asked for, in whose history it stands.

    Returns
    -------
    bool
        Whether there was anything to remove.
    """
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return False
    end_sessions(user, by=by)
    audit.note(by=by, territory=territory, action="second-factor.reset", subject=user)
    return True


@transaction.atomic
def note_second_factor(user: User, what: str, *, keep: str | None) -> None:
    """Record a change that the person made; sessions on other computers end."""
    end_sessions(user, by=user, keep=keep)
    audit.note(by=user, territory=None, action=f"second-factor.{what}", subject=user)
