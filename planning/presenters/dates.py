"""Dates as people read them: short beside a line, whole in a document."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext


def short_date(day: dt.date) -> str:
    """Return a day and a month: "10 jun"."""
    return date_format(day, pgettext("short date, as 10 Jun", "j M"))


def long_date(day: dt.date) -> str:
    """Return a whole date: "10 June 2026"."""
    return date_format(day, pgettext("whole date, as 10 June 2026", "j F Y"))


def span(starts: dt.date | None, ends: dt.date | None) -> str:
    """Return a period; empty where neither end is known."""
    if starts and ends:
        first = short_date(starts) if starts.year == ends.year else f"{short_date(starts)} {starts.year}"
        return gettext("%(first)s to %(last)s") % {"first": first, "last": f"{short_date(ends)} {ends.year}"}
    if starts:
        return gettext("from %(day)s") % {"day": f"{short_date(starts)} {starts.year}"}
    return gettext("until %(day)s") % {"day": f"{short_date(ends)} {ends.year}"} if ends else ""
