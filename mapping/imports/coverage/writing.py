"""Stores which zones offers reach, puts it back and removes it; inside the caller's transaction."""

from typing import Any

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Change, Context
from diagnosis.models import Zone
from mapping.imports.coverage.stored import KEY, known_offers
from mapping.imports.keeping import refuse_if_edited, writer_of
from mapping.models import LocalOffer, OfferCoverage

type Row = dict[Any, Any]


class CoverageWriter:
    """The offers and zones of one municipality, found by the keys of rows."""

    def __init__(self, territory: Territory, rows: pd.DataFrame, context: Context) -> None:
        self.context = context
        by_key = {
            (row.institution, row.programme, row.year): row.pk for row in known_offers(territory).offers
        }
        self.zones = dict(Zone.objects.filter(territory=territory).values_list("letter", "pk"))
        keys = zip(rows["institution"], rows["programme"], rows["year"], strict=True)
        wanted = {by_key[key] for key in keys if key in by_key}
        self.offers = LocalOffer.objects.in_bulk(wanted)
        self.by_key = {key: pk for key, pk in by_key.items() if pk in wanted}

    def place(self, row: Row) -> dict[str, Any] | None:
        """Return the offer and zone of a row, or None when one of them is gone."""
        offer = self.by_key.get((row["institution"], row["programme"], int(row["year"])))
        zone = self.zones.get(row["zone"])
        return {"offer_id": offer, "zone_id": zone} if offer is not None and zone is not None else None

    def touch(self) -> None:
        """Count the versions of the offers up, so that a form opened before does not overwrite the import."""
        for offer in self.offers.values():
            offer.version += 1
            offer.updated_by = writer_of(self.context)
            offer.save(update_fields=["version", "updated_by", "updated_at"])


def write_coverage(territory: Territory, change: Change, context: Context) -> None:
    """Store new and changed rows.

    Raises
    ------
    BuiltUponError
        When rows are put back and a person changed the offer since.
    """
    rows = pd.concat([change.new, change.changed])
    writer = CoverageWriter(territory, rows, context)
    if context.exact:
        refuse_if_edited(writer.offers.values(), context)
    for row in rows[[*KEY, "reaches", "places"]].to_dict(orient="records"):
        place = writer.place(row)
        if place is not None:
            values = {
                "reaches": row["reaches"],
                "places": None if pd.isna(row["places"]) else int(row["places"]),
            }
            OfferCoverage.objects.update_or_create(defaults=values, **place)
    writer.touch()


def remove_coverage(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Forget what is known of an offer in a zone.

    Raises
    ------
    BuiltUponError
        When a person changed the offer after the import that is being undone.
    """
    writer = CoverageWriter(territory, rows, context)
    refuse_if_edited(writer.offers.values(), context)
    for row in rows[list(KEY)].to_dict(orient="records"):
        place = writer.place(row)
        if place is not None:
            OfferCoverage.objects.filter(**place).delete()
    writer.touch()
