"""`manage.py demo`: records the demonstration municipality and prints how to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from planning.demo.build import build_demo
from planning.demo.build_people import SignIn, password


class Command(BaseCommand):
    """Record the demonstration; a second run changes nothing."""

    help = "Record the demonstration municipality, its people and its plan. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where the site is served")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            # Its password is printed and known to everyone.
            raise CommandError(_("The demonstration is not for a server: everyone knows its password."))
        people = build_demo()
        if options["verbosity"] > 0:
            self.stdout.write("\n".join(sign_in_lines(people, options["address"])))


def sign_in_lines(people: list[SignIn], address: str) -> list[str]:
    """Return the table of sign-ins as lines."""
    rows = [(_("E-mail"), _("Role"), _("Name"), _("Territory"))]
    rows += [(one.email, one.role, one.name, one.territory) for one in people]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [
        _("Demonstration: %(address)s") % {"address": address},
        _("One sign-in per role, all with the password %(password)s") % {"password": password()},
        "",
        lines[0],
        "  ".join("-" * width for width in widths),
        *lines[1:],
    ]
