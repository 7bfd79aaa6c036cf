"""`manage.py load_catalogues`: bring every catalogue up to date with its file; may be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from clrisk_site.catalogue.registry import catalogues


class Command(BaseCommand):
    """Seed all registered catalogues."""

    help = "Load or update the shipped catalogue rows from their files; what countries wrote stays."

    def handle(self, *args: Any, **options: Any) -> None:
        for catalogue in catalogues():
            if catalogue.load is not None:
                for path in catalogue.files:
                    self.stdout.write(f"{path.name}: {catalogue.load(path)}")
