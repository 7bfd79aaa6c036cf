"""What this process is doing: the job it runs now, and whether it was told to end. The heart reads it."""

from collections.abc import Iterator
from contextlib import contextmanager

from clrisk_site.files.models import Job


class ThisProcess:
    """A worker runs one job at a time, so one of these tells everything."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self.ending = False

    @contextmanager
    def running(self, job: Job) -> Iterator[None]:
        """Let the heart beat for a job while it runs."""
        self.job = job
        try:
            yield
        finally:
            self.job = None


here = ThisProcess()
