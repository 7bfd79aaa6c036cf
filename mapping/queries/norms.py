"""The norms that a territory sees, with the number of powers that were read in each."""

from django.db.models import Count, Q, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import Norm
from mapping.owners import owner_paths
from mapping.queries.institutions import IS_POWER
from mapping.queries.level_order import by_level


def norms_seen_from(territory: Territory) -> QuerySet[Norm]:
    """Return the norms owned by a territory or above it, by level and name."""
    owners = owner_paths(territory)
    # A document from above is read by other municipalities too, each for its own institutions.
    ours = Q(competences__territory__path__in=owners)
    counted = Norm.objects.filter(territory__path__in=owners).annotate(
        entry_count=Count("competences", filter=ours),
        power_count=Count("competences", filter=ours & IS_POWER),
    )
    return counted.order_by(by_level(), "name", "pk")
