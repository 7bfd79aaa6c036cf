"""The long imports of a person that run or did not finish, as notices on the page of data."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.files.background.kinds import jobs as kinds
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.presenters.jobs import is_silent


@dataclass(frozen=True)
class Notice:
    """One notice, as `components/notification.html` shows it."""

    level: str
    text: str
    url: str
    action: str


def make_import_notices(found: Iterable[Job], now: dt.datetime) -> list[Notice]:
    """Return what a person should hear of their imports."""
    return [_notice(job, now) for job in found]


def _notice(job: Job, now: dt.datetime) -> Notice:
    kind = kinds.get(job.kind)
    words = {"what": kind.label(job) if kind else job.kind}
    url = reverse("job", args=[job.territory.path, job.pk])
    if job.state == JobState.FAILED or is_silent(job, now):
        text = gettext("An import did not finish, and nothing was changed. %(what)s.") % words
        return Notice("warning", text, url, gettext("See what to do"))
    return Notice(
        "info", gettext("An import is running. %(what)s.") % words, url, gettext("See how far it is")
    )
