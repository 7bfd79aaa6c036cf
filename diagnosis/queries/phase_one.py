"""What Phase I published of a territory, else of the nearest territory above it."""

from dataclasses import dataclass

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.places.models import Territory
from diagnosis.models import MeasureType, ReleaseNature, RiskRelease, RiskResult
from diagnosis.models.risk import CLASSES

UNITS = {
    MeasureType.PROBABILITY: Unit.PROBABILITY,
    MeasureType.INDEX_100: Unit.INDEX_100,
    MeasureType.INDEX_10: Unit.INDEX_10,
    MeasureType.INDEX_OPEN: Unit.NUMBER,
    MeasureType.CLASS_ONLY: Unit.NUMBER,
}


@dataclass(frozen=True)
class RiskFinding:
    """One published result with its release. The class is inherited: nothing here computes it."""

    place_path: str
    place_name: str
    level_name: str
    release_name: str
    nature: str
    year: int
    source: str
    url: str
    definition: str
    measure: str
    scheme: str
    classes: tuple[str, ...]
    official_class: str
    value: Estimate
    illustrative: bool


@dataclass(frozen=True)
class PhaseOne:
    """The newest Phase I result of a territory and the newest of the nearest territory above it.

    `others` are what further releases gave the territory of the best one: stored, and not silently displaced.
    """

    own: RiskFinding | None
    above: RiskFinding | None
    others: tuple[RiskFinding, ...] = ()

    @property
    def best(self) -> RiskFinding | None:
        """The territory's own result, else the one from above."""
        return self.own or self.above

    @property
    def is_from_above(self) -> bool:
        """Whether all that is known speaks of a larger territory."""
        return self.own is None and self.above is not None


def phase_one_of(territory: Territory) -> PhaseOne:
    """Find the newest Phase I results of a territory and of those above it, in one query."""
    results = (
        RiskResult.objects.filter(
            territory__path__in=[territory.path, *territory.ancestor_paths],
            release__nature=ReleaseNature.PHASE_I,
        )
        .select_related("release", "territory__level")
        .order_by("-territory__path", "-release__year", "-release__created_at", "-pk")
    )
    found = [finding_of(result) for result in results]
    own = next((one for one in found if one.place_path == territory.path), None)
    above = next((one for one in found if one.place_path != territory.path), None)
    best = own or above
    others = tuple(one for one in found if best and one is not best and one.place_path == best.place_path)
    return PhaseOne(own, above, others)


def finding_of(result: RiskResult) -> RiskFinding:
    """Give a stored result the story of its release."""
    release, place = result.release, result.territory
    return RiskFinding(
        place_path=place.path,
        place_name=place.name,
        level_name=str(place.level),
        release_name=release.name,
        nature=release.nature,
        year=release.year,
        source=release.source,
        url=release.url,
        definition=release.definition,
        measure=release.measure_type,
        scheme=release.class_scheme,
        classes=CLASSES[release.class_scheme],
        official_class=result.official_class,
        value=value_of(result, release),
        illustrative=release.illustrative,
    )


def value_of(result: RiskResult, release: RiskRelease) -> Estimate:
    """Return the published number; a release that printed none says "not published"."""
    unit = UNITS[MeasureType(release.measure_type)]
    story = Story(
        source=release.source,
        year=release.year,
        definition=release.definition,
        basis=Basis.INHERITED,
        illustrative=release.illustrative,
        url=release.url,
        official=True,
    )
    if result.value is None:
        return missing(unit, story, Availability.NOT_PUBLISHED)
    return Estimate(result.value, unit, story, lower=result.lower, upper=result.upper)
