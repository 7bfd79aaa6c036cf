"""`manage.py sign_audit`: sign the end of every audit chain that grew. To be run daily."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from clrisk_site.people.actions.sign_chains import sign_moved_chains
from clrisk_site.people.presenters.audit_report import break_lines
from clrisk_site.people.signing import public_key


class Command(BaseCommand):
    """Sign the audit's checkpoints. Exit code 1 when a chain does not hold and is left unsigned."""

    help = "Sign the end of every audit chain that grew since its last checkpoint. Run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--show-key",
            action="store_true",
            help="tell the public key, to be kept by others, and sign nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show_key"]:
            self.stdout.write(public_key())
            return
        signed = sign_moved_chains()
        for point in signed.made:
            self.stdout.write(f"{point.chain} {point.number} {point.hash}")
        self.stdout.write(_("%(count)s checkpoints signed") % {"count": len(signed.made)})
        for line in break_lines(signed.breaks):
            self.stderr.write(line)
        if signed.breaks:
            sys.exit(1)
