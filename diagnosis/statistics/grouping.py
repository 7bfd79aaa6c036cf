"""Records by their category: the labelled column that tables of several groups need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """One category for each record.

    Parameters
    ----------
    name : str
        Name of the variable.
    labels : tuple of str
        Its categories.
    places : ndarray of int of shape (n,)
        Place of each record's category in `labels`; -1 where it has none.

    Raises
    ------
    ValueError
        If a place lies outside the labels, or a label stands there twice.
    """

    name: str
    labels: tuple[str, ...]
    places: NDArray[np.int64]

    def __post_init__(self) -> None:
        if len(set(self.labels)) < len(self.labels):
            raise ValueError(f"a category of {self.name} stands there twice")
        if len(self.places) and not -1 <= self.places.min() <= self.places.max() < len(self.labels):
            raise ValueError(f"a category of {self.name} has no label")

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which records have a category."""
        return self.places >= 0

    def where(self, label: str) -> NDArray[np.bool_]:
        """Return which records have a category."""
        return np.asarray(self.places == self.labels.index(label))


def grouped(name: str, values: Iterable[object], labels: Sequence[str] | None = None) -> Grouping:
    """Return a column of texts, or of whole numbers, as categories.

    Parameters
    ----------
    name : str
        Name of the variable.
    values : iterable of n values
        Category of each record; "" or None where it has none.
    labels : sequence of str, optional
        Categories in their order; records of others then have none. By default all that occur, sorted.

    Examples
    --------
    >>> sex = grouped("sex", ["girl", "boy", None, "girl"])
    >>> sex.labels, sex.places.tolist()
    (('boy', 'girl'), [1, 0, -1, 1])
    """
    texts = ["" if value is None else str(value) for value in values]
    found = tuple(sorted(set(texts) - {""})) if labels is None else tuple(labels)
    place = {label: at for at, label in enumerate(found)}
    return Grouping(name, found, np.array([place.get(text, -1) for text in texts], dtype=np.int64))
