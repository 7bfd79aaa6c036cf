"""Forgets jobs that ended three months ago; that they were asked for stays in the audit."""

import datetime as dt

from django.utils import timezone

from clrisk_site.files import results
from clrisk_site.files.models import Job

KEPT = dt.timedelta(days=90)


def sweep_jobs() -> int:
    """Remove old results and old jobs; returns how many jobs went."""
    results.sweep()
    gone, _models = Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
    return gone
