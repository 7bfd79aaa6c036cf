"""Registers the slow kind of job, and the points where a worker pauses for a test to kill it."""

from django.apps import AppConfig


class SlowConfig(AppConfig):
    name = "tests.files.slow"
    label = "slow"

    def ready(self) -> None:
        from clrisk_site.files.background.kinds import jobs
        from tests.files.slow.kind import SLOW
        from tests.files.slow.pausing import pause_where_asked

        jobs.register(SLOW)
        pause_where_asked()
