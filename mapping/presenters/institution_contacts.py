"""Offices and officials of an institution in rows; a person's name only where the reader may see it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.models import Office, Official

type Asked = Callable[[Territory], bool]
"""Whether the reader may do something in a territory."""


@dataclass(frozen=True)
class ContactRow:
    """One office or post; `title` heads it, `lines` follow, `person` is empty where it may not be seen."""

    title: str
    lines: tuple[str, ...]
    person: str
    since: str
    illustrative: bool
    edit_url: str
    remove_url: str
    version: int


def office_rows(offices: Iterable[Office], *, path: str, edits: Asked) -> list[ContactRow]:
    """Return the rows of offices."""
    return [
        ContactRow(
            title=office.name,
            lines=_said(
                office.address, _area(office), office.hours, office.phone, office.email, office.source
            ),
            person="",
            since=dates_said(office.begins, office.ends),
            illustrative=office.illustrative,
            edit_url=_way(office, "office-edit", path, edits),
            remove_url=_way(office, "office-remove", path, edits),
            version=office.version,
        )
        for office in offices
    ]


def official_rows(
    officials: Iterable[Official], *, path: str, edits: Asked, sees_persons: Asked
) -> list[ContactRow]:
    """Return the rows of posts."""
    return [
        ContactRow(
            title=official.post,
            lines=_said(official.office.name if official.office else "", official.source),
            person=_person(official) if sees_persons(official.territory) else "",
            since=dates_said(official.begins, official.ends),
            illustrative=official.illustrative,
            edit_url=_way(official, "official-edit", path, edits),
            remove_url=_way(official, "official-remove", path, edits),
            version=official.version,
        )
        for official in officials
    ]


def dates_said(begins: dt.date | None, ends: dt.date | None) -> str:
    """Say between which days something holds; nothing where no day is known."""
    first = formats.date_format(begins, "SHORT_DATE_FORMAT") if begins else ""
    last = formats.date_format(ends, "SHORT_DATE_FORMAT") if ends else ""
    if first and last:
        return gettext("From %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("Since %(first)s") % {"first": first}
    return gettext("Until %(last)s") % {"last": last} if last else ""


def _person(official: Official) -> str:
    return " · ".join(_said(official.name, official.phone, official.email))


def _said(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _area(office: Office) -> str:
    return office.area.name if office.area else ""


def _way(record: Record, address: str, path: str, edits: Asked) -> str:
    return reverse(address, args=[path, record.pk]) if edits(record.territory) else ""
