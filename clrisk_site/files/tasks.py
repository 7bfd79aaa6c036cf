"""Work for the background process; what is done lies in the actions."""

from django.tasks import task

from clrisk_site.files.models import Job


@task()
def produce_document(job_id: str) -> None:
    """Make the document of one job, unless it was made already."""
    from clrisk_site.files.actions.make_document import run_job  # noqa: PLC0415 - the action enqueues this task

    job = Job.objects.select_related("territory", "created_by").get(pk=job_id)
    if job.finished_at is None:
        run_job(job)
