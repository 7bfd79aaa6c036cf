"""The schools of one source and year as they are stored: read, written and removed in bulk."""

import pandas as pd
from django.db import connection
from django.db.models import Count, Max

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import upsert
from diagnosis.imports.batches import in_batches
from diagnosis.imports.indicators.stored_sets import set_code
from diagnosis.imports.reach import ids_by_path
from diagnosis.imports.schools.columns import CODE, COUNTS, KEY, STORED
from diagnosis.models import School

TABLE = School._meta.db_table
UNIQUE = ("code", "level", "year", "source")
TEXTS = ("name", "level")


def field_of(name: str) -> str:
    """Return the field of the model behind a column; its own word is too common for a file."""
    return "code" if name == CODE else name


def stored_schools(territory: Territory, context: Context) -> pd.DataFrame:
    """Return the schools in reach of the source and year of the context."""
    rows = School.objects.filter(
        territory__in=Territory.objects.within(territory), year=context.year or 0, source=context.source
    )
    fields = ["territory__path", *map(field_of, STORED[1:])]
    ordered = rows.order_by("territory__path", "code", "level").values_list(*fields)
    frame = pd.DataFrame(list(ordered), columns=list(STORED), dtype=object)
    frame["name"] = frame["name"].where(frame["name"] != "", None)
    return frame.astype(dict.fromkeys(COUNTS, "Int64"))


def write_schools(territory: Territory, change: Change, context: Context) -> None:
    """Store new and changed schools; what a file does not say of a school that is stored stays."""
    owners = ids_by_path(territory, context)
    for rows in (change.new, change.changed):
        if rows.empty:
            continue
        said = [name for name in STORED[1:] if name in rows]
        frame = pd.DataFrame({"territory_id": rows["territory"].map(owners)})
        for name in STORED[1:]:
            absent = None if name in COUNTS else ""
            frame[name] = rows[name] if name in rows else pd.Series(absent, index=rows.index, dtype=object)
        for name in TEXTS:
            frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
        frame = frame.rename(columns={CODE: field_of(CODE)})
        frame = frame.assign(year=context.year, source=context.source, illustrative=False)
        upsert(connection, TABLE, frame, UNIQUE, ("territory_id", *(one for one in said if one not in KEY)))


def remove_schools(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove the schools that the keys name."""
    there = School.objects.filter(
        territory__in=Territory.objects.within(territory), year=context.year or 0, source=context.source
    )
    stored = pd.DataFrame(list(there.values_list("pk", *map(field_of, KEY))), columns=["pk", *KEY])
    wanted = set(make_keys(rows, KEY))
    keys = make_keys(stored, KEY)
    found = [pk for pk, key in zip(stored["pk"].tolist(), keys, strict=True) if key in wanted]
    for batch in in_batches(found):
        School.objects.filter(pk__in=batch).delete()


def stored_registers(territory: Territory) -> list[StoredSet]:
    """Return one set per source and year with schools in reach, the newest first."""
    found = (
        School.objects.filter(territory__in=Territory.objects.within(territory))
        .order_by()
        .values("source", "year")
        .annotate(rows=Count("pk"), newest=Max("pk"))
        .order_by("-year", "-newest")
    )
    return [
        StoredSet(
            set_code(one["source"], one["year"]),
            f"{one['source']} ({one['year']})",
            source=one["source"],
            year=one["year"],
            rows=one["rows"],
        )
        for one in found
    ]
