"""Offices and officials of an institution as a territory knows them: those in force, and those that ended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from clrisk_site.places.models import Territory
from mapping.models import Institution, Office, Official
from mapping.owners import owner_paths


@dataclass(frozen=True)
class ByEnd[T: (Office, Official)]:
    """Rows that hold on a day, or begin later, and rows that ended before it."""

    current: tuple[T, ...]
    ended: tuple[T, ...]


def by_end[T: (Office, Official)](rows: Iterable[T], today: dt.date) -> ByEnd[T]:
    """Part rows by whether they ended before a day; one without an end has not ended."""
    found = list(rows)
    ended = [row for row in found if row.ends is not None and row.ends < today]
    latest_first = sorted(ended, key=lambda row: row.ends or today, reverse=True)
    return ByEnd(tuple(row for row in found if row not in ended), tuple(latest_first))


def offices_of(institution: Institution, territory: Territory, today: dt.date) -> ByEnd[Office]:
    """Return the offices that the territory, or one above it, recorded."""
    rows = Office.objects.filter(institution=institution, territory__path__in=owner_paths(territory))
    return by_end(rows.select_related("territory__parent__parent", "area").order_by("name", "pk"), today)


def officials_of(institution: Institution, territory: Territory, today: dt.date) -> ByEnd[Official]:
    """Return the posts and who holds them, as the territory or one above it recorded them."""
    rows = Official.objects.filter(institution=institution, territory__path__in=owner_paths(territory))
    return by_end(rows.select_related("territory__parent__parent", "office"), today)
