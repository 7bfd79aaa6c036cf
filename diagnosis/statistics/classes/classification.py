"""What a classification of areas says: bounds, counts, the class of each area. Making one: classifying."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message
from diagnosis.statistics.classes.methods import Method
from diagnosis.statistics.ranks import places
from diagnosis.statistics.results import Result


@dataclass(frozen=True, slots=True)
class Reference(Result):
    """Against what areas are classified, in the words of who asked.

    Parameters
    ----------
    areas : str
        The set of areas, such as nation, state, region or municipality.
    date : str
        When the classes were made.
    version : str
        Version of the data.
    weighted_by : str
        What the weights count, such as children of 5 to 17; empty without weights.
    """

    areas: str = ""
    date: str = ""
    version: str = ""
    weighted_by: str = ""


@dataclass(frozen=True, slots=True)
class ClassedArea(Result):
    """The class of one area.

    Parameters
    ----------
    code : str
        Code of the area.
    value : float or None
        The quantity, in its own unit; None where it is missing.
    number : int or None
        0 for the lowest class; None where the area has no class.
    name : str or None
        Name of that class.
    rank : int or None
        1 for the highest value; areas with equal values share the better place.
    """

    code: str
    value: float | None
    number: int | None
    name: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Classification(Result):
    """Areas in classes.

    Parameters
    ----------
    method : Method
        How the classes were made.
    k : int
        Number of classes; 0 where areas are only ordered.
    breaks : tuple of float
        Upper bounds, each belonging to its class; infinite at the top where no value lies above the last cut.
        Empty for inherited classes and where areas are only ordered.
    cut_points : tuple of float
        The bounds between classes.
    names : tuple of str
        Names of the classes, the lowest first.
    counts : tuple of int
        Areas in each class.
    gvf : float or None
        Goodness of variance fit, from 0 to 1; weighted if the classes are.
    areas : tuple of ClassedArea
        In the order in which they were given.
    n : int
        Areas with a value, or with an official class.
    weighted : bool
        Whether weights took part.
    reference : Reference
        What the areas are compared with.
    warnings : tuple of Message
        What the reader must know.
    """

    method: Method
    k: int
    breaks: tuple[float, ...]
    cut_points: tuple[float, ...]
    names: tuple[str, ...]
    counts: tuple[int, ...]
    gvf: float | None
    areas: tuple[ClassedArea, ...]
    n: int
    weighted: bool
    reference: Reference
    warnings: tuple[Message, ...]


def classed_areas(
    codes: list[str], numbers: NDArray[np.float64], member: NDArray[np.int64], names: tuple[str, ...]
) -> tuple[ClassedArea, ...]:
    """Return the areas with their classes; -1 is no class, NaN no value."""
    ranks = places(numbers).tolist()
    return tuple(
        ClassedArea(
            code,
            None if rank == 0 else value,
            None if number < 0 else number,
            None if number < 0 else names[number],
            rank or None,
        )
        for code, value, number, rank in zip(codes, numbers.tolist(), member.tolist(), ranks, strict=True)
    )
