"""The inventories of programmes that a territory sees, and two of them compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from clrisk_site.places.models import Territory
from mapping.inventory_comparison import Comparison, Listed, compare
from mapping.models import InventoryListing
from mapping.owners import owner_paths


@dataclass(frozen=True)
class InventoryYear:
    """One inventory of one year, and how many programmes it lists."""

    place: str
    inventory: str
    year: int
    programmes: int

    @property
    def key(self) -> str:
        """How addresses name it."""
        return f"{self.year}:{self.place}:{self.inventory}"


def inventories_of(territory: Territory) -> list[InventoryYear]:
    """Return the inventories seen from a territory, the newest first."""
    seen = InventoryListing.objects.filter(territory__path__in=owner_paths(territory))
    counted = seen.order_by().values("territory__path", "inventory", "year").annotate(programmes=Count("pk"))
    found = [
        InventoryYear(row["territory__path"], row["inventory"], row["year"], row["programmes"])
        for row in counted
    ]
    return sorted(found, key=lambda one: (-one.year, one.place, one.inventory))


def two_compared(earlier: InventoryYear, later: InventoryYear) -> Comparison:
    """Compare two inventories."""
    return compare(_listed(earlier), _listed(later))


def chosen_pair(
    inventories: Sequence[InventoryYear], earlier: str, later: str
) -> tuple[InventoryYear, InventoryYear] | None:
    """Return the two that were asked for, else the two newest of one place; None where there are no two."""
    by_key = {one.key: one for one in inventories}
    if earlier in by_key and later in by_key and earlier != later:
        pair = sorted((by_key[earlier], by_key[later]), key=lambda one: one.year)
        return pair[0], pair[1]
    for one in inventories:
        older = next(
            (other for other in inventories if other.place == one.place and other.year < one.year), None
        )
        if older is not None:
            return older, one
    return None


def _listed(inventory: InventoryYear) -> list[Listed]:
    rows = InventoryListing.objects.filter(
        territory__path=inventory.place, inventory=inventory.inventory, year=inventory.year
    )
    return [
        Listed(row.name, row.institution_name, row.programme_id, row.facts) for row in rows.order_by("name")
    ]
