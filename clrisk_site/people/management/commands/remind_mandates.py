"""`manage.py remind_mandates`: remind people whose mandate ends soon. Run it daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from clrisk_site.people.actions.remind_mandates import remind_mandates


class Command(BaseCommand):
    """Remind thirty and seven days before; run again on the same day, it does nothing."""

    help = "Remind people whose mandate ends within thirty days, and again within seven. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = len(remind_mandates(today=timezone.localdate()))
        self.stdout.write(ngettext("%(count)s reminder.", "%(count)s reminders.", count) % {"count": count})
