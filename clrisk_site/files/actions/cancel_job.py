"""Cancels a job: one that waits at once, one that runs at its next step."""

from django.db import transaction
from django.utils import timezone

from clrisk_site.files.models import OPEN, Job, JobState
from clrisk_site.people import audit
from clrisk_site.people.models import User


@transaction.atomic
def cancel_job(*, job: Job, by: User) -> bool:
    """Ask for the end of a job; returns whether there was still anything to cancel."""
    now = timezone.now()
    rows = Job.objects.filter(pk=job.pk, cancel_requested_at__isnull=True)
    asked = {"cancel_requested_at": now, "cancel_requested_by": by}
    waiting = rows.filter(state=JobState.WAITING)
    if not (
        waiting.update(**asked, state=JobState.CANCELLED, finished_at=now)
        or rows.filter(state__in=OPEN).update(**asked)
    ):
        return False
    audit.note(by=by, territory=job.territory, action="job.cancel", subject=job, changes={"kind": job.kind})
    return True
