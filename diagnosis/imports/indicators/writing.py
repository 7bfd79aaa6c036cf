"""Stores indicators and their values in bulk, and takes values away; inside the caller's transaction."""

from collections.abc import Mapping

import pandas as pd
from django.db import connection

from clrisk_site.people.audit_words import name_of_thing
from clrisk_site.places.models import Territory
from clrisk_site.places.resting import refuse_if_resting
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import append, upsert
from diagnosis.imports.batches import in_batches
from diagnosis.imports.indicators.columns import INDICATOR, KEY
from diagnosis.imports.indicators.comparing import stored_values
from diagnosis.imports.indicators.naming import WORDS, forget_words, known_indicators
from diagnosis.imports.indicators.spoken import Spoken
from diagnosis.imports.reach import ids_by_path
from diagnosis.models import Indicator, IndicatorValue

TABLE = IndicatorValue._meta.db_table
COLUMNS = ("territory_id", "indicator_id", "year", "source")


def write_values(territory: Territory, change: Change, context: Context) -> None:
    """Create the indicators that are new, then store the values."""
    rows = [part for part in (change.new, change.changed) if len(part)]
    if not rows:
        return
    indicators = _make_indicators(pd.concat(rows), territory.country)
    owners = ids_by_path(territory, context)
    if len(change.new):
        values = _values(change.new, owners, indicators)
        if context.exact:
            upsert(connection, TABLE, values, COLUMNS, ("value",))
        else:
            append(connection, TABLE, values)
    if len(change.changed):
        upsert(connection, TABLE, _values(change.changed, owners, indicators), COLUMNS, ("value",))
    if context.exact:
        forget_words(change.changed, territory.country, context.extra.get("imported_at"))


def _values(rows: pd.DataFrame, owners: Mapping[str, int], indicators: Mapping[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "territory_id": rows["territory"].map(owners),
            "indicator_id": rows[INDICATOR].map(indicators),
            "year": rows["year"].astype(int),
            "source": rows["source"],
            "value": rows["value"].astype(float),
            "illustrative": False,
        }
    )


def _make_indicators(rows: pd.DataFrame, country: str) -> Mapping[str, int]:
    """Return the keys of the indicators by code; a name or unit is filled in where none is known."""
    known = {one.code: one for one in known_indicators(country).values()}
    words = {field: _words(rows, field) for field in WORDS}
    new = [
        Indicator(
            country=country, code=code, **{field: found.get(code, "") for field, found in words.items()}
        )
        for code in rows[INDICATOR].unique().tolist()
        if code not in known
    ]
    Indicator.objects.bulk_create(new)
    for field, found in words.items():
        filled = [one for code, text in found.items() if (one := known.get(code)) and not getattr(one, field)]
        for one in filled:
            setattr(one, field, found[one.code])
        Indicator.objects.bulk_update(filled, [field], batch_size=200)
    return dict(Indicator.objects.filter(country=country).values_list("code", "pk"))


def _words(rows: pd.DataFrame, field: str) -> dict[str, str]:
    if field not in rows:
        return {}
    said = rows[[INDICATOR, field]].dropna().drop_duplicates(INDICATOR)
    return dict(zip(said[INDICATOR], said[field], strict=True))


def remove_values(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove the values that the keys name, and the indicators of which no value is left anywhere.

    Raises
    ------
    BuiltUponError
        When a proxy takes its numbers from an indicator that would be gone.
    """
    if rows.empty:
        return
    spoken = Spoken()
    spoken.note(rows, wide=False)
    wanted = set(make_keys(rows, KEY))
    stored = stored_values(territory, context, spoken)
    keys = pd.Series(make_keys(stored, KEY), index=stored.index)
    found = stored[keys.isin(wanted)]
    owners = ids_by_path(territory, context)
    indicators = dict(Indicator.objects.filter(country=territory.country).values_list("code", "pk"))
    for named, group in found.groupby([INDICATOR, "year", "source"]):
        code, year, source = map(str, named)
        values = IndicatorValue.objects.filter(indicator=indicators[code], year=int(year), source=source)
        for batch in in_batches(group["territory"].map(owners).tolist()):
            values.filter(territory_id__in=batch).delete()
    if context.exact:
        forget_words(rows, territory.country, context.extra.get("imported_at"))
    codes = set(rows[INDICATOR])
    bare = Indicator.objects.filter(country=territory.country, values__isnull=True)
    gone = bare.filter(pk__in=[pk for code, pk in indicators.items() if code in codes])
    refuse_if_resting(Indicator, list(gone.values_list("pk", flat=True)), name_of=name_of_thing)
    gone.delete()
