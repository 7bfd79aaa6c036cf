"""The institutions that a territory sees, with the number of their powers and programmes."""

from collections import Counter

from django.db.models import Count, Q, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import CompetenceNature, Institution
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level

IS_POWER = ~Q(competences__nature=CompetenceNature.NONE)
"""Of what hangs on an institution or a norm: an entry that gives a power, and not that it gives none."""


def institutions_seen_from(territory: Territory) -> QuerySet[Institution]:
    """Return the institutions owned by a territory or above it, by level and name."""
    owners = owner_paths(territory)
    # On an institution from above hangs also what other municipalities recorded of it.
    powers = Q(competences__territory__path__in=owners) & IS_POWER
    programmes = Q(programmes__territory__path__in=owners)
    seen = Institution.objects.filter(territory__path__in=owners)
    return seen.annotate(
        competence_count=Count("competences", distinct=True, filter=powers),
        programme_count=Count("programmes", distinct=True, filter=programmes),
    ).order_by(by_level(), "name")


def institutions_by_level(territory: Territory) -> Counter[str]:
    """Return how many institutions the territory sees, by level of government."""
    seen = Institution.objects.filter(territory__path__in=owner_paths(territory))
    return Counter(dict(seen.order_by().values_list("level").annotate(Count("pk"))))
