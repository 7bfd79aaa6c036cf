"""The territories of a country as the pure import floor looks them up: by code, path and name."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from clrisk_site.places.models import Level, Territory
from clrisk_site.places.short_names import short_names
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
    rows = list(there.exclude(dated).values_list(*NAMED))
    with_dates = list(there.filter(dated).values_list(*NAMED, "valid_from", "valid_to"))
    valid = [True] * len(rows) + [
        (since is None or since <= on) and (until is None or until > on) for *_row, since, until in with_dates
    ]
    rows += [row[: len(NAMED)] for row in with_dates]
    if not rows:
        return TerritoryIndex(())
    # By columns, not row by row: a country has a hundred thousand territories.
    keys, paths, codes, names, level_keys, parents = zip(*rows, strict=True)
    name_of = dict(zip(keys, names, strict=True))
    level_names, above = map(levels.__getitem__, level_keys), (name_of.get(key, "") for key in parents)
    found = zip(paths, codes, names, level_names, above, valid, keys, strict=True)
    return TerritoryIndex(map(TerritoryRow._make, found), short_names=short_names(country))
