"""The page of one person: what they may do where, from the table of permissions, and how they sign in."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import day_of
from clrisk_site.people.models import AccessLink, Grant, GrantKind, User
from clrisk_site.people.permission_words import Allowed, allowed_in_words
from clrisk_site.people.permissions import ALLOWS, Role
from clrisk_site.people.presenters.grant_rows import reach_of, role_of
from clrisk_site.people.standing import is_in_force

MOST_NAMED = 3


@dataclass(frozen=True)
class Doings:
    """One grant in force with all that it allows."""

    role: str
    reach: str
    explanation: str
    allowed: Sequence[Allowed]


def doings_of(grants: Iterable[Grant], today: dt.date) -> list[Doings]:
    """Say of each grant in force what it lets the person do."""
    in_force = [one for one in grants if is_in_force(one, today)]
    order = list(Role)
    rank = {GrantKind.POST: 0, GrantKind.SEAT: 1}  # what somebody does here stands before what reaches far
    in_force.sort(key=lambda one: (rank.get(GrantKind(one.kind), 2), order.index(Role(one.role)), one.pk))
    return [_doings(one) for one in in_force]


def _doings(grant: Grant) -> Doings:
    if grant.kind == GrantKind.RECORD:
        words = gettext("Sees this one record by link, and fills in what the municipality asks.")
        return Doings(role_of(grant), reach_of(grant), words, ())
    return Doings(
        str(grant.get_role_display()),
        reach_of(grant),
        _EXPLANATIONS[GrantKind(grant.kind)](grant),
        allowed_in_words(ALLOWS[Role(grant.role)]),
    )


def _explain_seat(grant: Grant) -> str:
    return role_of(grant)


def _explain_post(grant: Grant) -> str:
    return gettext("In this municipality, until %(day)s.") % {
        "day": date_format(grant.ends) if grant.ends else ""
    }


def _explain_membership(grant: Grant) -> str:
    if grant.ends:
        return gettext("Until %(day)s.") % {"day": date_format(grant.ends)}
    return gettext("Without an end.")


_EXPLANATIONS = {
    GrantKind.SEAT: _explain_seat,
    GrantKind.POST: _explain_post,
    GrantKind.MEMBERSHIP: _explain_membership,
}


def person_lead(person: User, doings: Sequence[Doings]) -> str:
    """Say in a sentence what the person is here today."""
    if person.closed_on is not None:
        return gettext("This person left. Their account was closed on %(day)s.") % {
            "day": date_format(person.closed_on)
        }
    if not doings:
        return gettext("Nothing is open to this person here today.")
    words = gettext("%(role)s: %(reach)s.")
    named = [words % {"role": one.role, "reach": one.reach} for one in doings[:MOST_NAMED]]
    more = len(doings) - MOST_NAMED
    if more > 0:
        also = ngettext("And %(count)s more grant.", "And %(count)s more grants.", more)
        named.append(also % {"count": more})
    return " ".join(named)


def sign_in_words(person: User, links: Sequence[AccessLink]) -> str:
    """Say whether the person has signed in, or waits with a link."""
    if person.closed_on is not None:
        return gettext("The account is closed. Nobody can sign in with it.")
    if person.last_login is not None:
        return gettext("Signed in last on %(day)s.") % {"day": day_of(person.last_login)}
    invitations = [link for link in links if link.purpose == "invitation"]
    if invitations:
        until = day_of(invitations[0].expires_at)
        return gettext("Has not signed in yet. The invitation is open until %(day)s.") % {"day": until}
    if person.has_usable_password():
        return gettext("Has a password and has not signed in yet.")
    return gettext("Has not signed in yet, and no invitation is open.")


def elsewhere_words(count: int) -> str:
    """Say to administrators that there is more than they see here."""
    if not count:
        return ""
    return ngettext("And %(count)s grant elsewhere.", "And %(count)s grants elsewhere.", count) % {
        "count": count
    }
