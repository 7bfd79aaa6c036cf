"""`manage.py sweep_drafts`: forget old drafts and spent tokens; for a daily timer of the server."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from clrisk_site.people.actions.drafts import sweep_drafts
from clrisk_site.people.actions.submissions import sweep_submissions


class Command(BaseCommand):
    """Empty what only helps while it is fresh."""

    help = "Forget drafts after thirty days without a change, and sent forms after a day."

    def handle(self, *args: Any, **options: Any) -> None:
        told = _("%(drafts)s drafts and %(forms)s sent forms forgotten")
        self.stdout.write(told % {"drafts": sweep_drafts(), "forms": sweep_submissions()})
