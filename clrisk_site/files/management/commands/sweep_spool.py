"""`manage.py sweep_spool`: remove uploads that nobody confirmed within an hour; for a timer of the server."""

from typing import Any

from django.core.management.base import BaseCommand

from clrisk_site.files import spool


class Command(BaseCommand):
    """Empty the spool of what is older than an hour."""

    help = "Remove uploaded files that waited longer than an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(spool.sweep()))
