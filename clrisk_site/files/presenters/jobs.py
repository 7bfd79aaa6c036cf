"""Jobs as the pages show them: how far, in words, and what a person can do about it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.files import results
from clrisk_site.files.background.kinds import JobKind
from clrisk_site.files.background.kinds import jobs as kinds
from clrisk_site.files.documents.imprint_words import language_name
from clrisk_site.files.models import OPEN, Job, JobState
from clrisk_site.files.presenters.sizes import size_words

SECTIONS = {"documents": _("Documents"), "data": _("Data")}
SLOW = dt.timedelta(minutes=1)

TAGS = {
    JobState.WAITING: "open",
    JobState.RUNNING: "started",
    JobState.DONE: "done",
    JobState.FAILED: "warn",
    JobState.CANCELLED: "closed",
}


def is_silent(job: Job, now: dt.datetime) -> bool:
    """Whether the worker of a running job has not been heard of for too long."""
    silence = dt.timedelta(seconds=settings.JOBS_SILENCE_SECONDS)
    return job.state == JobState.RUNNING and (job.heartbeat_at is None or now - job.heartbeat_at > silence)


def make_jobs(found: Iterable[Job], now: dt.datetime) -> list[dict[str, Any]]:
    """Return the jobs with their state in words."""
    return [_job(job, now) for job in found]


def make_job(job: Job, kind: JobKind, now: dt.datetime) -> dict[str, Any]:
    """Return one job with how far it is and what to do next."""
    args = [job.territory.path, job.pk]
    return {
        **_job(job, now),
        "lead": _lead(job, kind, now),
        "section": SECTIONS[kind.section],
        "section_url": reverse(kind.section, args=[job.territory.path]),
        "open": job.state in OPEN,
        "failed": job.state in {JobState.FAILED, JobState.CANCELLED},
        "error": job.error,
        "hint": _hint(job, now),
        "progress": _progress(job, now),
        "again_url": reverse("job-again", args=args),
    }


def _lead(job: Job, kind: JobKind, now: dt.datetime) -> str:
    again = gettext("This page looks again by itself every 5 seconds; you may leave it.")
    if is_silent(job, now):
        return _interrupted(job)
    if job.cancel_requested_at and job.state == JobState.RUNNING:
        return gettext("It is being cancelled. It stops at its next step.")
    if job.state == JobState.WAITING and job.attempts:
        told = gettext("The work was interrupted; nothing was changed. It is being tried again.")
        return f"{told} {again}"
    leads = {
        JobState.WAITING: f"{gettext('It waits for its turn.')} {again}",
        JobState.RUNNING: f"{kind.running} {again}",
        JobState.FAILED: gettext("It did not finish, and nothing was changed. You can try again."),
        JobState.CANCELLED: gettext("It was cancelled, and nothing was changed. You can start it again."),
    }
    if job.state == JobState.DONE:
        ready = gettext("It is ready. It stays here for seven days.") if job.stored_name else gettext("Done.")
        late = gettext("It was finished before it could be cancelled.")
        return f"{late} {ready}" if job.cancel_requested_at else ready
    return leads[JobState(job.state)]


def _interrupted(job: Job) -> str:
    told = gettext("The work was interrupted; nothing was changed.")
    if job.attempts < settings.JOBS_ATTEMPTS and not job.cancel_requested_at:
        return f"{told} {gettext('It is tried again as soon as the background process is back.')}"
    return f"{told} {gettext('You can start it again shortly.')}"


def _hint(job: Job, now: dt.datetime) -> str:
    if job.state != JobState.WAITING or now - job.created_at <= SLOW:
        return ""
    return gettext(
        "The background process has not taken it yet. If this lasts, tell whoever runs the server."
    )


def _progress(job: Job, now: dt.datetime) -> dict[str, Any]:
    """Return what `components/progress.html` shows; without a total nobody knows how long it takes."""
    asked = gettext("Asked for on %(when)s") % {"when": moment_words(job.created_at)}
    running = job.state == JobState.RUNNING
    shown: dict[str, Any] = {
        "label": gettext("Progress"),
        "state": "failed" if is_silent(job, now) else "running" if running else "waiting",
        "state_label": gettext("Interrupted") if is_silent(job, now) else JobState(job.state).label,
        "step": job.step if running else "",
        "note": asked,
    }
    if running and job.progress_total:
        done = min(job.progress_done, job.progress_total)
        percent = gettext("%(percent)s %% done") % {"percent": 100 * done // job.progress_total}
        shown |= {"done": done, "total": job.progress_total, "words": percent}
    if job.state in OPEN and not job.cancel_requested_at:
        shown["cancel_url"] = reverse("job-cancel", args=[job.territory.path, job.pk])
    return shown


def _job(job: Job, now: dt.datetime) -> dict[str, Any]:
    kind = kinds.get(job.kind)
    state = JobState(job.state)
    silent = is_silent(job, now)
    args = [job.territory.path, job.pk]
    return {
        "label": kind.label(job) if kind else job.kind,
        "state": "warn" if silent else TAGS[state],
        "state_label": gettext("Interrupted") if silent else state.label,
        "asked": moment_words(job.created_at),
        "url": reverse("job", args=args),
        "file_url": reverse("job-file", args=args) if state is JobState.DONE and job.stored_name else "",
        "file_name": job.file_name,
        "language": language_name(job.language),
        "size": _size(job) if state is JobState.DONE else "",
    }


def _size(job: Job) -> str:
    """Return the size of the file, or nothing once it was swept away."""
    if not job.stored_name:
        return ""
    try:
        return size_words(results.path_of(job.stored_name).stat().st_size)
    except FileNotFoundError:
        return ""
