"""Past interventions that a territory sees, and how many hold lessons on a factor."""

from django.db.models import F, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import PastIntervention
from mapping.owners import owner_paths

_NEWEST_FIRST = (F("year_from").desc(nulls_last=True), "name")


def interventions_seen_from(territory: Territory) -> QuerySet[PastIntervention]:
    """Return those recorded here and above, the newest first, with factors and institutions."""
    seen = PastIntervention.objects.filter(territory__path__in=owner_paths(territory))
    return (
        seen.select_related("territory").prefetch_related("factors", "institutions").order_by(*_NEWEST_FIRST)
    )


def lessons_on(path: str, *factors: str) -> QuerySet[PastIntervention]:
    """Return the interventions that a place sees with lessons on at least one factor, given by code."""
    seen = PastIntervention.objects.filter(territory__path__in=[*Territory(path=path).ancestor_paths, path])
    return seen.filter(factors__code__in=factors).exclude(lessons="").distinct().order_by(*_NEWEST_FIRST)
