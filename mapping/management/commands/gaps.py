"""Prints supply and gaps of a municipality, as text for people or JSON for programs."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from clrisk_site.catalogue.country import in_country
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.suppression import Audience
from clrisk_site.places.finding import UnknownTerritoryError, find_territory
from mapping.gap_words import GAP_WORDS
from mapping.presenters.gap_export import matrix_to_json
from mapping.presenters.saying import said
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.supply import By, SupplyMatrix, SupplyQuestion


class Command(BaseCommand):
    """`manage.py gaps CODE [--by zone|level] [--year N] [--format json|text]`."""

    help = "Print how programmes answer each factor in a municipality, and where a gap is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="official code or path, such as 07101 or MX.07.101")
        parser.add_argument("--by", choices=[by.value for by in By], default=By.ZONE.value)
        parser.add_argument("--year", type=int, help="year of the local offers; the newest by default")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            territory = find_territory(options["code"])
        except UnknownTerritoryError:
            raise CommandError(
                gettext("No territory has the code %(code)s. Write it with its zeros, such as 07101.")
                % {"code": options["code"]}
            ) from None
        if not territory.level.is_municipal:
            raise CommandError(
                gettext("%(name)s is not a municipality. Write the code of one, such as 07101.")
                % {"name": territory.name}
            )
        year = options["year"] or latest_year(territory)
        question = SupplyQuestion(territory.path, year, By(options["by"]))
        # What a command prints leaves the team, so small counts are hidden as for the commission.
        with in_country(territory.country):
            matrix = supply_by_factor(question, Audience.COMMISSION)
            if options["format"] == "json":
                self.stdout.write(json.dumps(matrix_to_json(matrix), ensure_ascii=False, indent=2))
            else:
                self._write_text(matrix)

    def _write_text(self, matrix: SupplyMatrix) -> None:
        for row in matrix.rows:
            self.stdout.write(row.factor.name)
            for cell in row.cells:
                words = f"{render(GAP_WORDS[cell.type])}: {said(cell.fact)}"
                self.stdout.write(f"  {cell.column.key:10} {words}")
