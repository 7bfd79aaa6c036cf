"""How a running job tells how far it is, and learns that it should stop."""

import time

from django.db.models import QuerySet
from django.utils import timezone

from clrisk_site.files.background.kinds import Cancelled, Text
from clrisk_site.files.background.process import here
from clrisk_site.files.models import Job, JobState

SECONDS_BETWEEN = 0.5
"""Steps that follow each other faster are told together: each costs a write."""


class Superseded(Exception):  # noqa: N818 - nothing failed: another worker has the job
    """This worker was silent so long that its job was given to another one."""


class HandedBack(Exception):  # noqa: N818 - nothing failed: another worker does it
    """This worker was told to end, and the job is not finished."""


class Progress:
    """Writes the steps of one attempt at a job; a later attempt makes it fall silent."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told: tuple[str, float] = ("", 0.0)

    def advance(self, done: int, total: int | None = None, step: Text = "") -> None:
        if here.ending and done != total:
            raise HandedBack
        words, now = str(step)[:200], time.monotonic()
        last_words, last = self._told
        if words == last_words and now - last < SECONDS_BETWEEN and done != total:
            return
        self._told = (words, now)
        self._tell(progress_done=done, progress_total=total, step=words, heartbeat_at=timezone.now())

    def finish(self) -> None:
        self._tell(stored_name="", step="", finished_at=timezone.now())
        self._mine.update(state=JobState.DONE)

    @property
    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempts=self.job.attempts)

    def _tell(self, **said: object) -> None:
        if not self._mine.update(**said):
            raise Superseded
        if self._mine.filter(cancel_requested_at__isnull=False).exists():
            raise Cancelled
