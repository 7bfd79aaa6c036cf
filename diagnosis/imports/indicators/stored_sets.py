"""The years and sources of which indicators are stored in a territory."""

import hashlib

from django.db.models import Count, Max

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from diagnosis.models import IndicatorValue


def stored_sources(territory: Territory) -> list[StoredSet]:
    """Return one set per source and year with values in reach, the newest first."""
    found = (
        IndicatorValue.objects.filter(territory__in=Territory.objects.within(territory))
        .order_by()
        .values("source", "year")
        .annotate(rows=Count("pk"), newest=Max("pk"))
        .order_by("-year", "-newest")
    )
    return [
        StoredSet(
            set_code(one["source"], one["year"]),
            f"{one['source']} ({one['year']})",
            source=one["source"],
            year=one["year"],
            rows=one["rows"],
        )
        for one in found
    ]


def set_code(source: str, year: int, *more: object) -> str:
    """Return a name for addresses that the same source and year always get."""
    text = "\x1f".join([source, *map(str, more)])
    return f"{year}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
