"""The counts of one service, source and year, as they are stored among the indicators."""

import pandas as pd
from django.db.models import Count, Max

from clrisk_site.files.registry import StoredSet
from clrisk_site.places.models import Territory
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Change, Context
from diagnosis.imports.facilities.columns import COUNT
from diagnosis.imports.facilities.listed import UNIT, code_of, facts_for, label_of, name_of
from diagnosis.imports.indicators.stored_sets import set_code
from diagnosis.imports.indicators.writing import remove_values, write_values
from diagnosis.models import IndicatorValue


def stored_counts(territory: Territory, context: Context) -> pd.DataFrame:
    """Return the counts in reach of the service, source and year of the context."""
    rows = IndicatorValue.objects.filter(
        territory__in=Territory.objects.within(territory),
        indicator__country=territory.country,
        indicator__code=code_of(context),
        year=context.year or 0,
        source=context.source,
    )
    found = list(rows.order_by("territory__path").values_list("territory__path", "value"))
    frame = pd.DataFrame(found, columns=[TERRITORY, COUNT], dtype=object)
    return frame.astype({COUNT: float}).astype({COUNT: "Int64"})


def write_counts(territory: Territory, change: Change, context: Context) -> None:
    """Store new and changed counts."""
    write_values(territory, _as_values(change, context), context)


def remove_counts(territory: Territory, rows: pd.DataFrame, context: Context) -> None:
    """Remove the counts of the areas that the keys name."""
    remove_values(territory, _named(rows, context), context)


def _as_values(change: Change, context: Context) -> Change:
    new, changed = (_named(rows, context) for rows in (change.new, change.changed))
    return Change(new, changed, change.same, change.gone)


def _named(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Return the rows in the shape of the import of indicators."""
    named = rows.rename(columns={COUNT: "value"})
    return named.assign(
        indicator=code_of(context), name=name_of(context), unit=UNIT, year=context.year, source=context.source
    )


def stored_services(territory: Territory) -> list[StoredSet]:
    """Return one set per service, source and year with counts in reach, the newest first."""
    found = (
        IndicatorValue.objects.filter(territory__in=Territory.objects.within(territory), indicator__unit=UNIT)
        .order_by()
        .values("indicator__code", "indicator__name", "source", "year")
        .annotate(rows=Count("pk"), newest=Max("pk"))
        .order_by("-year", "-newest")
    )
    return [
        StoredSet(
            set_code(one["source"], one["year"], one["indicator__code"]),
            f"{label_of(one['indicator__code'], one['indicator__name'])}: {one['source']} ({one['year']})",
            source=one["source"],
            year=one["year"],
            facts=facts_for(one["indicator__code"], one["indicator__name"]),
            rows=one["rows"],
        )
        for one in found
    ]
