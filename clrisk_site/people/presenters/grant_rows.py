"""One grant in words: whose, as what, where, from when to when, and where it stands."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from clrisk_site.catalogue.moments import day_of
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.standing import GrantStanding, standing_of

_TAGS = {
    GrantStanding.NOT_BEGUN: "open",
    GrantStanding.IN_FORCE: "done",
    GrantStanding.ENDING: "warn",
    GrantStanding.ENDED: "closed",
    GrantStanding.REVOKED: "closed",
}


@dataclass(frozen=True)
class GrantRow:
    """What a table or a list says of one grant. `state` is one of components/tag.html."""

    pk: int
    person: User
    role: str
    reach: str
    term: str
    state: str
    standing: str
    note: str
    is_open: bool
    kind: str


def grant_row(grant: Grant, today: dt.date) -> GrantRow:
    """Put one grant into words; its user, territory, successor and subject are loaded."""
    standing = standing_of(grant, today)
    return GrantRow(
        pk=grant.pk,
        person=grant.user,
        role=role_of(grant),
        reach=reach_of(grant),
        term=term_of(grant),
        state=_TAGS[standing],
        standing=str(standing.label),
        note=_note(grant, standing, today),
        is_open=standing not in {GrantStanding.ENDED, GrantStanding.REVOKED},
        kind=grant.kind,
    )


def role_of(grant: Grant) -> str:
    """Return the role; of a seat, for whom it speaks and whether it is a substitute's."""
    if grant.kind != GrantKind.SEAT:
        return str(grant.get_role_display())
    sits = gettext("substitute") if grant.is_substitute else gettext("titular")
    return f"{grant.get_constituency_display()}, {sits}"


def reach_of(grant: Grant) -> str:
    """Return what the grant opens: a place with all below it, a municipality, a space or one record."""
    if grant.kind in (GrantKind.SEAT, GrantKind.RECORD):
        return str(grant.subject or gettext("A record that is gone"))
    if grant.kind == GrantKind.MEMBERSHIP:
        return gettext("%(place)s and all below it") % {"place": grant.territory}
    return str(grant.territory)


def term_of(grant: Grant) -> str:
    """Return the first and last day as far as they are known."""
    if grant.starts and grant.ends:
        days = {"first": date_format(grant.starts), "last": date_format(grant.ends)}
        return gettext("%(first)s to %(last)s") % days
    if grant.ends:
        return gettext("until %(day)s") % {"day": date_format(grant.ends)}
    first = grant.starts or grant.granted_at.date()
    return gettext("since %(day)s, without an end") % {"day": date_format(first)}


def _note(grant: Grant, standing: GrantStanding, today: dt.date) -> str:
    if standing == GrantStanding.ENDING and grant.ends:
        days = (grant.ends - today).days
        return gettext("%(days)s days left") % {"days": days} if days else gettext("last day today")
    if standing == GrantStanding.REVOKED and grant.revoked_at:
        day = gettext("on %(day)s") % {"day": day_of(grant.revoked_at)}
        if grant.successor:
            return gettext("%(day)s; %(name)s was named to take over") % {"day": day, "name": grant.successor}
        return day
    return ""
