"""Runs one job from claim to end. One worker has it at a time; what it made is there whole or not at all."""

import logging
import secrets
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, override

from clrisk_site.catalogue.country import in_country
from clrisk_site.catalogue.wording import render
from clrisk_site.files import results
from clrisk_site.files.background.kinds import Cancelled, NotPossible, jobs
from clrisk_site.files.background.process import here
from clrisk_site.files.background.progress import HandedBack, Progress, Superseded
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.tasks import run_waiting_job

logger = logging.getLogger(__name__)


def run_job(pk: str) -> None:
    """Run a waiting job; one that is not waiting any more is left alone."""
    job = claim_job(pk)
    if job is None:
        return
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    try:
        with override(job.language), in_country(job.territory.country), here.running(job):
            outcome = _outcome(job)
    except HandedBack:
        _hand_back(job)
        return
    if outcome["state"] != JobState.DONE:
        results.discard(job.stored_name)
    if not mine.update(**outcome, finished_at=timezone.now()):
        results.discard(job.stored_name)  # it was given to another worker, who makes its own


@transaction.atomic
def _hand_back(job: Job) -> None:
    """Let another worker have the job; the attempt does not count, since nothing went wrong."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if mine.update(state=JobState.WAITING, attempts=F("attempts") - 1, step="", stored_name=""):
        run_waiting_job.enqueue(str(job.pk))


def claim_job(pk: str) -> Job | None:
    """Take a job that waits; of several workers one gets it, the others None.

    The name of its file is chosen here, so that the file can be found when the worker dies while writing it.
    """
    now = timezone.now()
    won = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        stored_name=secrets.token_hex(16),
        step="",
        progress_done=0,
        progress_total=None,
    )
    return Job.objects.select_related("territory", "created_by").get(pk=pk) if won else None


def _outcome(job: Job) -> dict[str, Any]:
    """Do the work and return how it ended; a fault of ours is logged, never shown."""
    try:
        kind = jobs.get(job.kind)
        if kind is None:
            raise LookupError(job.kind)
        result = kind.run(Progress(job))
        if result is None:
            return {"state": JobState.DONE, "stored_name": ""}
        results.keep(result.content, job.stored_name)
    except Cancelled:
        return {"state": JobState.CANCELLED, "stored_name": ""}
    except NotPossible as answer:
        return {"state": JobState.FAILED, "stored_name": "", "error": render(answer.message)}
    except (OperationalError, InterfaceError, Superseded, HandedBack):
        # The database went away, or another worker has or gets the job: how it ends is not said here.
        results.discard(job.stored_name)
        raise
    except Exception:
        logger.exception("job %s of %s did not finish", job.kind, job.territory.path)
        error = gettext("Something went wrong on our side. Try again.")
        return {"state": JobState.FAILED, "stored_name": "", "error": error}
    return {"state": JobState.DONE, "file_name": result.file_name}
