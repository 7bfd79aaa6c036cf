"""Moments as people read them, on the site's clock and in the active language."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment_words(moment: dt.datetime) -> str:
    """Return a day with its time: "10 June 2026, 14:05"."""
    return date_format(localtime(moment), "DATETIME_FORMAT")


def day_of(moment: dt.datetime, form: str = "DATE_FORMAT") -> str:
    """Return the day alone: "10 June 2026"; in the evening that is not yet the day of the universal clock."""
    return date_format(localtime(moment), form)
