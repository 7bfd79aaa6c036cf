"""Stores a release and its results in bulk; called inside the caller's transaction."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from django.db import connection

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import append, upsert
from diagnosis.imports.reach import ids_by_path
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.comparing import NUMBERS
from diagnosis.imports.risk_results.factor_texts import json_rows
from diagnosis.imports.risk_results.population import put_population_back, write_population
from diagnosis.imports.risk_results.release import ReleaseFacts, read_facts
from diagnosis.models import RiskRelease, RiskResult

TABLE = RiskResult._meta.db_table
KEY = ("release_id", "territory_id")


def write_results(territory: Territory, change: Change, context: Context) -> None:
    """Create the release when it is new, then its results and the population that came with them."""
    facts, ids = read_facts(context), ids_by_path(territory, context)
    for rows, are_new in ((change.new, True), (change.changed, False)):
        if rows.empty:
            continue
        release = facts.find() or _create_release(facts, rows)
        results = _results(rows, release, ids)
        if context.exact:
            upsert(connection, TABLE, results, KEY, (*NUMBERS, "official_class", "factor_values"))
            put_population_back(rows, ids, facts.year)
            continue
        if are_new:
            append(connection, TABLE, results)
        else:
            _add_first_classes(results, release)
            # The official class is inherited: it is written once and never changed.
            upsert(connection, TABLE, results, KEY, (*NUMBERS, "factor_values"))
        write_population(rows, ids, facts)


def _results(rows: pd.DataFrame, release: RiskRelease, ids: Mapping[str, int]) -> pd.DataFrame:
    """Return the rows as the table holds them."""
    results = pd.DataFrame({"release_id": release.pk, "territory_id": rows["territory"].map(ids)})
    for field in NUMBERS:
        results[field] = rows.get(field)
    results["official_class"] = rows["official_class"].fillna("") if "official_class" in rows else ""
    results["factor_values"] = factor_json(rows)
    return results


def _create_release(facts: ReleaseFacts, rows: pd.DataFrame) -> RiskRelease:
    return RiskRelease.objects.create(
        country=facts.country,
        name=facts.name,
        nature=facts.nature,
        year=facts.year,
        measure_type=rows["measure_type"].iloc[0],
        class_scheme=rows["class_scheme"].iloc[0],
        source=facts.source,
        url=facts.url,
        definition=facts.definition,
    )


def _add_first_classes(results: pd.DataFrame, release: RiskRelease) -> None:
    """Give a class to results that were stored without one."""
    classed = results[results["official_class"] != ""]
    blank = RiskResult.objects.filter(release=release, official_class="")
    without = set(blank.values_list("territory_id", flat=True)) if len(classed) else set()
    first = classed[classed["territory_id"].isin(without)]
    if len(first):
        upsert(connection, TABLE, first, KEY, ("official_class",))


def factor_json(rows: pd.DataFrame) -> pd.Series:
    """Return the values of the factor columns as one JSON text per row, missing ones left out."""
    fields = [name for name in rows if str(name).startswith(f"{FACTOR}:")]
    if not fields:
        return pd.Series("{}", index=rows.index)
    values = {
        str(name).split(":", 1)[1]: rows[name].to_numpy(dtype=float, na_value=np.nan) for name in fields
    }
    return pd.Series(json_rows(values), index=rows.index)
