"""Which rows are about the areas of a municipality, said as one join.

A subquery says the same, but where PostgreSQL misjudges the tables, as just after a large import, it looks at
the territories again for every pair of rows: minutes for a few hundred areas.
"""

from django.db.models import Q

from clrisk_site.places.models import Territory


def of_areas_below(territory: Territory) -> Q:
    """Return the condition that a row with a `territory` is about an area below this one."""
    return Q(
        territory__path__gt=territory.path + ".",
        territory__path__lt=territory.path + "/",
        territory__level__is_micro=True,
    )
