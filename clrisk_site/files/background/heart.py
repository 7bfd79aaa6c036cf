"""The thread of a worker that says it lives, finds jobs that lost theirs, and has the chores done in time."""

import logging
import threading
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from clrisk_site.files.actions.reap_jobs import reap_jobs
from clrisk_site.files.background.process import here
from clrisk_site.files.models import Job, JobState
from clrisk_site.files.tasks import do_chores

NIGHT = 3
"""The hour, local time, from which the chores of a day may be done."""

SECONDS_BETWEEN_CHORES = 600

logger = logging.getLogger(__name__)


def seen_at() -> Path:
    """Return the file whose time of change tells when a worker was last seen."""
    return Path(settings.VAR_DIR) / "worker-seen"


class Heart(threading.Thread):
    """Beats beside the work, on a database connection of its own, until `stop`."""

    def __init__(self) -> None:
        super().__init__(name="heart", daemon=True)
        self._stopped = threading.Event()
        self._last_reaping = 0.0

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                close_old_connections()
                self.beat()
            except (DatabaseError, InterfaceError):
                # A locked or restarting database is met again at the next beat.
                logger.warning("the heart of the worker could not reach the database", exc_info=True)
                connection.close()
            self._stopped.wait(settings.JOBS_HEARTBEAT_SECONDS)
        connection.close()

    def stop(self) -> None:
        """Beat no more; returns when the thread has ended."""
        self._stopped.set()
        self.join()

    def beat(self) -> None:
        """Say that the running job lives, before anyone, this thread too, may take it for dead."""
        seen_at().touch()
        job = here.job
        if job is not None:
            mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
            mine.update(heartbeat_at=timezone.now())
        if time.monotonic() - self._last_reaping >= settings.JOBS_HEARTBEAT_SECONDS * 2:
            self._last_reaping = time.monotonic()
            reap_jobs()
            have_chores_done()


def have_chores_done() -> None:
    """Queue the chores that are due; of several workers one does, as the shared cache decides."""
    now = timezone.localtime()
    if cache.add("chores-often", now.isoformat(), SECONDS_BETWEEN_CHORES):
        do_chores.enqueue(often=True)
    if now.hour >= NIGHT and cache.add(f"chores-{now.date()}", now.isoformat(), 48 * 60 * 60):
        do_chores.enqueue(often=False)
