"""Keeps what a file leaves out: stored numbers stay, and a population that is replaced can be put back."""

from collections.abc import Mapping

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.files.actions.keep_journal import BEFORE
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context, Option, Question
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.comparing import (
    FIELDS,
    POPULATION,
    lined_up,
    stored_population,
    stored_results,
)
from diagnosis.imports.risk_results.release import ReleaseFacts

KEEP, REPLACE = "keep", "replace"
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


def keep_population(
    frame: pd.DataFrame, territory: Territory, facts: ReleaseFacts, answers: Mapping[str, str]
) -> Question | None:
    """Note the count that stands beside each result, and which of them the file replaces.

    A blank population leaves the stored count as it is, so it is no change. A count of another source is
    replaced only when a person says so.

    Returns
    -------
    Question or None
        While it is open, the stored counts stay.
    """
    if "population" not in frame:
        return None
    stored = lined_up(stored_population(territory, facts.year), frame)
    for field in POPULATION:
        frame[f"{BEFORE}{field}"] = stored[field]
    read = frame["population"].astype("Int64")
    replaced = read.notna() & ~(read == stored["population"]).fillna(value=False)
    foreign = replaced & stored["population"].notna() & (stored["population_source"] != facts.source)
    question = _ask_about(frame, stored, foreign) if foreign.any() else None
    answer = answers.get(question.code) if question else None
    if question and answer != REPLACE:
        replaced &= ~foreign
        read = read.mask(foreign, stored["population"])
    frame[WRITTEN] = replaced
    frame["population"] = read.fillna(stored["population"])
    return None if answer in (KEEP, REPLACE) else question


def _ask_about(frame: pd.DataFrame, stored: pd.DataFrame, foreign: pd.Series) -> Question:
    at = int(foreign.to_numpy().argmax())
    before, read = stored["population"].tolist()[at], frame["population"].tolist()[at]
    return Question(
        "population",
        says("Another source already gives the population aged 5 to 17. Which number shall stay?"),
        (
            Option(KEEP, says("Keep the stored numbers")),
            Option(REPLACE, says("Replace them with those of the file")),
        ),
        recommended=KEEP,
        rows=int(foreign.sum()),
        evidence=says(
            "Row %(row)s: %(before)s are stored (%(source)s), the file says %(after)s.",
            row=int(frame.index[at]),
            before=int(before),
            source=str(stored["population_source"].tolist()[at]),
            after=int(read),
        ),
    )
