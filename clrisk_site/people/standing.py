"""Where a grant stands on a day: not begun, in force, ending soon, ended, or taken back."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.models import Grant

SOON = dt.timedelta(days=30)
VERY_SOON = dt.timedelta(days=7)


class GrantStanding(models.TextChoices):
    """What a list says of a grant."""

    NOT_BEGUN = "not_begun", _("Not begun yet")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Ends soon")
    ENDED = "ended", _("Ended")
    REVOKED = "revoked", _("Ended before its term")


def standing_of(grant: Grant, today: dt.date) -> GrantStanding:
    """Judge a grant on a day; the last day of a term still counts."""
    if grant.revoked_at is not None:
        return GrantStanding.REVOKED
    if grant.starts is not None and grant.starts > today:
        return GrantStanding.NOT_BEGUN
    if grant.ends is None:
        return GrantStanding.IN_FORCE
    if grant.ends < today:
        return GrantStanding.ENDED
    return GrantStanding.ENDING if grant.ends - today <= SOON else GrantStanding.IN_FORCE


def is_in_force(grant: Grant, today: dt.date) -> bool:
    """Whether a grant opens something on a day, also when it ends soon."""
    return standing_of(grant, today) in {GrantStanding.IN_FORCE, GrantStanding.ENDING}


def is_over(grant: Grant, today: dt.date) -> bool:
    """Whether a grant opens nothing any more."""
    return standing_of(grant, today) in {GrantStanding.ENDED, GrantStanding.REVOKED}
