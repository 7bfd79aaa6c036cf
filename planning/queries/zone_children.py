"""Children 5 to 17 who live in the zones of a municipality, in two queries, without outlines."""

from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.places.models import Territory
from diagnosis.models import PopulationCount, Sex, Zone, ZoneStatus
from diagnosis.queries.population import estimate_of, newest_counts, sum_of


@dataclass(frozen=True)
class ZoneChildren:
    """Letters of the zones in use, and the children in each of their areas."""

    areas: dict[str, tuple[Estimate, ...]]

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters in order."""
        return tuple(self.areas)

    @property
    def by_letter(self) -> dict[str, Estimate]:
        """The sum of each zone."""
        return {letter: sum_of(list(parts)) for letter, parts in self.areas.items()}

    def together(self, letters: tuple[str, ...] | None = None) -> Estimate:
        """Return the sum over the areas of some zones, or of all, so that its story counts areas."""
        return sum_of([part for letter in letters or self.letters for part in self.areas.get(letter, ())])


def zone_children(territory: Territory) -> ZoneChildren:
    """Read the zones in use with the counts of their areas."""
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    areas: dict[str, list[int]] = {}
    for letter, area in zones.order_by("letter").values_list("letter", "areas"):
        areas.setdefault(letter, [])
        if area is not None:
            areas[letter].append(area)
    wanted = PopulationCount.objects.filter(territory__zones__in=zones, sex=Sex.ALL).distinct()
    counted = newest_counts(wanted)
    return ZoneChildren(
        {
            letter: tuple(estimate_of(counted.get((area, Sex.ALL))) for area in members)
            for letter, members in areas.items()
        }
    )
