"""Profile cells: how many children of each profile live in each area. Reading them from files: reading.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.message import Message
from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.logit.coding import labels_of
from diagnosis.statistics.transfer.cell_errors import (
    MissingAreaError,
    MissingCountError,
    NoCellsError,
    UnusableCountError,
)


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A column of codes.

    Parameters
    ----------
    labels : tuple of str
        Its distinct codes, as texts.
    places : ndarray of int of shape (n,)
        Place of the code of each cell among them; -1 where it is blank.
    """

    labels: tuple[str, ...]
    places: Places

    @classmethod
    def of(cls, values: ArrayLike | Labelled) -> Labelled:
        """Return codes as texts: the number 1.0 is "1", and "01" stays "01"."""
        if isinstance(values, Labelled):
            return values
        labels, places = labels_of(values)
        return cls(tuple(labels), places.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class ProfileCells:
    """Checked cells; make them with `profile_cells`.

    Parameters
    ----------
    areas : Labelled
        Area of each cell; none is blank.
    columns : mapping of str to Labelled
        The variables, by the name of their column.
    counts : ndarray of shape (n,)
        Children of each cell, zero or more; sums of weights need not be whole.
    rows : int
        Rows of the table behind them.
    warnings : tuple of Message
        What was remarked in reading.
    """

    areas: Labelled
    columns: Mapping[str, Labelled]
    counts: Floats
    rows: int = 0
    warnings: tuple[Message, ...] = ()

    @property
    def children(self) -> float:
        """All children of the cells."""
        return float(self.counts.sum())


def profile_cells(
    areas: ArrayLike | Labelled, columns: Mapping[str, ArrayLike | Labelled], counts: ArrayLike
) -> ProfileCells:
    """Check cells and label their columns.

    Parameters
    ----------
    areas : array-like of shape (n,) or Labelled
        Code of the area of each cell; texts keep their leading zeros.
    columns : mapping of str to (array-like of shape (n,) or Labelled)
        Codes of the variables, by the name of their column. A code may be blank (None, NaN, "").
    counts : array-like of shape (n,)
        Children of each cell. The same profile may come in several cells.

    Returns
    -------
    ProfileCells

    Raises
    ------
    NoCellsError
        If there is no child.
    MissingAreaError, MissingCountError, UnusableCountError
        If a cell has no area, no count, or a count that is negative or not finite.

    Examples
    --------
    >>> cells = profile_cells(["01", "01", "02"], {"works": [0, 1, 1]}, [90, 10, 5])
    >>> cells.areas.labels, cells.children
    (('01', '02'), 105.0)
    """
    numbers = np.asarray(counts, dtype=np.float64).ravel()
    labelled = {name: Labelled.of(values) for name, values in columns.items()}
    of_area = Labelled.of(areas)
    for one in (of_area, *labelled.values()):
        if len(one.places) != len(numbers):
            raise ValueError(f"{len(one.places)} codes for {len(numbers)} counts")
    blank = int(np.count_nonzero(of_area.places < 0))
    if blank:
        raise MissingAreaError(blank)
    missing = int(np.count_nonzero(np.isnan(numbers)))
    if missing:
        raise MissingCountError(missing)
    wrong = (numbers < 0) | np.isinf(numbers)
    if wrong.any():
        raise UnusableCountError(of_area.labels[of_area.places[int(np.argmax(wrong))]])
    with np.errstate(over="ignore"):
        total = numbers.sum()
    if np.isinf(total):
        raise UnusableCountError(of_area.labels[of_area.places[int(np.argmax(numbers))]])
    if not total > 0:
        raise NoCellsError
    return ProfileCells(of_area, labelled, numbers, len(numbers))
