"""What people did to the zones of a municipality, the newest first."""

from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import ZoneChange


def zone_trail(territory: Territory) -> QuerySet[ZoneChange]:
    """Return the lines of the trail with who wrote them."""
    return ZoneChange.objects.filter(territory=territory).select_related("created_by").order_by("-pk")


def trail_of_zone(territory: Territory, letter: str) -> list[ZoneChange]:
    """Return the lines that name a zone's letter; letters are never given twice."""
    return [line for line in zone_trail(territory) if letter in line.letters]
