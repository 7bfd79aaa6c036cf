"""Estimates the children of areas that nobody counted: persons of the area times a share, labelled (D7)."""

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import PopulationBasis, PopulationCount, Sex
from diagnosis.queries.persons_of_areas import (
    ESTIMATED,
    PersonsOfAreas,
    estimates_made,
    uncounted_areas,
    values_of,
)
from diagnosis.queries.population import AGE_FROM, AGE_TO
from diagnosis.statistics.composite import AssumedShare, children_of


@transaction.atomic
def estimate_children(
    territory: Territory, *, persons: PersonsOfAreas, share: AssumedShare, note: str, by: User | None
) -> int:
    """Store an estimate for every area without a count; what a producer counted is never touched.

    Parameters
    ----------
    note : str
        How the estimate was made, as every page will print it.

    Returns
    -------
    int
        Areas that got an estimate.

    Raises
    ------
    ChildrenError
        If the numbers of persons cannot be such.
    """
    people, missing = values_of(persons, territory), uncounted_areas(territory)
    known = {str(area): people[area] for area in missing if area in people}
    found = children_of(dict.fromkeys(known), known, share)
    PopulationCount.objects.bulk_create(
        PopulationCount(
            territory_id=int(area),
            sex=Sex.ALL,
            age_from=AGE_FROM,
            age_to=AGE_TO,
            persons=round(one.number or 0),
            basis=PopulationBasis.ESTIMATED,
            year=persons.year,
            source=persons.source,
            note=note[:300],
            illustrative=persons.illustrative,
        )
        for area, one in found.items()
        if one.number is not None
    )
    audit.note(
        by=by,
        territory=territory,
        action=ESTIMATED,
        changes={"note": note[:300], "areas": len(found)},
    )
    return len(found)


@transaction.atomic
def remove_estimates(territory: Territory, *, by: User | None) -> int:
    """Take back the estimates that were made here; what producers counted and files brought stays.

    Returns
    -------
    int
        Areas that lost one.
    """
    removed, _rows = estimates_made(territory).delete()
    audit.note(by=by, territory=territory, action="children.remove", changes={"areas": removed})
    return removed
