"""The imports of a person that run, did not finish or wait for them, as notices on the page of data."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.files.background.kinds import jobs as kinds
from clrisk_site.files.models import Job, JobState, Upload
from clrisk_site.files.presenters.jobs import is_silent
from clrisk_site.files.spool import LIFETIME


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


def make_waiting_notices(found: Iterable[Upload]) -> list[Notice]:
    """Return the ways back to the files that a person sent and has not saved."""
    return [_waiting(upload) for upload in found]


def _waiting(upload: Upload) -> Notice:
    until = date_format(localtime(upload.created_at + LIFETIME), "TIME_FORMAT")
    words = {"file": upload.file_name, "time": until}
    begun = upload.reviewed_state or upload.mapping or upload.answers
    step = "upload-review" if begun else "upload-sheet"
    return Notice(
        "info",
        gettext("«%(file)s» is not saved yet. The file waits until %(time)s.") % words,
        reverse(step, args=[upload.territory.path, upload.pk]),
        gettext("Go on with it"),
    )


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
