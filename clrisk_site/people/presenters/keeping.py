"""The words about a draft that stands in a form."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from clrisk_site.people.models import Draft


@dataclass(frozen=True)
class Keeping:
    """What the page says of the draft in its form; both texts are empty when there is none."""

    words: str = ""
    stale: str = ""


def make_keeping(draft: Draft | None, version: int | None) -> Keeping:
    """Tell of a draft; `version` is that of the record now, None where there is none."""
    if draft is None:
        return Keeping()
    words = _("The form shows your draft of %(moment)s. It is not saved yet, and only you can see it.")
    stale = ""
    if (draft.base_version or 0) != (version or 0):
        stale = _("Somebody changed this record since you began. When you save, you see both texts.")
        if version is None:
            stale = _("Somebody removed this record since you began. You can save your text as a new one.")
    return Keeping(words % {"moment": moment_of(draft.saved_at)}, stale)


def kept_words(draft: Draft) -> str:
    """Say in one line that a draft is kept."""
    return _("Kept as a draft at %(moment)s. Not saved yet.") % {"moment": moment_of(draft.saved_at)}


def moment_of(moment: dt.datetime) -> str:
    """Return the hour of a moment of today, else the day too."""
    there = timezone.localtime(moment)
    hour = formats.date_format(there, "H:i")
    if there.date() == timezone.localdate():
        return hour
    return f"{formats.date_format(there, 'SHORT_DATE_FORMAT')} {hour}"
