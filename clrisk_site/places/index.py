"""The territories of a country as the pure import floor looks them up: by code, path and name."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow

NAMED = ("pk", "path", "code", "name", "level_id", "parent_id")


def make_index(territory: Territory, year: int | None) -> TerritoryIndex:
    """Return all territories of the country of `territory`, valid or not at the end of `year` (or today).

    Those outside the reach of an import are among them, so that a code of another state can be called so.
    """
    country = territory.country
    on = dt.date(year, 12, 31) if year else timezone.localdate()
    levels = dict(Level.objects.filter(country=country).values_list("pk", "code"))
    there = Territory.objects.filter(path__gte=country, path__lt=country + "/")
    dated = Q(valid_from__isnull=False) | Q(valid_to__isnull=False)
    # Few have dates, and reading a date costs more than the rest of a row.
    rows: list[Any] = [(*row, None, None) for row in there.exclude(dated).values_list(*NAMED)]
    rows += there.filter(dated).values_list(*NAMED, "valid_from", "valid_to")
    names = {row[0]: row[3] for row in rows}
    return TerritoryIndex(
        TerritoryRow(
            path,
            code,
            name,
            levels[level],
            names.get(parent, ""),
            (since is None or since <= on) and (until is None or until > on),
            pk,
        )
        for pk, path, code, name, level, parent, since, until in rows
    )
