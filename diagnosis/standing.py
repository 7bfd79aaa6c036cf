"""How a territory stands among those beside it: by its class, and by its number if any. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagnosis.statistics.classes import LEAST_AREAS, Method, classify_areas

THIRDS = ("lower", "middle", "upper")


@dataclass(frozen=True, slots=True)
class Placed:
    """What one release says of one territory."""

    path: str
    official_class: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of one territory among those of its region, itself included.

    Parameters
    ----------
    places : int
        Territories of the region that are stored.
    with_class, lower_class, same_class, higher_class : int
        How many have a class; of those, how many a lower, the same and a higher one.
    with_number : int
        How many have a number of the same release.
    rank, last_rank : int or None
        From 1 for the highest number; the last of those that share it. None without a number.
    lower_share : float or None
        Percentage of the others whose number is lower.
    third : str
        Third of the region by number: lower, middle or upper; empty for fewer than nine numbers.
    """

    places: int
    with_class: int
    lower_class: int
    same_class: int
    higher_class: int
    with_number: int
    rank: int | None = None
    last_rank: int | None = None
    lower_share: float | None = None
    third: str = ""


def standing_among(own: str, places: Sequence[Placed], classes: Sequence[str]) -> Standing | None:
    """Place a territory among others.

    Parameters
    ----------
    own : str
        Path of the territory.
    places : sequence of Placed
        All of the region, it among them; those that the release does not know have neither class nor number.
    classes : sequence of str
        Codes of the classes of the release, the lowest first.

    Returns
    -------
    Standing or None
        None where nothing was published of it, or of nothing but it.

    Examples
    --------
    >>> among = [Placed("a", "low", 0.1), Placed("b", "high", 0.3), Placed("c", "", None)]
    >>> found = standing_among("b", among, ("low", "high"))
    >>> found.rank, found.with_number, found.lower_class, found.lower_share
    (1, 2, 1, 100.0)
    """
    mine = next((one for one in places if one.path == own), None)
    known = [one for one in places if one.official_class or one.value is not None]
    if mine is None or mine not in known or len(known) < 2:
        return None
    order = {code: number for number, code in enumerate(classes)}
    classed = [order[one.official_class] for one in places if one.official_class in order]
    at = order.get(mine.official_class)
    found = Standing(
        places=len(places),
        with_class=len(classed),
        lower_class=0 if at is None else sum(number < at for number in classed),
        same_class=0 if at is None else sum(number == at for number in classed),
        higher_class=0 if at is None else sum(number > at for number in classed),
        with_number=sum(one.value is not None for one in places),
    )
    return (
        found
        if mine.value is None or found.with_number < 2
        else _ranked(found, mine.value, mine.path, places)
    )


def _ranked(found: Standing, value: float, own: str, places: Sequence[Placed]) -> Standing:
    numbers = {one.path: one.value for one in places if one.value is not None}
    others = [number for path, number in numbers.items() if path != own]
    higher, equal = sum(number > value for number in others), sum(number == value for number in others)
    return replace(
        found,
        rank=higher + 1,
        last_rank=higher + 1 + equal,
        lower_share=100 * (len(others) - higher - equal) / len(others),
        third=_third(own, numbers),
    )


def _third(own: str, numbers: dict[str, float]) -> str:
    if len(numbers) < LEAST_AREAS or len(set(numbers.values())) < len(THIRDS):
        return ""
    found = classify_areas(dict(numbers), Method.QUANTILE, len(THIRDS))
    if len(found.names) != len(THIRDS):
        return ""
    at = next(one.number for one in found.areas if one.code == own)
    return "" if at is None else THIRDS[at]
