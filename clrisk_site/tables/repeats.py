"""Rows of one file about the same thing: copies are taken once, contradictions are refused."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.comparing import make_keys, same_values
from clrisk_site.tables.rows import RowStates
from clrisk_site.tables.spec import ImportSpec, Problem, Severity

type Mask = npt.NDArray[np.bool_]

MOST_HEADERS = 6
WHOLE_COPY = N_("This row stands in the file more than once and is taken once.")
COPY_IN_USE = N_(
    "This row is equal to another one in the columns that are used, and is taken once. Compared: %(columns)s."
)


@dataclass(frozen=True, slots=True)
class Repeats:
    """Rows of one file that share a key: copies of an earlier row, and pairs of positions that contradict
    each other."""

    copies: Mask
    contradictions: tuple[tuple[int, int], ...]


def find_repeats(frame: pd.DataFrame, keys: Sequence[str]) -> Repeats:
    """Tell identical rows under one key from rows that contradict each other."""
    copies = np.zeros(len(frame), dtype=bool)
    first: dict[str, int] = {}
    again = [(i, first[key]) for i, key in enumerate(keys) if first.setdefault(key, i) != i]
    if not again:
        return Repeats(copies, ())
    later = np.array([i for i, _ in again], dtype=np.intp)
    earlier = np.array([i for _, i in again], dtype=np.intp)
    equal = np.ones(len(again), dtype=bool)
    for name in frame.columns:
        column = frame[name]
        equal &= same_values(column.iloc[later], column.iloc[earlier])
    # Where one row contradicts the first, no copy of it is taken either.
    doubtful = set(earlier[~equal].tolist())
    equal &= np.array([i not in doubtful for i in earlier.tolist()], dtype=bool)
    copies[later[equal]] = True
    pairs = zip(earlier[~equal].tolist(), later[~equal].tolist(), strict=True)
    return Repeats(copies, tuple(pairs))


def without_repeats(
    spec: ImportSpec, frame: pd.DataFrame, states: RowStates, *, compared: Sequence[str] = ()
) -> pd.DataFrame:
    """Keep identical rows once, with a warning; refuse rows that contradict each other, naming both.

    Parameters
    ----------
    compared : sequence of str
        Headers of the columns in use, when the file has more than those.
    """
    repeats = find_repeats(frame, make_keys(frame, spec.key))
    wrong = np.zeros(len(frame), dtype=bool)
    rows = frame.index
    for earlier, later in repeats.contradictions:
        for own, other in ((earlier, later), (later, earlier)):
            wrong[own] = True
            message = says(
                N_("This row and row %(other)s are about the same thing and differ. Keep one of them."),
                other=int(rows[other]),
            )
            states.add(Problem(int(rows[own]), None, message))
    # Of a row that was unfolded into several, all are refused when one is.
    refused = frame.index.isin(rows[wrong]) if wrong.any() else wrong
    copies = repeats.copies & ~refused
    for row in dict.fromkeys(rows[copies].tolist()):
        states.add(Problem(row, None, copy_message(compared), Severity.WARNING))
    states.repeated = int(copies.sum())
    return frame[~(copies | refused)] if (copies | refused).any() else frame


def copy_message(compared: Sequence[str]) -> Message:
    """Return what is said of a copy: it need only be one in the columns in use."""
    if not compared:
        return says(WHOLE_COPY)
    more = f" (+{len(compared) - MOST_HEADERS})" if len(compared) > MOST_HEADERS else ""
    columns = ", ".join(f"«{header}»" for header in compared[:MOST_HEADERS]) + more
    return says(COPY_IN_USE, columns=columns)
