"""Stores profile cells in bulk, and takes them away; inside the caller's transaction."""

import json

import pandas as pd
from django.db import connection

from clrisk_site.places.models import Territory
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import upsert
from diagnosis.imports.batches import in_batches
from diagnosis.imports.profile_cells.columns import KEY, PREFIX
from diagnosis.imports.profile_cells.facts import OLDEST, YOUNGEST, read_facts
from diagnosis.imports.profile_cells.profiles import variable_fields
from diagnosis.imports.reach import ids_by_path
from diagnosis.models import ProfileCell


def write_cells(territory: Territory, change: Change, context: Context) -> None:
    """Store the counts of new and changed cells."""
    facts = read_facts(context)
    owners = ids_by_path(territory, context)
    first, last = facts.ages or (YOUNGEST, OLDEST)
    for rows in (change.new, change.changed):
        if rows.empty:
            continue
        cells = pd.DataFrame(
            {
                "territory_id": rows["territory"].map(owners),
                "profile": _profiles(rows),
                "profile_key": rows["profile"],
                "persons": rows["persons"].astype(int),
            }
        )
        upsert(
            connection,
            ProfileCell._meta.db_table,
            cells.assign(
                year=facts.year, source=facts.source, age_from=first, age_to=last, illustrative=False
            ),
            key=("territory_id", "year", "source", "profile_key"),
            update=("persons",),
        )


def _profiles(rows: pd.DataFrame) -> "pd.Series[str]":
    """Return each profile as JSON; a combination of categories is written once."""
    fields = variable_fields(list(rows))
    names = [field.removeprefix(PREFIX) for field in fields]
    first = rows.drop_duplicates("profile")
    texts = {
        key: json.dumps(
            {
                name: category
                for name, category in zip(names, categories, strict=True)
                if isinstance(category, str)
            },
            ensure_ascii=False,
        )
        for key, categories in zip(
            first["profile"], first[fields].itertuples(index=False, name=None), strict=True
        )
    }
    return rows["profile"].map(texts)


def remove_cells(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove the cells that the keys name."""
    facts = read_facts(context)
    cells = ProfileCell.objects.filter(
        territory__in=Territory.objects.within(territory), year=facts.year, source=facts.source
    )
    stored = pd.DataFrame(
        list(cells.values_list("pk", "territory__path", "profile_key")), columns=["pk", *KEY]
    )
    wanted = set(make_keys(rows, KEY))
    found = [
        pk for pk, key in zip(stored["pk"].tolist(), make_keys(stored, KEY), strict=True) if key in wanted
    ]
    for batch in in_batches(found):
        ProfileCell.objects.filter(pk__in=batch).delete()
