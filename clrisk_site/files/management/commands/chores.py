"""`manage.py chores`: do every chore now, as the background process does at night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clrisk_site.files.actions.do_chores import do_chores


class Command(BaseCommand):
    """Do every chore."""

    help = "Sweep, remind and sign now, as the background process does by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = do_chores()
        if failed:
            raise CommandError(f"not done: {', '.join(failed)}")
