"""Checks a file of indicators: its shape, year and source, codes, and repeated territories."""

import pandas as pd

from clrisk_site.figures.message import counts, says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Checked, Context, Problem, Severity
from diagnosis.imports.indicators.about import put_before
from diagnosis.imports.indicators.columns import INDICATOR
from diagnosis.imports.indicators.comparing import stored_values
from diagnosis.imports.indicators.correcting import ask_about_correction, may_correct
from diagnosis.imports.indicators.naming import (
    WORDS,
    canonical_codes,
    check_lengths,
    known_indicators,
    settle_words,
)
from diagnosis.imports.indicators.shapes import find_shape_problem, indicator_fields, unfold
from diagnosis.imports.indicators.spoken import Spoken

MOST_ROWS = 5


def check_indicators(territory: Territory, frame: pd.DataFrame, context: Context, spoken: Spoken) -> Checked:
    """Return one row per territory, indicator, year and source, and every row that says too little."""
    problem = find_shape_problem(frame)
    if problem is not None:
        # Without its fields no row can be told from another, so each stands for itself.
        return Checked(frame.assign(**{INDICATOR: [str(row) for row in frame.index]}), (problem,))
    frame = frame.copy()
    problems = _settle_year_and_source(frame, context)
    known = known_indicators(territory.country)
    wide = bool(indicator_fields(frame))
    frame, found = _from_wide(frame, context, territory) if wide else _from_long(frame)
    problems += found
    refused = {one.row for one in problems if one.severity is Severity.ERROR and one.row is not None}
    good = ~frame.index.isin(list(refused)) & frame[INDICATOR].notna()
    frame = frame.assign(**{INDICATOR: canonical_codes(frame[INDICATOR].where(good, ""), known)})
    problems += [
        *(problem for field in WORDS for problem in settle_words(frame, known, field)),
        *check_lengths(frame),
    ]
    spoken.note(frame[good], wide=wide)
    if not wide or not may_correct(frame[good], known):
        return Checked(frame, tuple(problems))
    spoken.stored = stored_values(territory, context, spoken)
    question, denied = ask_about_correction(frame[good], spoken.stored, context)
    return Checked(frame, (*problems, *denied), question)


def _settle_year_and_source(frame: pd.DataFrame, context: Context) -> list[Problem]:
    """Fill blank years and sources with what was said about the whole file."""
    said = {"year": context.year, "source": context.source or None}
    missing = {
        "year": says("The year is missing. Write it once for the whole file, or in the row."),
        "source": says("The source is missing. Write once who published the file, or in the row."),
    }
    problems = []
    for field, value in said.items():
        column = frame[field] if field in frame else pd.Series(None, index=frame.index, dtype=object)
        frame[field] = column if value is None else column.where(column.notna(), value)
        blank = frame.index[frame[field].isna()]
        if len(blank) == len(frame):
            problems.append(Problem(None, field, missing[field]))
        else:
            problems += [Problem(int(row), field, missing[field]) for row in blank]
    frame["year"] = frame["year"].astype("Int64")
    return problems


def _from_wide(
    frame: pd.DataFrame, context: Context, territory: Territory
) -> tuple[pd.DataFrame, list[Problem]]:
    frame, told = put_before(frame, context, territory.country)
    fields = indicator_fields(frame)
    problems = _same_indicator_twice(fields)
    frame = frame.drop(columns=[problem.column for problem in problems])
    fields = indicator_fields(frame)
    blank = frame.index[frame[fields].isna().all(axis=1)]
    message = says("The row holds no value. Its territory stays without data.")
    problems += [Problem(int(row), None, message, Severity.WARNING) for row in blank]
    frame, repeated = _without_repeats(frame, fields)
    return unfold(frame), [*told, *problems, *repeated]


def _same_indicator_twice(fields: list[str]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    for field in fields:
        other = first.setdefault(field.casefold(), field)
        if other != field:
            message = says(
                "Two columns are the same indicator: %(one)s and %(other)s. Leave one of them out.",
                one=other.partition(":")[2],
                other=field.partition(":")[2],
            )
            problems.append(Problem(None, field, message))
    return problems


def _without_repeats(frame: pd.DataFrame, fields: list[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Take a repeated row once, and refuse rows of one territory that differ; said per row, not per value."""
    key = ["territory", "year", "source"]
    if not frame.duplicated(key).any():
        return frame, []
    problems = []
    copies = frame.duplicated([*fields, *key])
    if copies.any():
        message = counts(
            "%(count)s row repeats another one word for word and is taken once.",
            "%(count)s rows repeat others word for word and are taken once.",
            int(copies.sum()),
        )
        problems.append(Problem(None, None, message, Severity.WARNING))
    frame = frame[~copies]
    for rows in frame[frame.duplicated(key, keep=False)].groupby(key).groups.values():
        numbers = ", ".join(map(str, rows[:MOST_ROWS]))
        message = says(
            "Rows %(numbers)s are about one territory and differ. Keep one of them.", numbers=numbers
        )
        problems += [Problem(int(row), "territory", message) for row in rows]
    return frame, problems


def _from_long(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Say which rows lack their indicator; a value that is missing leaves its row out, and is never zero."""
    message = says("The row does not say which indicator it is about. Write its code, or remove the row.")
    nameless = frame.index[frame[INDICATOR].isna()]
    problems = [Problem(int(row), INDICATOR, message) for row in nameless]
    blank = frame["value"].isna() & frame[INDICATOR].notna()
    message = says("The value is missing, so nothing is stored. Missing is not zero.")
    problems += [Problem(int(row), "value", message, Severity.WARNING) for row in frame.index[blank]]
    return frame[~blank], problems
