"""The territories directly below one, each with its newest Phase I class and outline."""

from collections import Counter
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from clrisk_site.places.models import Boundary, Territory
from diagnosis.models import ReleaseNature, RiskResult
from diagnosis.queries.phase_one import RiskFinding, finding_of


@dataclass(frozen=True)
class PlaceRisk:
    """One territory of a larger one with what Phase I published of it, if anything."""

    path: str
    code: str
    name: str
    finding: RiskFinding | None
    geometry: BaseGeometry | None

    @property
    def official_class(self) -> str:
        """The published class; empty when none was published."""
        return self.finding.official_class if self.finding else ""


@dataclass(frozen=True)
class PlacesBelow:
    """The territories directly below one; census areas are not among them."""

    places: tuple[PlaceRisk, ...]
    level_name: str

    @property
    def counts(self) -> Counter[str]:
        """How many territories have each published class; "" counts those without."""
        return Counter(place.official_class for place in self.places)


def places_below(territory: Territory) -> PlacesBelow:
    """Read the territories directly below one; four queries, however many there are."""
    children = Territory.objects.filter(parent=territory, level__is_micro=False).select_related("level")
    places = list(children.order_by("name"))
    findings: dict[int, RiskFinding] = {}
    # By columns of one join: a subquery beside it is slow where PostgreSQL misjudges the tables.
    directly_below = {"territory__parent": territory, "territory__level__is_micro": False}
    results = RiskResult.objects.filter(
        **directly_below, release__nature=ReleaseNature.PHASE_I
    ).select_related("release", "territory__level")
    for result in results.order_by("release__year", "release__created_at", "pk"):
        findings[result.territory_id] = finding_of(result)
    outlines = {
        row.territory_id: row
        for row in Boundary.objects.filter(**directly_below, valid_to__isnull=True).order_by("valid_from")
    }
    return PlacesBelow(
        tuple(
            PlaceRisk(
                place.path,
                place.code,
                place.name,
                findings.get(place.pk),
                outlines[place.pk].geometry if place.pk in outlines else None,
            )
            for place in places
        ),
        places[0].level.plural if places else "",
    )
