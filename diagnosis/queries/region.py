"""The territories among which one is compared: those beside it, as one release published them."""

from dataclasses import dataclass

from clrisk_site.places.models import Territory
from diagnosis.queries.phase_one import RiskFinding
from diagnosis.queries.places_below import PlaceRisk, PlacesBelow, places_below
from diagnosis.standing import Placed, Standing, standing_among


@dataclass(frozen=True)
class Region:
    """A territory with those directly below it; read once for all of them."""

    path: str
    name: str
    below: PlacesBelow

    def standing_of(self, path: str, own: RiskFinding | None) -> Standing | None:
        """Place one of them among the others, by what its own release says; other releases do not compare."""
        if own is None:
            return None
        placed = [_placed(one, own) for one in self.below.places]
        return standing_among(path, placed, own.classes)


def _placed(place: PlaceRisk, own: RiskFinding) -> Placed:
    found = place.finding
    if found is None or (found.release_name, found.year, found.source) != (
        own.release_name,
        own.year,
        own.source,
    ):
        return Placed(place.path, "", None)
    return Placed(place.path, found.official_class, found.value.value)


def region_of(territory: Territory) -> Region | None:
    """Return what lies around a territory; None for a country."""
    return None if territory.parent is None else region_below(territory.parent)


def region_below(above: Territory) -> Region:
    """Return a territory with those directly below it."""
    return Region(above.path, above.name, places_below(above))
