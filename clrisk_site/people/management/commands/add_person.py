"""`manage.py add_person EMAIL --name N --role R --territory CODE`: the first people of an installation."""

import datetime as dt
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clrisk_site.people.actions.add_person import add_person
from clrisk_site.people.permissions import Role
from clrisk_site.places.finding import UnknownTerritoryError, find_territory


class Command(BaseCommand):
    """Give a person an account and a role."""

    help = "Create an account with one role in one territory. The password is asked for or read from stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=[str(role) for role in Role])
        parser.add_argument(
            "--territory", required=True, help="official code or path, such as 07101 or MX.07"
        )
        parser.add_argument("--starts", type=dt.date.fromisoformat, help="first day of a post, YYYY-MM-DD")
        parser.add_argument("--ends", type=dt.date.fromisoformat, help="last day of a post, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            user = add_person(
                by=None,
                email=options["email"],
                name=options["name"],
                password=password,
                role=Role(options["role"]),
                territory=find_territory(options["territory"]),
                starts=options["starts"],
                ends=options["ends"],
            )
        except UnknownTerritoryError as error:
            message = _("%(code)s is not a known territory. Import the territories first.")
            raise CommandError(message % {"code": error}) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.email}: {options['role']} {options['territory']}")
