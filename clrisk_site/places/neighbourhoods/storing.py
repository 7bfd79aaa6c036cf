"""What is stored of neighbourhoods, and how they are written and taken away."""

from itertools import batched

import pandas as pd
from django.db import connection
from django.db.models import QuerySet

from clrisk_site.places.models import Neighbourhood, Territory
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import upsert

BATCH = 500


type Names = set[tuple[str, str]]
"""Pairs of the path of an area and a name."""


def stored_neighbourhoods(territory: Territory, context: Context, spoken: Names) -> pd.DataFrame:
    """Return area and name of each neighbourhood in reach that the source gave, or that the file names.

    A name keeps the source that gave it first. A file of another source finds it stored, and takes nothing of
    what others gave for gone.
    """
    rows = inside(territory).order_by("territory__path", "name")
    found = [
        (path, name)
        for path, name, source in rows.values_list("territory__path", "name", "source")
        if source == context.source or (path, name) in spoken
    ]
    return pd.DataFrame(found, columns=["territory", "name"], dtype=object)


def inside(territory: Territory) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods of a territory and of all below it."""
    return Neighbourhood.objects.filter(territory__in=Territory.objects.within(territory))


def write_names(territory: Territory, change: Change, context: Context) -> None:
    """Store the names that are new; a name is all there is to change."""
    ids = dict(Territory.objects.within(territory).values_list("path", "pk"))
    rows = pd.DataFrame({"territory_id": change.new["territory"].map(ids), "name": change.new["name"]})
    upsert(
        connection,
        Neighbourhood._meta.db_table,
        rows.assign(source=context.source, illustrative=False),
        key=("territory_id", "name"),
        update=(),
    )


def remove_names(territory: Territory, rows: pd.DataFrame) -> None:
    """Remove the names that the keys name. A zone holds its own copy of the names it was given."""
    wanted = set(zip(rows["territory"], rows["name"], strict=True))
    stored = inside(territory).values_list("pk", "territory__path", "name")
    found = [pk for pk, path, name in stored if (path, name) in wanted]
    for batch in batched(found, BATCH):
        Neighbourhood.objects.filter(pk__in=batch).delete()
