"""Categorical answers as codes with labels: how they are read and combined. What is counted: elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.correspondence.errors import RepeatedLabelError, TooManyCategoriesError
from diagnosis.statistics.design import Floats, checked_weights
from diagnosis.statistics.errors import InvalidWeightError

type Codes = NDArray[np.integer[Any]]
BLANKS = ("", None)
WIDEST_RANGE = 65_536
MOST_COMBINATIONS = 100_000


class Missing(StrEnum):
    """What becomes of a record without an answer; each way is said in a warning."""

    LEAVE_OUT = "leave_out"
    CATEGORY = "category"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What each record answered to one question.

    Parameters
    ----------
    codes : ndarray of int of shape (n,)
        Place of the answer among the categories; -1 where nobody answered.
    categories : tuple of str
        Labels; one that nobody gave is empty.

    Raises
    ------
    ValueError
        If a code has no category or a category appears twice.
    """

    codes: Codes
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.categories)) < len(self.categories):
            raise ValueError("a category appears twice")
        if len(self.codes) and not -1 <= self.codes.min() <= self.codes.max() < len(self.categories):
            raise ValueError("a code has no category")

    @property
    def blank(self) -> NDArray[np.bool_]:
        """Which records have no answer."""
        return np.asarray(self.codes < 0)

    def with_blanks_as(self, label: str) -> Answers:
        """Return the same answers with a category for those who gave none, if there are any.

        Raises
        ------
        RepeatedLabelError
            If a category has this label already: a blank is no answer.
        """
        blank = self.blank
        if not blank.any():
            return self
        if label in self.categories:
            raise RepeatedLabelError(label)
        return Answers(np.where(blank, len(self.categories), self.codes), (*self.categories, label))


type Values = ArrayLike | Answers | Sequence[Any]
"""Answers of the records to one question, coded already or not."""


def answers(values: Values) -> Answers:
    """Return values as codes; what was coded already stays as it is.

    Parameters
    ----------
    values : array-like of shape (n,) or Answers
        Numbers or texts. NaN, None and an empty text mean that nobody answered.

    Returns
    -------
    Answers
        Numbers in their order, texts in that of the alphabet.

    Examples
    --------
    >>> answers(["rural", "urban", None, "rural"])
    Answers(codes=array([ 0,  1, -1,  0]), categories=('rural', 'urban'))
    >>> answers([10, 9, 10]).categories
    ('9', '10')
    """
    if isinstance(values, Answers):
        return values
    given = np.asarray(values).ravel()
    if given.dtype.kind in "iub":
        return _of_whole_numbers(given.astype(np.int64), np.zeros(len(given), dtype=bool))
    if given.dtype.kind == "f":
        return _of_numbers(given)
    return _of_texts(given.tolist())


def combined(variables: Mapping[str, Answers], separator: str = "_") -> Answers:
    """Return the combinations of several answers as one (interactive coding).

    Parameters
    ----------
    variables : mapping of str to Answers
        Variables to combine; whoever left one of them blank has no answer.
    separator : str, default="_"
        Stands between the labels.

    Raises
    ------
    TooManyCategoriesError
        If there are over 100,000 combinations.

    Examples
    --------
    >>> joined = combined({"sex": answers(["boy", "girl"]), "works": answers([1, 0])})
    >>> joined.categories
    ('boy_0', 'boy_1', 'girl_0', 'girl_1')
    >>> joined.codes.tolist()
    [1, 2]
    """
    columns = list(variables.values())
    if len(columns) == 1:
        return columns[0]
    combinations = prod(len(one.categories) for one in columns)
    if combinations > MOST_COMBINATIONS:
        raise TooManyCategoriesError(separator.join(variables), combinations, MOST_COMBINATIONS)
    codes, blank = (
        np.zeros(len(columns[0].codes), dtype=np.int64),
        np.zeros(len(columns[0].codes), dtype=bool),
    )
    for one in columns:
        codes = codes * len(one.categories) + one.codes
        blank |= one.blank
    labels = (separator.join(parts) for parts in product(*(one.categories for one in columns)))
    return Answers(np.where(blank, -1, codes), tuple(labels))


def weights_of(weights: ArrayLike | None, n: int) -> Floats | None:
    """Return the weights of the records, or None where each counts once.

    Raises
    ------
    MissingWeightError, InvalidWeightError
        If a weight is missing, negative or infinite, or all together are too large for a number.
    """
    if weights is None:
        return None
    numbers = checked_weights(weights)
    if len(numbers) != n:
        raise ValueError(f"{len(numbers)} weights for {n} records")
    with np.errstate(over="ignore"):
        too_large = np.isinf(numbers.sum())
    if too_large:
        raise InvalidWeightError(int(np.argmax(numbers)))
    return numbers


def _of_whole_numbers(given: NDArray[np.int64], blank: NDArray[np.bool_]) -> Answers:
    kept = given[~blank] if blank.any() else given
    if not len(kept):
        return Answers(np.full(len(given), -1), ())
    low, high = int(kept.min()), int(kept.max())
    if high - low > WIDEST_RANGE:
        found, places = np.unique(kept, return_inverse=True)
    else:
        # A table of the few numbers in between spares the sorting of a million.
        there = np.bincount(kept - low) > 0
        found = np.flatnonzero(there) + low
        places = (np.cumsum(there) - 1)[kept - low]
    codes = np.full(len(given), -1)
    codes[~blank] = places
    return Answers(codes, tuple(str(number) for number in found.tolist()))


def _of_numbers(given: NDArray[np.floating[Any]]) -> Answers:
    blank = np.isnan(given)
    filled = np.where(blank, 0, given)
    if np.array_equal(filled, np.trunc(filled)) and np.abs(filled).max(initial=0) < 2**53:
        return _of_whole_numbers(filled.astype(np.int64), blank)
    found, places = np.unique(given[~blank], return_inverse=True)
    codes = np.full(len(given), -1)
    codes[~blank] = places
    return Answers(codes, tuple(f"{number:.15g}" for number in found.tolist()))


def _of_texts(given: list[Any]) -> Answers:
    blank = {value for value in set(given) if value in BLANKS or value != value}
    labels = {value: str(value).strip() for value in set(given) - blank}
    categories = sorted(set(labels.values()) - {""})
    place = {label: number for number, label in enumerate(categories)} | {"": -1}
    code_of = {value: place[label] for value, label in labels.items()} | dict.fromkeys(blank, -1)
    # Each NaN is its own value, so those that a set does not find are blank as well.
    return Answers(np.array([code_of.get(value, -1) for value in given], dtype=np.int64), tuple(categories))
