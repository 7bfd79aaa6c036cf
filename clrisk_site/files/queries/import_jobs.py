"""The jobs of long imports: of one upload, and those a person should hear of; and the uploads that wait."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from clrisk_site.files.importing.long_files import REVIEW, SAVE
from clrisk_site.files.models import OPEN, Job, JobState, Upload
from clrisk_site.files.registry import imports
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

KINDS = (REVIEW, SAVE)
MOST_WAITING = 3
TOLD = dt.timedelta(hours=1)
"""So long the page of data tells of an import that did not finish: as long as its file waits."""


def saving_job(upload: Upload) -> Job | None:
    """Return the job that saves an upload right now."""
    return _of(upload, SAVE).filter(state__in=OPEN).first()


def review_job(upload: Upload, state: str, by: User) -> Job | None:
    """Return the latest job of a person that reviews an upload with these answers, unless it is done."""
    found = _of(upload, REVIEW).filter(parameters__state=state, created_by=by).first()
    return found if found is not None and found.state != JobState.DONE else None


def reviewing_job(upload: Upload, state: str) -> Job | None:
    """Return the job that reviewed an upload with these answers; its file holds the rows with problems."""
    return _of(upload, REVIEW).filter(parameters__state=state, state=JobState.DONE).first()


def _of(upload: Upload, kind: str) -> QuerySet[Job]:
    jobs = Job.objects.filter(kind=kind, territory=upload.territory, parameters__upload=str(upload.pk))
    return jobs.select_related("territory")


def imports_under_way(user: User, territory: Territory) -> list[Job]:
    """Return what a person should hear of: their imports that run, and the last that did not finish."""
    recent = timezone.now() - TOLD
    found = Job.objects.filter(kind__in=KINDS, territory=territory, created_by=user, created_at__gte=recent)
    latest: dict[object, Job] = {}
    for job in found.select_related("territory"):
        latest.setdefault(job.parameters.get("upload"), job)
    return [job for job in latest.values() if job.state in (*OPEN, JobState.FAILED)]


def uploads_waiting(user: User, territory: Territory, told: Iterable[Job]) -> list[Upload]:
    """Return the files of a person that wait for them, the latest first, without those of the jobs told."""
    since = timezone.now() - TOLD
    of_jobs = [job.parameters.get("upload") for job in told]
    # What waits for a job of another part of the site is no import, and its page tells of it.
    kinds = [one.kind for one in imports.all()]
    waiting = Upload.objects.filter(
        territory=territory, created_by=user, created_at__gt=since, kind__in=kinds
    )
    found = waiting.defer("review").select_related("territory").order_by("-created_at")
    return [upload for upload in found if str(upload.pk) not in of_jobs][:MOST_WAITING]
