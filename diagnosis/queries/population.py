"""Children 5 to 17 of a territory: its own count, else the sum of its areas, and how complete that sum is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, incomplete_sum, missing
from clrisk_site.figures.message import Message, counts
from clrisk_site.places.models import Territory
from diagnosis.models import PopulationBasis, PopulationCount, Sex

AGE_FROM, AGE_TO = 5, 17
BASES = {PopulationBasis.MEASURED: Basis.COUNT, PopulationBasis.ESTIMATED: Basis.ESTIMATED}


@dataclass(frozen=True)
class Population:
    """Children 5 to 17, in all and by sex. A sum says how many areas stand behind it; else 0 of 0."""

    total: Estimate
    girls: Estimate
    boys: Estimate
    areas_counted: int = 0
    areas_total: int = 0

    @property
    def is_sum(self) -> bool:
        """Whether the numbers were added up from areas."""
        return self.areas_total > 0


def population_of(territory: Territory) -> Population:
    """Return the newest counts of a territory; a municipality without any has the sum of its areas.

    A larger territory is never added up: the tree holds the municipalities that were loaded, which may be
    one of many, and their sum would pass for the whole.
    """
    own = newest_counts(PopulationCount.objects.filter(territory=territory))
    if (territory.pk, Sex.ALL) in own or not territory.level.is_municipal:
        return population_from(territory, (), own)
    parts = Territory.objects.below(territory).filter(level__is_micro=True)
    counted = newest_counts(PopulationCount.objects.filter(territory__in=parts))
    return population_from(territory, list(parts.values_list("pk", flat=True)), counted)


def counts_within(territory: Territory) -> dict[tuple[int, str], PopulationCount]:
    """Read the newest counts of a territory and of all below it, in one query."""
    return newest_counts(PopulationCount.objects.filter(territory__in=Territory.objects.within(territory)))


def population_from(
    territory: Territory, area_ids: Sequence[int], counted: Mapping[tuple[int, str], PopulationCount]
) -> Population:
    """Return the population of a territory from counts that were read already."""
    if (territory.pk, Sex.ALL) in counted:
        total, girls, boys = (
            estimate_of(counted.get((territory.pk, sex))) for sex in (Sex.ALL, Sex.GIRLS, Sex.BOYS)
        )
        return Population(total, girls, boys)
    total, girls, boys = (
        sum_of([estimate_of(counted.get((pk, sex))) for pk in area_ids])
        for sex in (Sex.ALL, Sex.GIRLS, Sex.BOYS)
    )
    known = sum((pk, Sex.ALL) in counted for pk in area_ids)
    return Population(total, girls, boys, known, len(area_ids))


def newest_counts(rows: Iterable[PopulationCount]) -> dict[tuple[int, str], PopulationCount]:
    """Keep the newest count of ages 5 to 17 per territory and sex; other age bands answer other questions."""
    found: dict[tuple[int, str], PopulationCount] = {}
    for row in rows:
        key = (row.territory_id, row.sex)
        if (row.age_from, row.age_to) == (AGE_FROM, AGE_TO) and (
            key not in found or row.year > found[key].year
        ):
            found[key] = row
    return found


def estimate_of(count: PopulationCount | None) -> Estimate:
    """Give a stored count its story. A count of a producer is official and shown as published."""
    if count is None:
        return missing(Unit.PERSONS, Story(), Availability.NO_DATA)
    measured = count.basis == PopulationBasis.MEASURED
    story = Story(
        source=count.source,
        year=count.year,
        note=count.note or None,
        basis=BASES[PopulationBasis(count.basis)],
        illustrative=count.illustrative,
        official=measured,
    )
    return Estimate(count.persons, Unit.PERSONS, story)


def sum_of(parts: Sequence[Estimate]) -> Estimate:
    """Add up what is known of the parts and say how many parts had no number; nothing known is no zero."""
    known = [part for part in parts if part.value is not None]
    if not known:
        return missing(Unit.PERSONS, Story(), Availability.NO_DATA)
    stories = [part.story for part in known]
    estimated = any(story.basis is Basis.ESTIMATED for story in stories)
    story = Story(
        source=" / ".join(dict.fromkeys(story.source for story in stories)),
        year=min((story.year for story in stories if story.year is not None), default=None),
        note=_sum_note(len(known), len(parts), stories),
        basis=Basis.ESTIMATED if estimated else Basis.COUNT,
        illustrative=any(story.illustrative for story in stories),
        official=all(story.official for story in stories),
    )
    return Estimate(sum(part.value or 0 for part in known), Unit.PERSONS, story)


def _sum_note(known: int, all_parts: int, stories: list[Story]) -> Message:
    if known < all_parts:
        return incomplete_sum(known, all_parts)
    if any(story.basis is Basis.ESTIMATED for story in stories):
        return counts("estimate of %(count)s area", "sum of estimates of %(count)s areas", known)
    return counts("count of %(count)s area", "sum of %(count)s areas", known)
