"""`manage.py work`: the background process. It runs jobs, finds those whose worker died, does the chores."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from clrisk_site.files.background.worker import work


class Command(BaseCommand):
    """Work until told to end."""

    help = "Run background jobs. One process on SQLite, as many as wanted on PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at the queue")

    def handle(self, *args: Any, **options: Any) -> None:
        work(interval=options["interval"])
