"""`manage.py document KIND CODE --out FILE`: make a document without the pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, override

from clrisk_site.catalogue.country import in_country
from clrisk_site.catalogue.wording import render
from clrisk_site.files.actions.issue_document import issue_document
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentKind, DocumentNotPossible, Order, Produced, documents
from clrisk_site.places.finding import UnknownTerritoryError, find_territory


class Command(BaseCommand):
    """Write one document about one territory to a file; it is entered in the print log like any other."""

    help = "Make a document, such as the action plan of a municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(kind.code for kind in documents.all()))
        parser.add_argument("code", help="code or path of the territory")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--language", default="es", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--format", default="pdf", choices=[one.value for one in DocumentFormat])

    def handle(self, *args: Any, **options: Any) -> None:
        kind = documents.get(options["kind"])
        if kind is None:
            raise CommandError(options["kind"])
        with override(options["language"]):
            produced = self._produce(kind, options)
        out: Path = options["out"]
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = out.with_name(out.name + ".part")
        partial.write_bytes(produced.content)
        partial.rename(out)
        self.stdout.write(f"{out} ({len(produced.content):,} bytes)")

    def _produce(self, kind: DocumentKind, options: dict[str, Any]) -> Produced:
        wanted = DocumentFormat(options["format"])
        if wanted not in kind.formats:
            message = gettext("This document is made as %(formats)s.")
            raise CommandError(message % {"formats": ", ".join(str(one.label) for one in kind.formats)})
        try:
            territory = find_territory(options["code"])
            with in_country(territory.country):
                return issue_document(kind, Order(territory, options["language"], wanted))
        except UnknownTerritoryError:
            message = gettext("No territory has the code %(code)s.")
            raise CommandError(message % {"code": options["code"]}) from None
        except DocumentNotPossible as answer:
            raise CommandError(render(answer.message)) from None
