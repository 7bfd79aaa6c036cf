"""Keeps what a file leaves out: stored numbers stay, and a population that is replaced can be put back."""

import pandas as pd

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.comparing import (
    FIELDS,
    POPULATION,
    lined_up,
    stored_population,
    stored_results,
)
from diagnosis.imports.risk_results.release import ReleaseFacts

BEFORE = "before:"
WRITTEN = f"{BEFORE}population_written"


def keep_what_is_stored(
    frame: pd.DataFrame, territory: Territory, facts: ReleaseFacts, context: Context
) -> None:
    """Fill what the file leaves out of known results, so that a file with less takes nothing away."""
    if facts.find() is None:
        return
    stored = lined_up(stored_results(territory, context), frame)
    for field in [name for name in stored if name in FIELDS or str(name).startswith(f"{FACTOR}:")]:
        if field in frame:
            frame[field] = frame[field].where(frame[field].notna(), stored[field])
        elif stored[field].notna().any():
            frame[field] = stored[field]


def keep_population(frame: pd.DataFrame, territory: Territory, year: int) -> None:
    """Note the count that stands beside each result, and which of them the file replaces.

    A blank population leaves the stored count as it is, so it is no change.
    """
    if "population" not in frame:
        return
    stored = lined_up(stored_population(territory, year), frame)
    for field in POPULATION:
        frame[f"{BEFORE}{field}"] = stored[field]
    read = frame["population"].astype("Int64")
    frame[WRITTEN] = read.notna() & ~(read == stored["population"]).fillna(value=False)
    frame["population"] = read.fillna(stored["population"])
