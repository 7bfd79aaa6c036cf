"""Which categories lie near a named one, such as 'works', with the caution that belongs to the question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clrisk_site.figures.message import Message
from diagnosis.statistics.correspondence.errors import UnknownLabelError
from diagnosis.statistics.correspondence.multiple import MultipleCorrespondence
from diagnosis.statistics.correspondence.points import Points
from diagnosis.statistics.correspondence.simple import Correspondence
from diagnosis.statistics.correspondence.warning import NOT_A_DISTANCE, TWO_QUESTIONS, poorly_shown
from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result

POOR = 0.3
"""Share of its squared distance below which a point is poorly shown."""


@dataclass(frozen=True, slots=True)
class NearCategory(Result):
    """A category near another.

    Parameters
    ----------
    label : str
        What it is called.
    same_cloud : bool
        Whether the two lie in one cloud, so that their closeness is a distance between profiles.
    distance : float
        Distance on the axes that were asked for, in principal coordinates.
    cos2 : float or None
        Share of its own squared distance to the centre that these axes show; None at the centre.
    ratio : float or None
        Persons with both, divided by those expected if they were unrelated: above 1 they go together. None
        for two rows, two columns or two answers to one question.
    """

    label: str
    same_cloud: bool
    distance: float
    cos2: float | None
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Nearest(Result):
    """The categories nearest to a named one, nearest first, and the cautions to print beside them."""

    label: str
    nearest: tuple[NearCategory, ...]
    cautions: tuple[Message, ...]


def nearest_categories(
    found: Correspondence | MultipleCorrespondence, label: str, *, number: int = 5, axes: int = 2
) -> Nearest:
    """Return the categories that lie nearest to one of them on the first axes.

    Parameters
    ----------
    found : Correspondence or MultipleCorrespondence
        The analysis.
    label : str
        A column, else a row, of the table; in a multiple analysis ``variable:category``.
    number : int, default=5
        How many categories.
    axes : int, default=2
        Axes of the map.

    Returns
    -------
    Nearest
        In a multiple analysis without other answers to the same question, which exclude each other.
        Categories at the same distance come in alphabetical order.

    Raises
    ------
    UnknownLabelError
        If there is no such category.
    """
    if isinstance(found, Correspondence):
        return _of_table(found, label, number, axes)
    place = _place(label, found.columns.labels)
    around = _around(found.columns, found.columns, place, found.ratios[place], axes)
    near = [one for one in around if one.ratio is not None]
    return _nearest(found.columns, place, near, (number, axes), TWO_QUESTIONS)


def _of_table(found: Correspondence, label: str, number: int, axes: int) -> Nearest:
    rows, columns, ratios = found.rows, found.columns, found.ratios
    if label not in columns.labels and label in rows.labels:
        rows, columns, ratios = columns, rows, ratios.T
    place = _place(label, (*columns.labels, *(rows.labels if label not in columns.labels else ())))
    nothing = np.full(len(columns), np.nan)
    near = [
        *_around(columns, rows, place, ratios[:, place], axes, same_cloud=False),
        *(one for one in _around(columns, columns, place, nothing, axes) if one.label != label),
    ]
    return _nearest(columns, place, near, (number, axes), NOT_A_DISTANCE)


def _place(label: str, known: tuple[str, ...]) -> int:
    if label not in known:
        raise UnknownLabelError(label, known)
    return known.index(label)


def _around(
    own: Points, other: Points, place: int, ratios: Floats, axes: int, *, same_cloud: bool = True
) -> list[NearCategory]:
    apart = other.coordinates[:, :axes] - own.coordinates[place, :axes]
    shown = other.cos2[:, :axes].sum(axis=1)
    return [
        NearCategory(
            label=label,
            same_cloud=same_cloud,
            distance=float(np.linalg.norm(apart[row])),
            cos2=_known(shown[row]),
            ratio=_known(ratios[row]),
        )
        for row, label in enumerate(other.labels)
    ]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _nearest(
    own: Points, place: int, near: list[NearCategory], asked: tuple[int, int], caution: Message
) -> Nearest:
    number, axes = asked
    # Rounded, so that what is equally far does not change its order with the last digit.
    ordered = sorted(near, key=lambda one: (round(one.distance, 10), one.label))[:number]
    label, shown = own.labels[place], own.cos2[place, :axes].sum()
    poor = () if shown >= POOR else (poorly_shown(label),)
    return Nearest(label, tuple(ordered), (caution, *poor))
