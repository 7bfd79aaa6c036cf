"""What the classes of the same areas would be by other methods, and which areas would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnosis.statistics.classes.classification import Classification
from diagnosis.statistics.classes.classifying import LEAST_AREAS, classify_areas
from diagnosis.statistics.classes.methods import Method
from diagnosis.statistics.results import Result

FROM_DATA = (Method.JENKS, Method.QUANTILE, Method.EQUAL_WIDTH, Method.MEAN_SD)


@dataclass(frozen=True, slots=True)
class OtherMethod(Result):
    """The classes by another method beside those that were chosen.

    Parameters
    ----------
    method : Method
        The other method.
    k : int
        Classes it makes.
    breaks : tuple of float
        Their upper bounds.
    counts : tuple of int
        Areas in each.
    gvf : float or None
        Goodness of variance fit.
    changing : tuple of str
        Codes of the areas whose class would be another, in the order of the areas.
    rising, falling : int
        How many of them would come into a higher class, and how many into a lower one.
    comparable : bool
        Whether both have the same number of classes. If not, only areas with the same values can be compared
        by the name of their class.
    """

    method: Method
    k: int
    breaks: tuple[float, ...]
    counts: tuple[int, ...]
    gvf: float | None
    changing: tuple[str, ...]
    rising: int
    falling: int
    comparable: bool


def compare_methods(
    chosen: Classification,
    methods: Sequence[Method] = FROM_DATA,
    weights: Mapping[str, float | None] | None = None,
) -> tuple[OtherMethod, ...]:
    """Return what other methods that take their cuts from the data would say.

    Parameters
    ----------
    chosen : Classification
        The classes in use.
    methods : sequence of Method
        Those to compare with; the one in use, inherited and fixed classes are passed over.
    weights : mapping of str to float or None, optional
        Weight of each area, as for `classify_areas`.

    Returns
    -------
    tuple of OtherMethod
        Empty where areas are only ordered, or fewer than nine have a value.

    Examples
    --------
    >>> chosen = classify_areas({str(i): float(i * i) for i in range(12)})
    >>> [(one.method.value, one.changing) for one in compare_methods(chosen, [Method.QUANTILE])]
    [('quantile', ('4', '5', '8'))]
    """
    values = {area.code: area.value for area in chosen.areas}
    if chosen.k < 2 or sum(value is not None for value in values.values()) < LEAST_AREAS:
        return ()
    return tuple(
        _other(chosen, classify_areas(values, method, chosen.k, names=chosen.names, weights=weights))
        for method in methods
        if method in FROM_DATA and method is not chosen.method
    )


def _other(chosen: Classification, other: Classification) -> OtherMethod:
    comparable = chosen.k == other.k
    pairs = [
        (one.code, _height(one.number, chosen.k), _height(two.number, other.k))
        for one, two in zip(chosen.areas, other.areas, strict=True)
        if one.number is not None and two.number is not None
    ]
    return OtherMethod(
        method=other.method,
        k=other.k,
        breaks=other.breaks,
        counts=other.counts,
        gvf=other.gvf,
        changing=tuple(code for code, before, after in pairs if before != after),
        rising=sum(after > before for _, before, after in pairs),
        falling=sum(after < before for _, before, after in pairs),
        comparable=comparable,
    )


def _height(number: int | None, k: int) -> float:
    """Return the place of a class from 0, the lowest, to 1, the highest, whatever their number."""
    return 0.5 if k == 1 or number is None else number / (k - 1)
