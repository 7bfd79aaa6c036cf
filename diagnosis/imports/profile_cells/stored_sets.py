"""The years, sources and ages of which profile cells are stored in a territory."""

from django.db.models import Count, Max

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from diagnosis.imports.indicators.stored_sets import set_code
from diagnosis.models import ProfileCell


def stored_counts(territory: Territory) -> list[StoredSet]:
    """Return one set per source and year with cells in reach, the newest first."""
    found = (
        ProfileCell.objects.filter(territory__in=Territory.objects.within(territory))
        .order_by()
        .values("source", "year", "age_from", "age_to")
        .annotate(rows=Count("pk"), newest=Max("pk"))
        .order_by("-year", "-newest")
    )
    return [
        StoredSet(
            set_code(one["source"], one["year"], one["age_from"], one["age_to"]),
            f"{one['source']} ({one['year']})",
            source=one["source"],
            year=one["year"],
            facts={"age_from": str(one["age_from"]), "age_to": str(one["age_to"])},
            rows=one["rows"],
        )
        for one in found
    ]
