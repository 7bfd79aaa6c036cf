"""The worker: takes tasks from the queue, survives a restart of the database, loses no job when it ends."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from clrisk_site.files.actions.sweep_at_start import sweep_at_start
from clrisk_site.files.background.heart import Heart
from clrisk_site.files.background.process import here

SECONDS_TO_RECOVER = 2

logger = logging.getLogger(__name__)


class Worker(QueueWorker):
    """Told to end, it lets a short job finish and has a long one handed back at its next step."""

    def shutdown(self, signum: int, frame: object) -> None:
        here.ending = True
        super().shutdown(signum, frame)  # type: ignore[arg-type]  # the frame is passed on as it came


def work(*, interval: float) -> None:
    """Take tasks until told to end.

    Parameters
    ----------
    interval : float
        Seconds to wait before an empty queue is looked at again.
    """
    worker = Worker(
        queue_names=["default"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    # What a worker before this one left when it was killed goes before anything new comes.
    sweep_at_start()
    heart = Heart()
    heart.start()
    try:
        while worker.running and not _ran(worker):
            time.sleep(SECONDS_TO_RECOVER)
    finally:
        heart.stop()


def _ran(worker: Worker) -> bool:
    """Run until told to end; returns False when the database went away meanwhile."""
    try:
        worker.run()
    except (OperationalError, InterfaceError):
        logger.warning("the worker lost the database and tries again", exc_info=True)
        connections.close_all()
        return False
    return True
