"""Kinds of document and jobs as the pages show them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from clrisk_site.files.actions.make_document import LONGEST
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.registry import DocumentKind, documents
from clrisk_site.places.models import Territory

SLOW = dt.timedelta(minutes=1)


def state_of(job: Job, now: dt.datetime) -> JobState:
    """Return the state; a job whose worker has been silent for too long did not finish."""
    if job.state == JobState.RUNNING and (job.heartbeat_at is None or now - job.heartbeat_at > LONGEST):
        return JobState.FAILED
    return JobState(job.state)


def make_kinds(kinds: Iterable[DocumentKind], territory: Territory) -> list[dict[str, Any]]:
    """Return each kind with its two addresses."""
    return [
        {
            "code": kind.code,
            "label": kind.label,
            "explanation": kind.explanation,
            "prepare_url": reverse("document-prepare", args=[territory.path, kind.code]),
            "print_url": kind.print_url(territory) if kind.print_url else "",
        }
        for kind in kinds
    ]


def documents_lead(kinds: int, ready: int) -> str:
    """Say what can be made and what lies ready."""
    if not kinds:
        return gettext("There is no document that you may open here.")
    first = ngettext("%(count)s document can be made.", "%(count)s documents can be made.", kinds)
    if not ready:
        return f"{first % {'count': kinds}} {gettext('None lies ready yet.')}"
    second = ngettext("%(count)s lies ready.", "%(count)s lie ready.", ready)
    return f"{first % {'count': kinds}} {second % {'count': ready}}"


def make_jobs(jobs: Iterable[Job], now: dt.datetime) -> list[dict[str, Any]]:
    """Return the jobs with their state in words."""
    return [_job(job, now) for job in jobs]


def make_job(job: Job, now: dt.datetime) -> dict[str, Any]:
    """Return one job with what to do next."""
    shown = _job(job, now)
    state = state_of(job, now)
    leads = {
        JobState.WAITING: gettext("It waits for its turn. This page looks again by itself every 5 seconds."),
        JobState.RUNNING: gettext("It is being made. This page looks again by itself every 5 seconds."),
        JobState.DONE: gettext("It is ready. It stays here for seven days."),
        JobState.FAILED: gettext("It did not finish, and nothing was changed. You can try again."),
    }
    slow = state is JobState.WAITING and now - job.created_at > SLOW
    hint = gettext(
        "The background process has not taken it yet. If this lasts, tell whoever runs the server."
    )
    return {
        **shown,
        "lead": leads[state],
        "open": state in {JobState.WAITING, JobState.RUNNING},
        "failed": state is JobState.FAILED,
        "error": job.error,
        "hint": hint if slow else "",
        "again_url": reverse("document-prepare", args=[job.territory.path, job.kind]),
    }


def _job(job: Job, now: dt.datetime) -> dict[str, Any]:
    kind = documents.get(job.kind)
    state = state_of(job, now)
    tags = {
        JobState.WAITING: "open",
        JobState.RUNNING: "started",
        JobState.DONE: "done",
        JobState.FAILED: "warn",
    }
    return {
        "label": kind.label if kind else job.kind,
        "state": tags[state],
        "state_label": state.label,
        "asked": date_format(localtime(job.created_at), "DATETIME_FORMAT"),
        "url": reverse("job", args=[job.territory.path, job.pk]),
        "file_url": reverse("job-file", args=[job.territory.path, job.pk]) if state is JobState.DONE else "",
        "file_name": job.file_name,
    }
