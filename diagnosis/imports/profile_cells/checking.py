"""Checks profile cells: every variable said, every count there, one coding per source, nobody singled out."""

from collections.abc import Iterator

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem
from diagnosis.imports.profile_cells.columns import PREFIX
from diagnosis.imports.profile_cells.crosswalk import warn_of_unknown_coding
from diagnosis.imports.profile_cells.facts import CellFacts, read_facts
from diagnosis.imports.profile_cells.profiles import profile_keys, variable_fields
from diagnosis.imports.profile_cells.small_counts import put_stored_counts_back
from diagnosis.models import ProfileCell

LONGEST_KEY = 500
PERSON_ROWS, PERSON_COLUMNS = 10, 3
"""From so many rows and variables on, counts that are all 1 are taken for persons."""


def check_cells(territory: Territory, frame: pd.DataFrame, context: Context) -> Checked:
    """Add the profile of each row to the frame; rows that do not say one, or not its count, are problems."""
    facts = read_facts(context)
    fields = variable_fields(list(frame))
    problems = [*_whole_file(frame, fields, facts)]
    if problems:
        # Without its fields no row can be told from another, so each stands for itself.
        return Checked(frame.assign(profile=[str(row) for row in frame.index]), tuple(problems))
    frame = frame.copy()
    frame["profile"] = profile_keys(frame[fields].fillna(""))
    put_stored_counts_back(frame, territory, context)
    problems += _blank(frame, fields)
    refused = [problem.row for problem in problems]
    long = frame.index[frame["profile"].str.len() > LONGEST_KEY].difference(refused)
    message = says(
        "The profile is longer than %(limit)s characters. Use shorter names of variables and categories.",
        limit=LONGEST_KEY,
    )
    problems += [Problem(int(row), fields[0], message) for row in long]
    problems += _other_coding(territory, facts, {field.removeprefix(PREFIX) for field in fields})
    problems += warn_of_unknown_coding(frame, territory.country)
    return Checked(frame, tuple(problems))


def _whole_file(frame: pd.DataFrame, fields: list[str], facts: CellFacts) -> Iterator[Problem]:
    if facts.ages is None:
        message = says("The ages must be two whole numbers, the first not above the last. Correct them.")
        yield Problem(None, None, message)
    if facts.year is None:
        yield Problem(None, None, says("The year of the counts is missing. Write it, for example 2020."))
    if not facts.source:
        message = says("The source of the counts is missing. Write who published them.")
        yield Problem(None, None, message)
    if "persons" not in frame:
        message = says("No column was found for the number of persons. Choose the column that holds it.")
        yield Problem(None, "persons", message)
        return
    if not fields:
        message = says("The file has no variable. Choose a column for each variable of the profile.")
        yield Problem(None, None, message)
    if len(frame) >= PERSON_ROWS and len(fields) >= PERSON_COLUMNS and (frame["persons"] == 1).all():
        message = says(
            "Every row counts 1 person, so this looks like a list of persons. "
            "Records of persons are never stored here. Count them by profile first."
        )
        yield Problem(None, "persons", message)


def _blank(frame: pd.DataFrame, fields: list[str]) -> Iterator[Problem]:
    message = says("The number of persons is missing, and missing is not zero. Write it, or remove the row.")
    blank = frame["persons"].isna()
    for row in frame.index[blank]:
        yield Problem(int(row), "persons", message)
    for field in fields:
        name = field.removeprefix(PREFIX)
        message = says(
            "The row does not say its %(variable)s. Write the category, or remove the row.", variable=name
        )
        for row in frame.index[frame[field].isna() & ~blank]:
            yield Problem(int(row), field, message)


def _other_coding(territory: Territory, facts: CellFacts, variables: set[str]) -> Iterator[Problem]:
    """Refuse to mix two sets of variables or ages under one source: children would be counted twice."""
    cells = ProfileCell.objects.filter(
        territory__in=Territory.objects.within(territory), year=facts.year, source=facts.source
    )
    stored = cells.first()
    if stored is None or facts.ages is None:
        return
    if (stored.age_from, stored.age_to) != facts.ages:
        message = says(
            "Counts of this source and year are stored for ages %(first)s to %(last)s. "
            "Give other ages another name of the source.",
            first=stored.age_from,
            last=stored.age_to,
        )
        yield Problem(None, None, message)
    if set(stored.profile) != variables:
        message = says(
            "Counts of this source and year are stored by other variables: %(stored)s. "
            "Together they would count children twice. Give this file another name of the source.",
            stored=", ".join(sorted(stored.profile)),
        )
        yield Problem(None, None, message)
