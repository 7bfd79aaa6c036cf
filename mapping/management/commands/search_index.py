"""`manage.py search_index`: makes the index of the searched lists where it is missing, and says so."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mapping.search_index import EXTENSION, put_up


class Command(BaseCommand):
    """Needed once, where the extension was installed after the database."""

    help = "Make the index of the searched lists (PostgreSQL)."

    def handle(self, *_args: object, **_options: object) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write("SQLite needs no index: its lists are short.")
        elif put_up(connection):
            self.stdout.write("The index of the searched lists is there.")
        else:
            raise CommandError(
                f"The extension {EXTENSION} may not be made by this account. As an administrator of the "
                f"database run: CREATE EXTENSION {EXTENSION}; then run this command again."
            )
