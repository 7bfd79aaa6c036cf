"""Has a document made in the background, and makes it."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from clrisk_site.catalogue.wording import render
from clrisk_site.files import results
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.registry import DocumentNotPossible, Produced, documents
from clrisk_site.files.tasks import produce_document
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

LONGEST = dt.timedelta(minutes=5)
"""A job that has run longer has lost its worker."""

logger = logging.getLogger(__name__)


@transaction.atomic
def prepare_document(*, kind: str, territory: Territory, language: str, by: User) -> Job:
    """Return the job that makes the document; a second click returns the first one's job."""
    results.sweep()
    open_jobs = Job.objects.filter(kind=kind, territory=territory, language=language, created_by=by)
    since = timezone.now() - LONGEST
    waiting = open_jobs.filter(state__in=[JobState.WAITING, JobState.RUNNING], created_at__gte=since).first()
    if waiting is not None:
        return waiting
    job = Job.objects.create(kind=kind, territory=territory, language=language, created_by=by)
    audit.note(by=by, territory=territory, action="document.prepare", subject=job, changes={"kind": kind})
    # The queue lies in the same database, so the task is there if and only if the job is.
    produce_document.enqueue(str(job.pk))
    return job


def run_job(job: Job) -> None:
    """Make the document of a job and say how it ended; a fault of ours is logged, never shown."""
    job.state, job.heartbeat_at = JobState.RUNNING, timezone.now()
    job.save(update_fields=["state", "heartbeat_at"])
    with override(job.language):
        try:
            produced = _produce(job)
        except DocumentNotPossible as answer:
            job.state, job.error = JobState.FAILED, render(answer.message)
        except Exception:
            logger.exception("document %s of %s was not made", job.kind, job.territory.path)
            job.state, job.error = JobState.FAILED, gettext("Something went wrong on our side. Try again.")
        else:
            job.stored_name, job.file_name = results.keep(produced.content), produced.file_name
            job.state = JobState.DONE
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "error", "stored_name", "file_name", "finished_at"])


def _produce(job: Job) -> Produced:
    kind = documents.get(job.kind)
    if kind is None:
        raise LookupError(job.kind)
    return kind.build(job.territory, job.language, job.created_by)
