"""Work for the background process; what is done lies in the actions."""

from django.tasks import task


@task()
def run_waiting_job(job_id: str) -> None:
    """Run one job, unless another worker has it or it was cancelled."""
    from clrisk_site.files.actions.run_job import run_job  # noqa: PLC0415 - kinds of job are registered by then

    run_job(job_id)
