"""Forgets jobs that ended three months ago, and tasks after a week; the audit still tells of them."""

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clrisk_site.files import results
from clrisk_site.files.importing.long_files import REVIEW
from clrisk_site.files.models import OPEN, Job, Upload

KEPT = dt.timedelta(days=90)
KEPT_IN_QUEUE = dt.timedelta(days=7)


def sweep_jobs() -> int:
    """Remove old results and old jobs; returns how many jobs went."""
    results.sweep()
    gone, _models = Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
    return gone


def sweep_reviews() -> int:
    """Remove what reviews made of uploads that are gone: it holds rows of their files; returns how many."""
    swept = 0
    for job in Job.objects.filter(kind=REVIEW).exclude(stored_name="").exclude(state__in=OPEN):
        if not Upload.objects.filter(pk=job.parameters.get("upload")).exists():
            results.discard(job.stored_name)
            swept += Job.objects.filter(pk=job.pk).update(stored_name="")
    return swept


def sweep_queue() -> int:
    """Remove the queue's own rows of what is done; returns how many went."""
    done = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_IN_QUEUE)
    return done.delete()[0]
