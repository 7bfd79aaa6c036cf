"""What the children of areas can be estimated from: persons of all ages, and the share of children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum

from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory
from diagnosis.models import IndicatorValue, PopulationBasis, PopulationCount, Sex
from diagnosis.queries.population import AGE_FROM, AGE_TO, population_of

ESTIMATED = "children.estimate"
"""What the audit calls an estimate; its entry keeps the note that tells the rows again."""
LEAST_MEAN = 20
"""A column of persons has more per area on average; percentages and scores with less are not offered."""


@dataclass(frozen=True)
class PersonsOfAreas:
    """An indicator of one year and source that may hold the persons of each area."""

    key: str
    name: str
    source: str
    year: int
    areas: int
    persons: float
    illustrative: bool


@dataclass(frozen=True)
class KnownShare:
    """The share of children among all persons, in per cent, and whose it is."""

    percent: float
    source: str


def persons_of_areas(territory: Territory) -> tuple[PersonsOfAreas, ...]:
    """Return the indicators that may hold persons of all ages: whole, never negative, and many."""
    areas = Territory.objects.below(territory).filter(level__is_micro=True)
    rows = (
        IndicatorValue.objects.filter(territory__in=areas)
        .order_by()
        .values_list("indicator_id", "indicator__code", "indicator__name", "year", "source", "illustrative")
        .annotate(areas=Count("pk"), persons=Sum("value"), most=Max("value"))
        # A percentage above 20 on average would pass for persons.
        .exclude(indicator__unit__contains="%")
        .filter(most__gt=100)
        .order_by("indicator__code", "-year", "source")
    )
    return tuple(
        PersonsOfAreas(
            f"{pk}:{year}:{source}", f"{name} ({code})" if name and name != code else code,
            source, year, count, persons, illustrative,
        )
        for pk, code, name, year, source, illustrative, count, persons, _most in rows
        if count and persons / count >= LEAST_MEAN
    )  # fmt: skip


def values_of(persons: PersonsOfAreas, territory: Territory) -> Mapping[int, float]:
    """Return the persons per area (by its key)."""
    pk, year, source = persons.key.split(":", 2)
    rows = IndicatorValue.objects.filter(
        indicator=int(pk),
        year=int(year),
        source=source,
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
    )
    return dict(rows.values_list("territory_id", "value"))


def uncounted_areas(territory: Territory) -> set[int]:
    """Return the areas that have no number of children of 5 to 17 of any year."""
    areas = Territory.objects.below(territory).filter(level__is_micro=True)
    counted = PopulationCount.objects.filter(
        territory__in=areas, sex=Sex.ALL, age_from=AGE_FROM, age_to=AGE_TO
    )
    return set(areas.values_list("pk", flat=True)) - set(counted.values_list("territory_id", flat=True))


def estimates_made(territory: Territory) -> QuerySet[PopulationCount]:
    """Return the estimates of the areas that were made here, told by their note; none that a file brought."""
    made = AuditEntry.objects.filter(territory=territory, action=ESTIMATED)
    notes = {str(changes.get("note", "")) for changes in made.values_list("changes", flat=True)}
    return PopulationCount.objects.filter(
        territory__in=Territory.objects.below(territory).filter(level__is_micro=True),
        sex=Sex.ALL,
        age_from=AGE_FROM,
        age_to=AGE_TO,
        basis=PopulationBasis.ESTIMATED,
        note__in=notes,
    )


def proposed_share(
    territory: Territory, columns: Sequence[PersonsOfAreas]
) -> tuple[PersonsOfAreas, KnownShare] | None:
    """Return the first column whose total the municipality, else the state, knows beside its children."""
    places = [place for place in (territory, territory.parent) if place is not None]
    rows = IndicatorValue.objects.filter(territory__in=places)
    totals = {
        (place, f"{pk}:{year}:{source}"): value
        for place, pk, year, source, value in rows.values_list(
            "territory_id", "indicator_id", "year", "source", "value"
        )
    }
    for place in places:
        population = population_of(place)
        children = population.total
        for one in columns:
            everyone = totals.get((place.pk, one.key), 0)
            if children.value and not population.is_sum and 0 < children.value < everyone:
                told = f"{place.name}: {children.story.source}, {children.story.year}"
                return one, KnownShare(100 * children.value / everyone, told)
    return None
