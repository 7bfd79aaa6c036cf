"""The zones of a municipality as letters and names, those dropped left out."""

from clrisk_site.places.models import Territory
from diagnosis.models import Zone, ZoneStatus


def zone_letters(territory: Territory) -> list[tuple[str, str]]:
    """Return letter and name of each zone, in the order of the letters."""
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    return list(zones.values_list("letter", "name"))
