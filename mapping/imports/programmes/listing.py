"""Keeps the rows of an inventory of one year beside the programmes that they became, to compare years."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from mapping.imports.programmes.comparing import PROGRAMME_FIELDS
from mapping.models import InventoryListing, Programme

LISTED = tuple(field for field in PROGRAMME_FIELDS if field not in {"evidence", "evidence_document"})
_KEY = ("territory", "inventory", "year", "institution_name", "name")


class Inventory:
    """The listings that one import makes. A file with a source and a year, and no local offers, is one."""

    def __init__(self, territory: Territory, context: Context) -> None:
        self.territory = territory
        self.source = context.source[:200]
        self.listings: dict[tuple[int, str, str], InventoryListing] = {}

    def note(self, row: Mapping[str, Any], programme: Programme) -> None:
        """Note a row as the file gives it; a row without a year belongs to no inventory."""
        year = row.get("year")
        if not self.source or _is_blank(year):
            return
        facts = {field: str(row[field]) for field in LISTED if not _is_blank(row.get(field))}
        listing = InventoryListing(
            territory=self.territory,
            inventory=self.source,
            year=int(str(year)),
            name=row["name"],
            institution_name=row["institution"],
            programme=programme,
            facts=facts,
        )
        self.listings[listing.year, listing.institution_name, listing.name] = listing

    def save(self) -> None:
        """Store what was noted; a row that was listed before is listed anew."""
        InventoryListing.objects.bulk_create(
            self.listings.values(),
            update_conflicts=True,
            unique_fields=_KEY,
            update_fields=("programme", "facts"),
        )


def forget(territory: Territory, programme: Programme, context: Context) -> None:
    """Take back the listing by which the import that is being undone wrote a programme."""
    InventoryListing.objects.filter(
        territory=territory,
        inventory=context.source[:200],
        programme=programme,
        year=programme.year or 0,
    ).delete()


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value)
