"""`manage.py restore FILE`: replace all data by what a backup holds, or change nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clrisk_site.files.backup import BackupError, restore_backup


class Command(BaseCommand):
    """Restore a backup."""

    help = "Replace all data and private files by those of a backup. A damaged archive changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table.rows for table in manifest.tables)
        told = _("%(file)s: %(rows)s rows and %(files)s files restored")
        self.stdout.write(told % {"file": options["file"], "rows": rows, "files": len(manifest.files)})
