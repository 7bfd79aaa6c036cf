"""`manage.py verify_audit`: read the audit chains and tell what was tampered with. Changes nothing."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from clrisk_site.people.models import AuditChain
from clrisk_site.people.presenters.audit_report import break_lines, break_rows
from clrisk_site.people.queries.audit_breaks import all_breaks
from clrisk_site.people.queries.audit_emptied import emptied_chains
from clrisk_site.places.models import Territory


class Command(BaseCommand):
    """Check the audit. Exit codes: 0 holds, 1 does not, 2 could not be checked."""

    help = "Check the chains of audit entries and their signed checkpoints."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--territory", metavar="PATH", help="only this territory and all below it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        within = options["territory"]
        chains = _chains(within)
        entries = chains.aggregate(entries=Sum("length"))["entries"] or 0
        breaks = [*all_breaks(within), *emptied_chains(within)]
        if options["format"] == "json":
            told = {"chains": chains.count(), "entries": entries, "breaks": break_rows(breaks)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            for line in break_lines(breaks):
                self.stdout.write(line)
            words = _("%(chains)s chains with %(entries)s entries checked, %(breaks)s faults found")
            facts = {"chains": chains.count(), "entries": entries, "breaks": len(breaks)}
            self.stdout.write(words % facts)
        if breaks:
            sys.exit(1)


def _chains(path: str | None) -> Any:
    if path is None:
        return AuditChain.objects.all()
    if not Territory.objects.filter(path=path).exists():
        message = _("%(path)s: there is no territory with this path.")
        raise CommandError(message % {"path": path}, returncode=2)
    return AuditChain.objects.filter(Q(path=path) | Q(path__startswith=path + "."))
