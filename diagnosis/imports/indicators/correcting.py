"""Asks whether a wide file corrects what is stored, where most values of an indicator would be replaced.

Another table of the same source and year may well use the same words for its columns.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from clrisk_site.figures.message import counts, says
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.spec import Context, Option, Problem, Question
from diagnosis.imports.indicators.columns import INDICATOR, KEY

QUESTION, CORRECTS, OTHER = "correction", "corrects", "other"
MOST_UNASKED = 20
"""Fewer values than this are replaced without a question: the review lists them."""

TOLERANCE = 1e-3
"""Share by which a value may differ for its rounding alone."""


def may_correct(frame: pd.DataFrame, known: Collection[str]) -> bool:
    """Whether any indicator of the rows is stored, so that it is worth fetching its values."""
    return any(code.casefold() in known for code in frame[INDICATOR].unique().tolist())


def ask_about_correction(
    frame: pd.DataFrame, stored: pd.DataFrame, context: Context
) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Return the question while it is open, and the refusal once the answer was that it is something else."""
    replaced = _replaced(frame, stored)
    if replaced.empty:
        return (), ()
    answer = context.answers.get(QUESTION)
    if answer == CORRECTS:
        return (), ()
    if answer == OTHER:
        message = says(
            "These columns have the names of indicators that hold something else. Say on the page of the "
            "columns what they are about, or give them other names in the file."
        )
        return (), (Problem(None, None, message),)
    return (_question(replaced),), ()


def _replaced(frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return the values that would go, of the indicators that would lose more than half of theirs."""
    before = pd.Series(stored["value"].to_numpy(dtype=float), index=make_keys(stored, KEY))
    keys = pd.Index(make_keys(frame, KEY))
    # A key that stands twice in the file is refused elsewhere.
    found = frame.assign(before=before[~before.index.duplicated()].reindex(keys).to_numpy())
    both = found[found["before"].notna()]
    differs = ~np.isclose(both["value"].astype(float), both["before"], rtol=TOLERANCE, atol=0.0)
    told = pd.DataFrame({"code": both[INDICATOR], "differs": differs}).groupby("code")["differs"]
    most = told.sum()[(told.sum() > MOST_UNASKED - 1) & (told.mean() > 0.5)].index
    return both[differs & both[INDICATOR].isin(most)]


def _question(replaced: pd.DataFrame) -> Question:
    codes = replaced[INDICATOR].unique().tolist()
    first = replaced.iloc[0]
    message = counts(
        "%(count)s indicator already has other values of the same source and year. Is this a correction?",
        "%(count)s indicators already have other values of the same source and year. Is this a correction?",
        len(codes),
    )
    evidence = says(
        "For example «%(indicator)s»: stored %(before)s, in the file %(after)s.",
        indicator=str(first[INDICATOR]),
        before=f"{first['before']:.10g}",
        after=f"{first['value']:.10g}",
    )
    options = (
        Option(
            CORRECTS, says("Yes, it corrects them"), says("The values of the file replace the stored ones")
        ),
        Option(OTHER, says("No, it is something else"), says("Nothing is saved until the columns are named")),
    )
    return Question(QUESTION, message, options, rows=int(replaced.index.nunique()), evidence=evidence)
