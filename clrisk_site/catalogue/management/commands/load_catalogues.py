"""`manage.py load_catalogues`: bring every catalogue up to date with its file; may be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from clrisk_site.catalogue.registry import registered


class Command(BaseCommand):
    """Seed all registered catalogues."""

    help = "Load or update the catalogues (factors, levels, strategies) from their files."

    def handle(self, *args: Any, **options: Any) -> None:
        for path, load in registered():
            self.stdout.write(f"{path.name}: {load(path)}")
