"""Stores a release and its results in bulk; called inside the caller's transaction."""

import json
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from django.db import connection

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Change, Context
from clrisk_site.tables.upsert import append, upsert
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.release import ReleaseFacts, read_facts
from diagnosis.models import PopulationBasis, PopulationCount, RiskRelease, RiskResult, Sex

NUMBERS = ("value", "lower", "upper")


def write_results(territory: Territory, change: Change, context: Context) -> None:
    """Create the release when it is new, then its results and the population that came with them."""
    facts = read_facts(context)
    ids = _ids(territory, context)
    if len(change.new):
        release = facts.find() or _create_release(facts, change.new)
        append(connection, RiskResult._meta.db_table, _results(change.new, release, ids))
        _write_population(change.new, ids, facts)
    if len(change.changed):
        release = facts.find() or _create_release(facts, change.changed)
        results = _results(change.changed, release, ids)
        _keep_what_the_file_leaves_out(results, change.changed, release)
        # The official class is inherited: it is written once and never updated.
        update = (*NUMBERS, "factor_values")
        upsert(
            connection, RiskResult._meta.db_table, results, key=("release_id", "territory_id"), update=update
        )
        _write_population(change.changed, ids, facts)


def _ids(territory: Territory, context: Context) -> Mapping[str, int]:
    """Return the key of each path, as the territories were read for matching."""
    if context.known_territories is None:
        return dict(Territory.objects.within(territory).values_list("path", "pk"))
    return {row.path: row.id for row in context.known_territories.rows if row.id is not None}


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


def factor_json(rows: pd.DataFrame) -> pd.Series:
    """Return the values of the factor columns as one JSON text per row, missing ones left out.

    All rows are written at once: a text per cell took a third of the time of a large import.
    """
    fields = [name for name in rows if str(name).startswith(f"{FACTOR}:")]
    if not fields:
        return pd.Series("{}", index=rows.index)
    codes = [str(name).split(":", 1)[1] for name in fields]
    values = rows[fields].to_numpy(dtype=float)
    gaps = np.isnan(values).any(axis=1).tolist()
    whole = "{" + ", ".join(f'"{code}": %.15g' for code in codes) + "}"
    texts = [
        _without_gaps(codes, row) if gap else whole % tuple(row)
        for row, gap in zip(values.tolist(), gaps, strict=True)
    ]
    return pd.Series(texts, index=rows.index)


def _without_gaps(codes: list[str], row: list[float]) -> str:
    return json.dumps({code: value for code, value in zip(codes, row, strict=True) if not math.isnan(value)})


def _keep_what_the_file_leaves_out(results: pd.DataFrame, rows: pd.DataFrame, release: RiskRelease) -> None:
    """Fill numbers and factors of known results that the file has no column for."""
    stored = {
        result.territory_id: result
        for result in RiskResult.objects.filter(
            release=release, territory_id__in=results["territory_id"].tolist()
        )
    }
    absent = [field for field in NUMBERS if field not in rows]
    for at, owner in zip(results.index, results["territory_id"], strict=True):
        result = stored.get(owner)
        if result is None:
            continue
        fresh = json.loads(str(results.loc[at, "factor_values"]))
        results.loc[at, "factor_values"] = json.dumps({**result.factor_values, **fresh})
        for field in absent:
            results.loc[at, field] = getattr(result, field)


def _write_population(rows: pd.DataFrame, ids: Mapping[str, int], facts: ReleaseFacts) -> None:
    if "population" not in rows:
        return
    known = rows["population"].notna()
    if not known.any():
        return
    measured = facts.population_basis == PopulationBasis.MEASURED
    owners, persons = rows["territory"][known].map(ids), rows["population"][known].astype(int)
    population = pd.DataFrame({"territory_id": owners, "persons": persons})
    population = population.assign(
        sex=Sex.ALL.value,
        age_from=5,
        age_to=17,
        basis=facts.population_basis,
        year=facts.year,
        source=facts.source,
        note="" if measured else facts.population_note,
        illustrative=False,
    )
    upsert(
        connection,
        PopulationCount._meta.db_table,
        population,
        key=("territory_id", "year", "sex", "age_from", "age_to"),
        update=("persons", "basis", "source", "note"),
    )
