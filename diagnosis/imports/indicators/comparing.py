"""What is stored of the indicators that a file speaks of, in the long shape."""

import pandas as pd
from django.db.models import Q

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.imports.indicators.columns import INDICATOR
from diagnosis.imports.indicators.spoken import Spoken
from diagnosis.imports.reach import paths_by_id
from diagnosis.models import Indicator, IndicatorValue

FIELDS = ("territory", INDICATOR, "value", "year", "unit", "name", "source")


def stored_values(territory: Territory, context: Context, spoken: Spoken) -> pd.DataFrame:
    """Return the stored values in reach of the years, sources and indicators that are meant."""
    fetched = spoken.take_stored()
    if fetched is not None:
        return fetched
    meant = Q(pk__in=())
    for year, source in spoken.meant(context):
        meant |= Q(year=year, source=source)
    indicators = Indicator.objects.filter(country=territory.country)
    by_id = {one.pk: one for one in indicators if spoken.codes is None or one.code in spoken.codes}
    rows = IndicatorValue.objects.filter(meant, territory__in=Territory.objects.within(territory))
    if spoken.codes is not None:
        rows = rows.filter(indicator__in=list(by_id))
    # Joined here: names of territories and indicators repeated in each row take most of the time otherwise.
    frame = pd.DataFrame(
        list(rows.order_by("pk").values_list("territory_id", "indicator_id", "value", "year", "source")),
        columns=["territory", INDICATOR, "value", "year", "source"],
    )
    names = {
        field: {pk: getattr(one, field) or None for pk, one in by_id.items()} for field in ("unit", "name")
    }
    for field, words in names.items():
        frame[field] = frame[INDICATOR].map(words).astype(object)
    frame["territory"] = frame["territory"].map(paths_by_id(territory)).astype(object)
    frame[INDICATOR] = frame[INDICATOR].map({pk: one.code for pk, one in by_id.items()}).astype(object)
    frame = frame.astype({"value": float, "year": "Int64"})
    return frame[list(FIELDS)].sort_values(["territory", INDICATOR], kind="stable", ignore_index=True)
