"""The children counted in the same file as the results: written, put back as they were, or taken away."""

from collections.abc import Mapping

import pandas as pd
from django.db import connection

from clrisk_site.files.actions.keep_journal import BEFORE
from clrisk_site.tables.upsert import upsert
from diagnosis.imports.batches import in_batches
from diagnosis.imports.risk_results.comparing import AGES, POPULATION
from diagnosis.imports.risk_results.keeping import WRITTEN
from diagnosis.imports.risk_results.release import ReleaseFacts
from diagnosis.models import PopulationBasis, PopulationCount

COLUMNS = {"population": "persons", "population_basis": "basis", "population_source": "source",
           "population_note": "note"}  # fmt: skip


def write_population(rows: pd.DataFrame, ids: Mapping[str, int], facts: ReleaseFacts) -> None:
    """Store the counts that the file brings; those that stand already keep their source."""
    if "population" not in rows:
        return
    known = rows[WRITTEN].astype(bool) if WRITTEN in rows else rows["population"].notna()
    measured = facts.population_basis == PopulationBasis.MEASURED
    counted = rows.loc[known, ["territory", "population"]].assign(
        population_basis=facts.population_basis,
        population_source=facts.source,
        population_note="" if measured else facts.population_note,
    )
    _store(counted, ids, facts.year)


def put_population_back(rows: pd.DataFrame, ids: Mapping[str, int], year: int) -> None:
    """Store the counts as they stood beside the rows, and take away those that did not stand there."""
    if not set(POPULATION) <= set(rows):
        return
    known = rows["population"].notna()
    _store(rows[known], ids, year)
    _delete(rows.loc[~known, "territory"].map(ids).tolist(), year)


def undo_population(rows: pd.DataFrame, ids: Mapping[str, int], year: int) -> None:
    """Put back the counts that new results replaced, as they were noted when the file was read."""
    if WRITTEN not in rows:
        return
    replaced = rows[rows[WRITTEN].astype(bool)]
    before = replaced.rename(columns={f"{BEFORE}{field}": field for field in POPULATION})
    put_population_back(before, ids, year)


def _store(rows: pd.DataFrame, ids: Mapping[str, int], year: int) -> None:
    if rows.empty:
        return
    counts = rows[list(COLUMNS)].rename(columns=COLUMNS)
    counts["persons"] = counts["persons"].astype(int)
    counts["territory_id"] = rows["territory"].map(ids)
    counts["sex"], counts["age_from"], counts["age_to"] = AGES["sex"], AGES["age_from"], AGES["age_to"]
    upsert(
        connection,
        PopulationCount._meta.db_table,
        counts.assign(year=year, illustrative=False),
        key=("territory_id", "year", *AGES),
        update=("persons", "basis", "source", "note"),
    )


def _delete(territories: list[int], year: int) -> None:
    for batch in in_batches(territories):
        PopulationCount.objects.filter(territory_id__in=batch, year=year, **AGES).delete()
