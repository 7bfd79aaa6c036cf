"""Children 5 to 17 who live in the zones of a municipality, in two queries, without outlines."""

from dataclasses import dataclass

from clrisk_site.figures.estimate import Estimate
from clrisk_site.places.models import Territory
from diagnosis.models import PopulationCount, Sex, Zone, ZoneStatus
from diagnosis.queries.population import estimate_of, newest_counts, sum_of


@dataclass(frozen=True)
class ZoneChildren:
    """Letters of the zones in use, and the children in each."""

    by_letter: dict[str, Estimate]

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters in order."""
        return tuple(self.by_letter)

    def together(self, letters: tuple[str, ...] | None = None) -> Estimate:
        """Return the sum over some zones, or over all."""
        return sum_of(
            [self.by_letter[letter] for letter in letters or self.letters if letter in self.by_letter]
        )


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
            letter: sum_of([estimate_of(counted.get((area, Sex.ALL))) for area in members])
            for letter, members in areas.items()
        }
    )
