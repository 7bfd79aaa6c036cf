"""Puts areas into classes by a method; what comes out is described in classification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.classes.breaks import classify, goodness_of_fit
from diagnosis.statistics.classes.classification import Classification, Reference, classed_areas
from diagnosis.statistics.classes.errors import (
    AreaWeightError,
    ClassNamesError,
    ClassNumberError,
    CutPointsError,
    InfiniteAreaError,
    MissingClassWordsError,
    NoAreaWeightError,
    NoValueError,
)
from diagnosis.statistics.classes.inherited import inherited_classes
from diagnosis.statistics.classes.jenks import jenks_breaks
from diagnosis.statistics.classes.methods import (
    Method,
    equal_width_breaks,
    fixed_breaks,
    mean_sd_breaks,
    multiples_of,
    names_of,
    quantile_breaks,
)

LEAST_AREAS = 9
MOST_CLASSES = 20
LARGEST = 1e150
"""Beyond it squares overflow; no quantity of an area is so large."""
NOTHING_SAID = Reference()

type Floats = NDArray[np.float64]
type Values = Mapping[str, float | None]


def classify_areas(
    values: Values,
    method: Method = Method.JENKS,
    k: int = 3,
    *,
    inherited: Mapping[str, str | None] | None = None,
    cuts: Sequence[float] = (),
    multiples: Sequence[float] = (),
    names: Sequence[str] = (),
    weights: Values | None = None,
    reference: Reference = NOTHING_SAID,
) -> Classification:
    """Put areas into classes.

    Parameters
    ----------
    values : mapping of str to float or None
        The quantity of each area by its code. None and NaN are missing: such an area gets no class.
    method : Method, default=Method.JENKS
        How classes are made.
    k : int, default=3
        Number of classes, from 2 to 20. Fixed cuts and own multiples decide it themselves.
    inherited : mapping of str to str or None, optional
        Official class of each area, for the method of that name. They are taken as they are.
    cuts : sequence of float
        Bounds between classes for `Method.FIXED`, ascending.
    multiples : sequence of float
        Multiples of the standard deviation for `Method.MEAN_SD`, ascending; symmetric by default.
    names : sequence of str
        Names of the classes, the lowest first; low, medium, high and so on by default.
    weights : mapping of str to float or None, optional
        Weight of each area, such as its children: for Jenks, quantiles, mean and standard deviation, and the
        goodness of fit. One each by default.
    reference : Reference
        Stored with the result.

    Returns
    -------
    Classification

    Raises
    ------
    AnalysisError
        By name: `NoValueError`, `InfiniteAreaError`, `ClassNumberError`, `CutPointsError`,
        `ClassNamesError`, `AreaWeightError`, `NoAreaWeightError`, `MissingClassWordsError`,
        `UnknownClassWordError`.

    Notes
    -----
    Classes are closed on the right, and ties are never split. With fewer than nine areas that have a value,
    methods that take their cuts from the data only order them. Fewer distinct values than classes make
    fewer classes.

    Examples
    --------
    >>> risk = dict(zip("abcdefghi", [3, 4, 4, 11, 12, 12, 30, 31, None], strict=True)) | {"j": 32}
    >>> found = classify_areas(risk)
    >>> found.breaks, found.counts, found.areas[3].name, found.areas[8].name
    ((4.0, 12.0, 32.0), (3, 3, 3), 'medium', None)
    """
    if method is Method.INHERITED:
        if inherited is None:
            raise MissingClassWordsError
        return inherited_classes(inherited, tuple(names) or names_of(k), values, reference)
    codes, numbers = list(values), _numbers(values)
    mass = _mass(values, numbers, weights)
    given = tuple(cuts if method is Method.FIXED else multiples if method is Method.MEAN_SD else ())
    k = _number_of_classes(method, k, given)
    _check_names(names, k)
    known = numbers[~np.isnan(numbers)]
    missing = _missing(len(codes) - len(known))
    if len(known) < LEAST_AREAS and method is not Method.FIXED:
        return _ordered(method, codes, numbers, reference, (*missing, _too_few(len(known))))
    bounds = bounds_by(method, numbers, k, given, mass)
    called = tuple(names) if len(names) == len(bounds) else names_of(len(bounds))
    member = classify(numbers, bounds)
    filled = Counter(member.tolist())
    return Classification(
        method=method,
        k=len(bounds),
        breaks=tuple(bounds.tolist()),
        cut_points=tuple(bounds[:-1].tolist()),
        names=called,
        counts=tuple(filled[i] for i in range(len(bounds))),
        gvf=goodness_of_fit(numbers, bounds, mass),
        areas=classed_areas(codes, numbers, member, called),
        n=len(known),
        weighted=mass is not None,
        reference=reference,
        warnings=(*missing, *_fewer(len(bounds), k), *_empty(called, filled)),
    )


def _numbers(values: Values) -> Floats:
    numbers = np.array([np.nan if value is None else value for value in values.values()], dtype=np.float64)
    if np.isnan(numbers).all():
        raise NoValueError
    infinite = np.flatnonzero(np.abs(numbers) > LARGEST)
    if len(infinite):
        raise InfiniteAreaError(list(values)[infinite[0]], int(infinite[0]))
    return numbers


def _mass(values: Values, numbers: Floats, weights: Values | None) -> Floats | None:
    """Return a weight for each area; one without a value needs none."""
    if weights is None:
        return None
    found = [weights.get(code) for code in values]
    mass = np.array([np.nan if one is None else one for one in found], dtype=np.float64)
    mass[np.isnan(numbers)] = 0
    wrong = np.flatnonzero(~((mass >= 0) & np.isfinite(mass)))
    if len(wrong):
        raise AreaWeightError(list(values)[wrong[0]], int(wrong[0]))
    if not mass.any():
        raise NoAreaWeightError
    return mass


def _number_of_classes(method: Method, k: int, given: Sequence[float]) -> int:
    if method is Method.FIXED or given:
        if not given or not np.isfinite(given).all() or np.any(np.diff(given) <= 0):
            raise CutPointsError
        k = len(given) + 1
    if not 2 <= k <= MOST_CLASSES:
        raise ClassNumberError(k, MOST_CLASSES)
    return k


def _check_names(names: Sequence[str], k: int) -> None:
    if names and (len(set(names)) != k or len(names) != k):
        raise ClassNamesError(len(set(names)), k)


def bounds_by(
    method: Method, numbers: Floats, k: int, given: Sequence[float] = (), mass: Floats | None = None
) -> Floats:
    """Return upper bounds by a method; fewer distinct values than classes make fewer classes.

    Parameters
    ----------
    method : Method
        Any but the inherited classes.
    numbers : ndarray of shape (n,)
        Values; NaN is missing.
    k : int
        Number of classes.
    given : sequence of float
        Cuts of fixed classes, or multiples of the standard deviation; the usual ones by default.
    mass : ndarray of shape (n,), optional
        Weights.
    """
    distinct = len(np.unique(numbers[~np.isnan(numbers)]))
    possible = min(k, distinct)
    match method:
        case Method.FIXED:
            return fixed_breaks(numbers, given)
        case Method.JENKS:
            return jenks_breaks(numbers, possible, mass)
        case Method.QUANTILE:
            return quantile_breaks(numbers, possible, mass)
        case Method.EQUAL_WIDTH:
            return equal_width_breaks(numbers, possible)
        case _:
            return mean_sd_breaks(numbers, given or multiples_of(possible), mass)


def _ordered(
    method: Method,
    codes: list[str],
    numbers: Floats,
    reference: Reference,
    warnings: tuple[Message, ...],
) -> Classification:
    nowhere = np.full(len(numbers), -1)
    return Classification(
        method=method,
        k=0,
        breaks=(),
        cut_points=(),
        names=(),
        counts=(),
        gvf=None,
        areas=classed_areas(codes, numbers, nowhere, ()),
        n=int(np.sum(~np.isnan(numbers))),
        weighted=False,
        reference=reference,
        warnings=warnings,
    )


def _missing(number: int) -> tuple[Message, ...]:
    if not number:
        return ()
    return (
        counts(
            "%(count)s area has no value and no class.", "%(count)s areas have no value and no class.", number
        ),
    )


def _too_few(known: int) -> Message:
    return counts(
        "Only %(count)s area has a value. With fewer than %(least)s they are ordered, not classified.",
        "Only %(count)s areas have a value. With fewer than %(least)s they are ordered, not classified.",
        known,
        least=LEAST_AREAS,
    )


def _fewer(found: int, k: int) -> tuple[Message, ...]:
    if found == k:
        return ()
    return (
        says("The values differ too little for %(asked)s classes. There are %(made)s.", asked=k, made=found),
    )


def _empty(names: Sequence[str], filled: Mapping[int, int]) -> tuple[Message, ...]:
    return tuple(
        says("No area falls into the class %(name)s.", name=name)
        for i, name in enumerate(names)
        if not filled.get(i)
    )
