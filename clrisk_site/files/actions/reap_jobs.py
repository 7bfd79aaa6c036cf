"""Finds jobs whose worker died: they are run again, or end with honest words after the last attempt."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult

from clrisk_site.files import results
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.tasks import run_waiting_job
from clrisk_site.people import audit

OPEN_TASKS = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def reap_jobs() -> int:
    """Look after every job that was silent too long; returns how many were taken from a dead worker."""
    now = timezone.now()
    limit = now - dt.timedelta(seconds=settings.JOBS_SILENCE_SECONDS)
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=limit).select_related("territory")
    _close_dead_tasks(limit, now)
    reaped = sum(_reap(job, now) for job in silent)
    _queue_lost_jobs(limit)
    return reaped


@transaction.atomic
def _reap(job: Job, now: dt.datetime) -> bool:
    """Take one job from its worker; False when it beat meanwhile, or another reaper was first."""
    same = Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, heartbeat_at=job.heartbeat_at
    )
    cleared = {"step": "", "progress_done": 0, "progress_total": None, "stored_name": ""}
    if job.cancel_requested_at:
        taken = same.update(**cleared, state=JobState.CANCELLED, finished_at=now)
    elif job.attempts < settings.JOBS_ATTEMPTS:
        taken = same.update(**cleared, state=JobState.WAITING)
        if taken:
            run_waiting_job.enqueue(str(job.pk))
    else:
        taken = same.update(**cleared, state=JobState.FAILED, finished_at=now, error=_given_up(job))
    if taken:
        results.discard(job.stored_name)
        told = {"kind": job.kind, "attempts": job.attempts}
        audit.note(by=None, territory=job.territory, action="job.interrupted", subject=job, changes=told)
    return bool(taken)


def _given_up(job: Job) -> str:
    with override(job.language):
        return gettext(
            "The work was interrupted %(times)s times; nothing was changed. Please start it again, and tell "
            "whoever runs the server if it happens once more."
        ) % {"times": job.attempts}


def _close_dead_tasks(limit: dt.datetime, now: dt.datetime) -> None:
    """Let the queue's own rows end too; the queue would show them as running for ever."""
    running = DBTaskResult.objects.filter(
        task_path=run_waiting_job.module_path, status=TaskResultStatus.RUNNING, started_at__lt=limit
    )
    beating = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__gte=limit)
    alive = {str(pk) for pk in beating.values_list("pk", flat=True)}
    dead = [task.pk for task in running if _job_id(task) not in alive]
    running.filter(pk__in=dead).update(status=TaskResultStatus.FAILED, finished_at=now)


def _queue_lost_jobs(limit: dt.datetime) -> None:
    """Queue jobs that wait without a task: after a restored backup, or a death while one was being taken."""
    waiting = Job.objects.filter(state=JobState.WAITING, created_at__lt=limit).values_list("pk", flat=True)
    if not waiting:
        return
    tasks = DBTaskResult.objects.filter(task_path=run_waiting_job.module_path, status__in=OPEN_TASKS)
    queued = {_job_id(task) for task in tasks}
    for pk in waiting:
        if str(pk) not in queued:
            run_waiting_job.enqueue(str(pk))


def _job_id(task: DBTaskResult[..., None]) -> str:
    arguments = task.args_kwargs["args"]
    return str(arguments[0]) if arguments else ""
