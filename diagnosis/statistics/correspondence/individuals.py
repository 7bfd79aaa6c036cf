"""Records on the map of a multiple analysis, a part at a time; nobody asks for a million at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.correspondence.answers import Answers, Values, answers, weights_of
from diagnosis.statistics.correspondence.multiple import MultipleCorrespondence
from diagnosis.statistics.correspondence.points import Points, points_of
from diagnosis.statistics.correspondence.tables import NO_ANSWER
from diagnosis.statistics.design import Floats

PART = 100_000


def records_on_axes(
    found: MultipleCorrespondence,
    variables: Mapping[str, Values],
    weights: ArrayLike | None = None,
    *,
    part: int = PART,
    no_answer: str = NO_ANSWER,
) -> Iterator[Points]:
    """Yield the records of a multiple analysis, or others that answered the same questions.

    Parameters
    ----------
    found : MultipleCorrespondence
        The analysis.
    variables : mapping of str to array-like of shape (n,) or Answers
        Answers to all its active variables.
    weights : array-like of shape (n,), optional
        Their weights; 1 each by default.
    part : int, default=100,000
        Records at a time.
    no_answer : str
        Label of blanks, as in the analysis.

    Yields
    ------
    Points
        Labelled by the number of the record, from 1. Coordinates are those of the indicator matrix: the mean
        of the standard coordinates of the record's active answers, whatever the variant. A record with a
        blank, or with an answer that the analysis does not know, has NaN and counts as supplementary.

    Raises
    ------
    ValueError
        If a variable of the analysis is missing.
    """
    coded = {name: answers(values) for name, values in variables.items()}
    if missing := set(_asked(found)) - coded.keys():
        raise ValueError(f"variables are missing: {sorted(missing)}")
    n = len(next(iter(coded.values())).codes)
    numbers = weights_of(weights, n)
    places = [_places(found, name, coded[name], no_answer) for name in _asked(found)]
    for start in range(0, n, part):
        rows = slice(start, min(start + part, n))
        mass = np.ones(rows.stop - start) if numbers is None else numbers[rows]
        yield _part(found, [one[rows] for one in places], mass / found.size, start)


def _asked(found: MultipleCorrespondence) -> list[str]:
    """Return the active variables in their order."""
    return list(dict.fromkeys(variable for variable, _ in found.names))[: found.questions]


def _places(found: MultipleCorrespondence, name: str, given: Answers, no_answer: str) -> NDArray[np.int64]:
    """Return the column of each record's answer; -1 where there is none."""
    columns = {category: place for place, (variable, category) in enumerate(found.names) if variable == name}
    of_category = [columns.get(category, -1) for category in given.categories]
    return np.array([*of_category, columns.get(no_answer, -1)], dtype=np.int64)[given.codes]


def _part(found: MultipleCorrespondence, places: list[NDArray[np.int64]], mass: Floats, start: int) -> Points:
    q, columns = found.questions, found.columns
    active = ~columns.supplementary
    c, standard = np.where(active, columns.mass, 0.0), np.where(active[:, np.newaxis], columns.standard, 0.0)
    # What one more answer adds to the squared distance; set aside, it adds nothing.
    away = np.where(active, 1 / (q**2 * columns.mass) - 2 / q, 0.0)
    blank = np.logical_or.reduce([one < 0 for one in places])
    coordinates = np.add.reduce([standard[one] for one in places]) / q - c @ standard
    distance = np.add.reduce([away[one] for one in places]) + c.sum()
    coordinates[blank], distance[blank] = np.nan, np.nan
    values = np.sqrt(found.indicator[: standard.shape[1]])
    labels = tuple(str(number) for number in range(start + 1, start + len(mass) + 1))
    return points_of(labels, mass, coordinates / values, values, distance, blank)
