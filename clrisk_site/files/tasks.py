"""Work for the background process; what is done lies in the actions."""

from django.tasks import task


@task()
def run_waiting_job(job_id: str) -> None:
    """Run one job, unless another worker has it or it was cancelled."""
    from clrisk_site.files.actions.run_job import run_job  # noqa: PLC0415 - the action enqueues this task

    run_job(job_id)


@task()
def do_chores(*, often: bool) -> None:
    """Do the chores of every ten minutes, or those of the night."""
    from clrisk_site.files.actions import do_chores as action  # noqa: PLC0415 - as above

    action.do_chores(often=often)
