"""The page of people: its first sentences and its sections by kind of grant."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from clrisk_site.people.models import Grant, GrantKind
from clrisk_site.people.permissions import Role
from clrisk_site.people.presenters.grant_rows import GrantRow, grant_row
from clrisk_site.people.standing import GrantStanding, is_in_force, is_over, standing_of
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class PeopleSection:
    """One kind of grant: a table, or the words for an empty one."""

    title: str
    holds: str
    reach_label: str
    rows: Sequence[GrantRow]
    empty: str


def people_lead(grants: Sequence[Grant], territory: Territory, today: dt.date) -> str:
    """Say who leads here and how many have access."""
    current = [one for one in grants if is_in_force(one, today)]
    people = len({grant.user_id for grant in current})
    said = ngettext("%(count)s person has access here.", "%(count)s people have access here.", people)
    sentences = [_who_leads(current)] if territory.level.is_municipal else []
    sentences.append(said % {"count": people})
    ending = sum(standing_of(one, today) == GrantStanding.ENDING for one in current)
    if ending:
        words = ngettext(
            "%(count)s mandate ends within 30 days.", "%(count)s mandates end within 30 days.", ending
        )
        sentences.append(words % {"count": ending})
    return " ".join(sentences)


def _who_leads(current: Iterable[Grant]) -> str:
    for grant in current:
        if grant.role == Role.LIAISON and grant.ends:
            words = gettext("%(name)s is the liaison until %(day)s.")
            return words % {"name": grant.user, "day": date_format(grant.ends)}
    return gettext("Nobody is the liaison now.")


def people_sections(
    grants: Sequence[Grant], territory: Territory, today: dt.date, *, is_narrowed: bool
) -> list[PeopleSection]:
    """Sort the grants into sections; when the list is narrowed, empty sections are left out."""
    by_kind = {
        kind: [grant_row(one, today) for one in _in_order(grants, today) if one.kind == kind]
        for kind in GrantKind
    }
    sections = []
    if territory.level.is_municipal or by_kind[GrantKind.POST]:
        sections.append(_posts(by_kind[GrantKind.POST]))
    sections.append(_seats(by_kind[GrantKind.SEAT]))
    sections.append(_memberships(by_kind[GrantKind.MEMBERSHIP]))
    if by_kind[GrantKind.RECORD]:
        sections.append(_records(by_kind[GrantKind.RECORD]))
    return [one for one in sections if one.rows] if is_narrowed else sections


def _in_order(grants: Sequence[Grant], today: dt.date) -> list[Grant]:
    order = list(Role)
    return sorted(grants, key=lambda one: (is_over(one, today), order.index(Role(one.role)), one.user.name))


def _posts(rows: Sequence[GrantRow]) -> PeopleSection:
    return PeopleSection(
        gettext("Posts"),
        gettext("They work in this municipality during a mandate, and lose access the day after it ends."),
        "",  # a post is of this very place
        rows,
        gettext("Nobody holds a post here. The municipality needs a liaison to begin."),
    )


def _seats(rows: Sequence[GrantRow]) -> PeopleSection:
    return PeopleSection(
        gettext("Seats"),
        gettext("They read what was submitted, as members of a coordination space."),
        gettext("Space"),
        rows,
        gettext("Nobody sits in a space of this place yet."),
    )


def _memberships(rows: Sequence[GrantRow]) -> PeopleSection:
    return PeopleSection(
        gettext("Memberships"),
        gettext("They accompany this place and all below theirs: ministry, ILO, observers, administration."),
        gettext("Reach"),
        rows,
        gettext("No membership reaches this place."),
    )


def _records(rows: Sequence[GrantRow]) -> PeopleSection:
    return PeopleSection(
        gettext("Links to one record"),
        gettext("They see and fill in one record, without an account, until their link ends."),
        gettext("Record"),
        rows,
        "",
    )
