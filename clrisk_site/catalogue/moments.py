"""Moments as people read them, on the site's clock and in the active language. Days alone lie in planning."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment_words(moment: dt.datetime) -> str:
    """Return a day with its time: "10 June 2026, 14:05"."""
    return date_format(localtime(moment), "DATETIME_FORMAT")
