"""Tells the two shapes of a file of indicators apart, and unfolds the wide one into one row per value."""

import numpy as np
import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Problem
from diagnosis.imports.indicators.columns import INDICATOR, LONG_ONLY

PREFIX = f"{INDICATOR}:"
MOST_NAMED = 5


def indicator_fields(frame: pd.DataFrame) -> list[str]:
    """Return the columns that hold one indicator each."""
    return [str(name) for name in frame if str(name).startswith(PREFIX)]


def find_shape_problem(frame: pd.DataFrame) -> Problem | None:
    """Return what is wrong with the columns as a whole: both shapes at once, or neither."""
    fields = indicator_fields(frame)
    long = [name for name in LONG_ONLY if name in frame]
    if fields and long:
        message = says(
            "The file names its indicators twice: in a column for the indicator or its value, and in columns "
            "of their own (%(columns)s). Leave one of the two out.",
            columns=", ".join(name.removeprefix(PREFIX) for name in fields[:MOST_NAMED]),
        )
        return Problem(None, long[0], message)
    if fields or {INDICATOR, "value"} <= set(frame):
        return None
    message = says(
        "No indicator was found. Choose a column for the indicator and one for its value, "
        "or one column per indicator."
    )
    return Problem(None, None, message)


def unfold(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per value of a wide frame, in the order of the file; what is missing has no row.

    Each row keeps the number of the row of the file that it stands in.
    """
    fields = indicator_fields(frame)
    codes = np.array([name.removeprefix(PREFIX) for name in fields], dtype=object)
    values = frame[fields].to_numpy(dtype=float, na_value=np.nan)
    rows, columns = np.nonzero(~np.isnan(values))
    others = [name for name in frame if name not in fields]
    long = frame[others].take(rows)
    long[INDICATOR] = codes[columns]
    long["value"] = values[rows, columns]
    return long
