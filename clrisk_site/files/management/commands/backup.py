"""`manage.py backup FILE`: write every table and private file into one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clrisk_site.files.backup import BackupError, write_backup


class Command(BaseCommand):
    """Write a backup."""

    help = "Write all data and private files into one archive that `restore` reads on either database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = write_backup(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table.rows for table in manifest.tables)
        told = _("%(file)s: %(rows)s rows and %(files)s files saved")
        self.stdout.write(told % {"file": options["file"], "rows": rows, "files": len(manifest.files)})
