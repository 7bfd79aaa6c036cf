"""The latest documents that a person had made in a territory and may still see there."""

from clrisk_site.files.background.kinds import jobs
from clrisk_site.files.models import Job
from clrisk_site.people.access import may
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory

SHOWN = 10


def own_jobs(user: User, territory: Territory) -> list[Job]:
    """Return at most ten jobs that make documents, the latest first."""
    kinds = [kind for kind in jobs.all() if kind.section == "documents"]
    rows = Job.objects.filter(territory=territory, created_by=user, kind__in=[kind.code for kind in kinds])
    found = rows.select_related("territory")[: 2 * SHOWN]
    return [job for job in found if _is_visible(job, user)][:SHOWN]


def _is_visible(job: Job, user: User) -> bool:
    kind = jobs.get(job.kind)
    return kind is not None and may(user, kind.permission(job), job.territory)
