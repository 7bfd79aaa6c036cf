"""Has a job run in the background."""

from collections.abc import Mapping

from django.db import transaction

from clrisk_site.files.models import OPEN, Job
from clrisk_site.files.tasks import run_waiting_job
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory


@transaction.atomic
def start_job(
    *,
    kind: str,
    territory: Territory,
    language: str,
    by: User,
    parameters: Mapping[str, object] | None = None,
    action: str = "job.start",
) -> Job:
    """Return the job that does the work; a second click returns the first one's job.

    Parameters
    ----------
    parameters : mapping, optional
        What the kind of job needs to know, as JSON; it is noted in the audit, so it holds no personal value.
    action : str
        What the audit calls it.
    """
    given = dict(parameters or {})
    open_jobs = Job.objects.filter(
        kind=kind, territory=territory, language=language, created_by=by, state__in=OPEN
    )
    for job in open_jobs:
        if job.parameters == given and job.cancel_requested_at is None:
            return job
    job = Job.objects.create(
        kind=kind, territory=territory, language=language, created_by=by, parameters=given
    )
    audit.note(by=by, territory=territory, action=action, subject=job, changes={"kind": kind, **given})
    # The queue lies in the same database, so the task is there if and only if the job is.
    run_waiting_job.enqueue(str(job.pk))
    return job
