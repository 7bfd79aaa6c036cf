"""Children of small areas: counted, or else estimated from the population and said to be so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.composite.errors import AssumedShareError, ChildrenError
from diagnosis.statistics.results import Result

LARGEST = 1e11


@dataclass(frozen=True, slots=True)
class AssumedShare(Result):
    """The share of children of 5 to 17 in a larger territory, taken for areas that do not know theirs.

    Parameters
    ----------
    share : float
        From 0 to 1.
    source : str
        Whose share it is and where it was published.

    Raises
    ------
    AssumedShareError
        If it is not a share.
    """

    share: float
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise AssumedShareError


@dataclass(frozen=True, slots=True)
class AreaChildren(Result):
    """Children of 5 to 17 in an area.

    Parameters
    ----------
    code : str
        Code of the area.
    number : float or None
        None where neither they nor the population are known.
    estimated : bool
        Whether the number follows from the population and an assumed share.
    """

    code: str
    number: float | None
    estimated: bool = False


def children_of(
    counted: Mapping[str, float | None],
    population: Mapping[str, float | None] | None = None,
    share: AssumedShare | None = None,
) -> dict[str, AreaChildren]:
    """Return the children of each area, estimated where nobody counted them.

    Parameters
    ----------
    counted : mapping of str to float or None
        Children of 5 to 17 by the code of each area; None and NaN where not known.
    population : mapping of str to float or None, optional
        Persons of all ages.
    share : AssumedShare, optional
        Share of children where they were not counted. Without it nothing is estimated.

    Returns
    -------
    dict of str to AreaChildren
        In the order of `counted`.

    Raises
    ------
    ChildrenError
        If a number is negative or above 100,000,000,000.

    Examples
    --------
    >>> found = children_of({"a": 40, "b": None}, {"b": 300}, AssumedShare(0.25, "municipality, census 2020"))
    >>> found["b"].number, found["b"].estimated
    (75.0, True)
    """
    people = population or {}
    found = {}
    for row, code in enumerate(counted):
        number, persons = _known(counted[code], code, row), _known(people.get(code), code, row)
        if number is None and persons is not None and share is not None:
            found[code] = AreaChildren(code, persons * share.share, estimated=True)
        else:
            found[code] = AreaChildren(code, number)
    return found


def said_of_children(areas: Iterable[AreaChildren], share: AssumedShare | None) -> tuple[Message, ...]:
    """Return what must be said where children were estimated."""
    estimated = sum(area.estimated for area in areas)
    if not estimated or share is None:
        return ()
    return (
        counts(
            "The children of %(count)s area are estimated: %(percent)s %% of its population (%(source)s).",
            "The children of %(count)s areas are estimated: %(percent)s %% of their population (%(source)s).",
            estimated,
            percent=f"{100 * share.share:.1f}",
            source=share.source or says("source not stated"),
        ),
    )


def _known(number: float | None, code: str, row: int) -> float | None:
    if number is None or isnan(number):
        return None
    if not 0 <= number <= LARGEST:
        raise ChildrenError(code, row)
    return float(number)
