"""`manage.py document KIND CODE --out FILE`: make a document without the pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, override

from clrisk_site.catalogue.wording import render
from clrisk_site.files.registry import DocumentNotPossible, documents
from clrisk_site.places.finding import UnknownTerritoryError, find_territory


class Command(BaseCommand):
    """Write one document about one territory to a file."""

    help = "Make a document, such as the action plan of a municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(kind.code for kind in documents.all()))
        parser.add_argument("code", help="code or path of the territory")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--language", default="es")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = documents.get(options["kind"])
        if kind is None:
            raise CommandError(options["kind"])
        with override(options["language"]):
            try:
                territory = find_territory(options["code"])
                produced = kind.build(territory, options["language"], None)
            except UnknownTerritoryError:
                message = gettext("No territory has the code %(code)s.")
                raise CommandError(message % {"code": options["code"]}) from None
            except DocumentNotPossible as answer:
                raise CommandError(render(answer.message)) from None
        out: Path = options["out"]
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = out.with_name(out.name + ".part")
        partial.write_bytes(produced.content)
        partial.rename(out)
        self.stdout.write(f"{out} ({len(produced.content):,} bytes)")
