"""Issues, withdraws and redeems access links. Of a token only the hash is stored; it is shown once."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from clrisk_site.people import audit
from clrisk_site.people.actions.sessions import end_sessions
from clrisk_site.people.models import AccessLink, Grant, LinkPurpose, User

LIFETIMES: Mapping[str, dt.timedelta] = {
    LinkPurpose.INVITATION: dt.timedelta(days=7),
    LinkPurpose.RESET: dt.timedelta(hours=24),
    LinkPurpose.RECORD: dt.timedelta(days=30),
}


class Refusal(StrEnum):
    """Why a link is not taken."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class LinkRefusedError(Exception):
    """A link that lets nobody in; `link` is None when it was never issued."""

    def __init__(self, refusal: Refusal, link: AccessLink | None = None) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.link = link


@dataclass(frozen=True)
class IssuedLink:
    """A stored link together with its token, which exists nowhere else."""

    link: AccessLink
    token: str = field(repr=False)


@transaction.atomic
def issue_link(
    *,
    user: User,
    purpose: LinkPurpose,
    by: User | None,
    grant: Grant | None = None,
    lifetime: dt.timedelta | None = None,
) -> IssuedLink:
    """Make a link for a person; their earlier ones of the same purpose, or for the same record, end.

    Parameters
    ----------
    by : User or None
        Who issues it; None for a command run by the system's owner.
    grant : Grant, optional
        What the link is about; a link for a record names the grant to that record.
    lifetime : timedelta, optional
        Else seven days for an invitation, a day for a new password, thirty days for a record.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two issued at once would both stay open
    earlier = AccessLink.objects.filter(user=user, purpose=purpose, **_still_open())
    if purpose == LinkPurpose.RECORD:
        earlier = earlier.filter(grant=grant)
    now = timezone.now()
    if by is None:
        earlier.update(expires_at=now)
    else:
        earlier.update(withdrawn_at=now, withdrawn_by=by)
    token = secrets.token_urlsafe(32)
    link = AccessLink.objects.create(
        purpose=purpose,
        user=user,
        grant=grant,
        token_hash=hash_of(token),
        created_by=by,
        expires_at=now + (lifetime or LIFETIMES[purpose]),
    )
    _note(link, by=by, action="access-link.issue")
    return IssuedLink(link, token)


@transaction.atomic
def withdraw_link(link: AccessLink, *, by: User) -> None:
    """Let a link end that nobody has used; one that has ended stays as it is."""
    now = timezone.now()
    if AccessLink.objects.filter(pk=link.pk, **_still_open()).update(withdrawn_at=now, withdrawn_by=by):
        _note(link, by=by, action="access-link.withdraw")


@transaction.atomic
def redeem_link(token: str, *, password: str) -> AccessLink:
    """Spend a link on a new password: of two at once one wins, and a weak password spends nothing.

    Raises
    ------
    LinkRefusedError
        When the link was never issued, has ended, or is used up.
    ValidationError
        When the password is too weak; the link stays open.
    """
    link = usable_link(token, LinkPurpose.INVITATION, LinkPurpose.RESET)
    validate_password(password, link.user)
    # The account before its links, as every writer of links: two who meet wait for each other in turn.
    user = User.objects.select_for_update().get(pk=link.user_id)
    won = AccessLink.objects.filter(pk=link.pk, **_still_open()).update(used_at=timezone.now())
    if not won:
        raise LinkRefusedError(Refusal.USED, link)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, by=user)
    # An open link of the other purpose would be a second key to the same door.
    others = AccessLink.objects.filter(user=user, **_still_open()).exclude(purpose=LinkPurpose.RECORD)
    others.update(withdrawn_at=timezone.now(), withdrawn_by=user)
    _note(link, by=user, action="access-link.use")
    return link


def usable_link(token: str, *purposes: LinkPurpose) -> AccessLink:
    """Return the open link of a token, for one of these purposes, with its person and grant.

    Raises
    ------
    LinkRefusedError
        When there is none, with the reason.
    """
    found = AccessLink.objects.filter(token_hash=hash_of(token), purpose__in=purposes)
    link = found.select_related("user", "grant__territory", "created_by").first()
    if link is None:
        raise LinkRefusedError(Refusal.UNKNOWN)
    refusal = _why_not(link)
    if refusal is not None:
        raise LinkRefusedError(refusal, link)
    return link


def note_refusal(error: LinkRefusedError) -> None:
    """Record that somebody came with a link that is not taken; the token itself is never written."""
    link = error.link
    audit.note(
        by=None,
        territory=link.grant.territory if link and link.grant else None,
        action="access-link.refuse",
        subject=link,
        changes={"reason": str(error.refusal)},
    )


def hash_of(token: str) -> str:
    """Return what is stored of a token. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _why_not(link: AccessLink) -> Refusal | None:
    if link.used_at is not None:
        return Refusal.USED
    if link.withdrawn_at is not None:
        return Refusal.WITHDRAWN
    if link.expires_at <= timezone.now():
        return Refusal.EXPIRED
    return None if link.user.is_active else Refusal.CLOSED


def _still_open() -> dict[str, object]:
    return {"used_at": None, "withdrawn_at": None, "expires_at__gt": timezone.now()}


def _note(link: AccessLink, *, by: User | None, action: str) -> None:
    territory = link.grant.territory if link.grant else None
    changes = {"purpose": str(link.purpose), "until": link.expires_at}
    audit.note(by=by, territory=territory, action=action, subject=link, changes=changes)
