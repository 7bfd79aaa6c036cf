"""Registers the slow kind of job."""

from django.apps import AppConfig


class SlowConfig(AppConfig):
    name = "tests.files.slow"
    label = "slow"

    def ready(self) -> None:
        from clrisk_site.files.background.kinds import jobs
        from tests.files.slow.kind import SLOW

        jobs.register(SLOW)
