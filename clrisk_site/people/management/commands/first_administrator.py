"""`manage.py first_administrator EMAIL --name N --territory MX`: prints the link with which a site begins."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people.actions.first_administrator import AdministratorExistsError, make_first_administrator
from clrisk_site.people.letters import write_letter
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.site_address import site_address
from clrisk_site.places.finding import UnknownTerritoryError, find_territory


class Command(BaseCommand):
    """Bring in the first administrator."""

    help = "Make a person administrator of a territory and all below it, and print a link that works once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--territory", required=True, help="official code or path, such as MX")
        parser.add_argument(
            "--another",
            action="store_true",
            help="although there is an administrator; also renews a lost link",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            issued = make_first_administrator(
                email=options["email"],
                name=options["name"],
                territory=find_territory(options["territory"]),
                another=options["another"],
            )
        except AdministratorExistsError as error:
            message = _("There is an administrator already, who can invite more. To go on, add --another.")
            raise CommandError(message) from error
        except UnknownTerritoryError as error:
            message = _("%(code)s is not a known territory. Import the territories first.")
            raise CommandError(message % {"code": error}) from error
        except RefusedError as error:
            raise CommandError(render(error.message)) from error
        address = site_address() + reverse("access-link", kwargs={"token": issued.token})
        letter = write_letter(issued.link, address)
        self.stdout.write(f"{letter.title}\n\n{letter.as_message}")
