"""`manage.py demo`: build the demonstration municipality once, and say who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clrisk_site.catalogue.wording import render
from planning.actions.refusal import RefusedError
from planning.demo.building import build_demo
from planning.demo.people import SignIn, owner_path, sign_ins

ADDRESS = "http://127.0.0.1:8000/"


class Command(BaseCommand):
    """Build the demonstration; run again, it changes nothing."""

    help = "Build the demonstration municipality with its plan, once, and print who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default=ADDRESS, help="where the site is served")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            built = build_demo()
        except RefusedError as refused:
            raise CommandError(render(refused.message)) from None
        self.stdout.write(
            _("The demonstration was built.") if built else _("The demonstration was there already.")
        )
        self.stdout.write(_("Address: %(address)s") % {"address": options["address"]})
        self.stdout.write("")
        self._table([SignIn(_("E-mail"), _("Password"), _("Role")), *sign_ins()])
        self.stdout.write("")
        address = options["address"].rstrip("/") + owner_path()
        self.stdout.write(_("Owner of a programme, without a sign-in: %(address)s") % {"address": address})

    def _table(self, rows: list[SignIn]) -> None:
        wide = max(len(row.email) for row in rows), max(len(row.password) for row in rows)
        for row in rows:
            self.stdout.write(f"  {row.email:<{wide[0]}}  {row.password:<{wide[1]}}  {row.role}")
