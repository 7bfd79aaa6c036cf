"""Stores places by group, facts that are claimed only, and two inventories of the demonstration."""

from collections.abc import Mapping
from typing import Any

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Zone
from mapping.actions.fact_evidence import note_facts
from mapping.actions.save_coverage_groups import save_coverage_groups
from mapping.coverage_sums import GroupRow
from mapping.models import Evidence, FactOrigin, InventoryListing, LocalOffer
from mapping.supported import is_known
from planning.demo.reading import read


def build_support(municipality: Territory, offers: Mapping[str, LocalOffer], *, by: User) -> None:
    """Store them; offers by the keys of their file."""
    data = read("support")
    zones = {zone.letter: zone.pk for zone in Zone.objects.filter(territory=municipality)}
    for key, told in data["groups"].items():
        offer = LocalOffer.objects.get(pk=offers[key].pk)
        rows = [GroupRow(**(row | {"zone": zones[row["zone"]]})) for row in told]
        save_coverage_groups(offer=offer, rows=rows, by=by, expected_version=offer.version)
    for key, facts in data["claimed"].items():
        offer = LocalOffer.objects.get(pk=offers[key].pk)
        note_facts(
            record=offer,
            facts=[fact for fact in facts if is_known(offer, fact)],
            state=Evidence.CLAIMED,
            origin=FactOrigin.DESK,
            by=by,
            value_changed=True,
        )
    _list_inventories(municipality, offers, data["inventories"])


def _list_inventories(
    municipality: Territory, offers: Mapping[str, LocalOffer], inventories: Mapping[int, dict[str, Any]]
) -> None:
    InventoryListing.objects.bulk_create(
        InventoryListing(
            territory=municipality,
            inventory=told["source"],
            year=year,
            name=row["name"],
            institution_name=row["institution"],
            programme_id=offers[row["programme"]].programme_id if "programme" in row else None,
            facts=row["facts"],
        )
        for year, told in inventories.items()
        for row in told["rows"]
    )
