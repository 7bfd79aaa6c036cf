"""How the numbers of a column lie, in a few bars: enough to see a wrong unit or a stray value."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import Message
from clrisk_site.tables.spec import Column, Kind

FEWEST_BINS, MOST_BINS = 8, 16
NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.YEAR})

type Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Histogram:
    """The values of one number column.

    Parameters
    ----------
    counts : tuple of int
        Values per bin, from the lowest; empty when every value is missing, one bin when all are equal.
    lower, upper : float or None
        The lowest and the highest value; None when every value is missing.
    missing : int
        Rows without a value; never counted as zero.
    first, width : float
        Where the first bin begins, and how wide each is; a bin of one whole number has the width 1.
    """

    field: str
    label: Message
    counts: tuple[int, ...]
    lower: float | None
    upper: float | None
    missing: int
    median: float | None
    first: float = 0.0
    width: float = 0.0

    @property
    def count(self) -> int:
        """How many values there are."""
        return sum(self.counts)


def make_histogram(column: Column, values: Any) -> Histogram:
    """Count the values of a column in bins.

    Parameters
    ----------
    column : Column
        Of a numeric kind.
    values : array of float64 or Int64
        As the column was parsed, NaN or NA where missing.

    Returns
    -------
    Histogram
        Whole numbers are never split: each has a bin of its own while there are at most 16 of them.
    """
    numbers = _floats(values)
    known = numbers[np.isfinite(numbers)]
    missing = len(numbers) - len(known)
    if not len(known):
        return Histogram(column.name, column.label, (), None, None, missing, None)
    lower, upper = float(known.min()), float(known.max())
    median = float(np.median(known))
    bins, width = _bins(known, lower, upper)
    # Two values with no number between them are one bar too.
    counts = _count(known, lower, width, bins) if width else (len(known),)
    return Histogram(column.name, column.label, counts, lower, upper, missing, median, lower, width)


def _floats(values: Any) -> Floats:
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return values
    numbers = pd.to_numeric(pd.Series(values), errors="coerce")
    return np.asarray(numbers.to_numpy(dtype=np.float64, na_value=np.nan))


def _bins(known: Floats, lower: float, upper: float) -> tuple[int, float]:
    """Return how many bins of which width hold everything from the lowest to the highest value."""
    if lower == upper:
        return 1, 0.0
    span = upper - lower
    if span < 2**53 and bool((known == np.floor(known)).all()):
        width = math.ceil((span + 1) / MOST_BINS)
        return math.ceil((span + 1) / width), float(width)
    bins = min(MOST_BINS, max(FEWEST_BINS, math.ceil(math.log2(len(known))) + 1))
    # Divided first where the span of the largest numbers there are would be no number.
    return bins, span / bins if math.isfinite(span) else upper / bins - lower / bins


def _count(known: Floats, lower: float, width: float, bins: int) -> tuple[int, ...]:
    small = math.isfinite(float(known.max()) - lower)
    places = (known - lower) / width if small else known / width - lower / width
    # The highest value closes the last bin.
    at = np.clip(places, 0, bins - 1).astype(np.intp)
    return tuple(np.bincount(at, minlength=bins).tolist())
