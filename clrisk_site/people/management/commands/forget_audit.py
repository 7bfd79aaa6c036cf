"""`manage.py forget_audit --before DATE`: end the keeping of old audit entries, at signed checkpoints."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clrisk_site.people.actions.forget_audit import forget_entries, forgettable
from clrisk_site.people.models import AuditChain


class Command(BaseCommand):
    """Remove the beginnings of chains; what stays can still be checked."""

    help = "Remove audit entries made before a day, up to the last signed checkpoint before it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        words = _("%(chain)s: entries %(first)s to %(last)s")
        for chain in AuditChain.objects.order_by("path"):
            try:
                part = forgettable(chain, before=options["before"])
                if part and not options["dry_run"]:
                    forget_entries(part, before=options["before"])
            except ValueError as error:
                raise CommandError(str(error)) from error
            if part:
                facts = {"chain": chain, "first": part.first, "last": part.point.number}
                self.stdout.write(words % facts)
