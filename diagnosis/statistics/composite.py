"""The composite index that orders small areas by weighted proxies of the factors. It is not a probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.classes import classify, goodness_of_fit, jenks_breaks

LEAST_CHILDREN = 20
LEAST_OBSERVED = 0.75
LARGEST_WEIGHT = 0.5
LEAST_AREAS_TO_CLASSIFY = 9
SAME_THING = 0.9


class Excluded(StrEnum):
    """Why an area has no index."""

    TOO_FEW_CHILDREN = "too_few_children"
    CHILDREN_UNKNOWN = "children_unknown"
    TOO_LITTLE_OBSERVED = "too_little_observed"


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """The index of one area.

    Parameters
    ----------
    code : str
        Code of the area.
    index : float or None
        From 0 to 100, higher meaning more of what is associated with child labour.
    observed_weight : float
        Share of the weights whose proxies are observed here, from 0 to 1.
    class_number : int or None
        0 for the lowest class.
    excluded : Excluded or None
        Why there is no index, if there is none.
    """

    code: str
    index: float | None
    observed_weight: float
    class_number: int | None
    excluded: Excluded | None


@dataclass(frozen=True, slots=True)
class CompositeIndex:
    """The indices of all areas with what made them.

    Parameters
    ----------
    areas : tuple of AreaIndex
        In the order of the table.
    weights : mapping of str to float
        Weights that were used; they sum to one. Dropped proxies are not among them.
    breaks : tuple of float
        Upper bounds of the classes; empty when areas are too few to classify.
    fit : float or None
        Goodness of variance fit of the classes.
    warnings : tuple of Message
        What the reader must know.
    """

    areas: tuple[AreaIndex, ...]
    weights: Mapping[str, float]
    breaks: tuple[float, ...]
    fit: float | None
    warnings: tuple[Message, ...]


def composite_index(
    table: Mapping[str, Mapping[str, float | None]],
    signs: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    *,
    children: Mapping[str, float | None] | None = None,
    classes: int = 3,
    least_children: float = LEAST_CHILDREN,
    least_observed: float = LEAST_OBSERVED,
) -> CompositeIndex:
    """Return the weighted mean of min-max normalised proxies, and its natural classes.

    Parameters
    ----------
    table : mapping of str to mapping of str to float or None
        Area code to proxy code to value, usually a percentage. None, NaN or no entry means not observed.
    signs : mapping of str to {1, -1}
        Proxies that take part; 1 where more goes with higher risk, -1 where more goes with lower risk.
    weights : mapping of str to float, optional
        Weight of each proxy, zero or more, in any unit: they are scaled to sum to one. Equal by default.
    children : mapping of str to float or None, optional
        Children of 5 to 17 in each area. Without it no area is left out for its size.
    classes : int, default=3
        Number of classes.
    least_children : float, default=20
        Areas with fewer children take no part, not even in the normalisation.
    least_observed : float, default=0.75
        An area needs this share of the weights observed.

    Returns
    -------
    CompositeIndex

    Raises
    ------
    ValueError
        If no proxy takes part, a sign is neither 1 nor -1, or weights are missing, negative or all zero.

    Notes
    -----
    With o = 1 where a proxy is observed: I_a = sum_j w_j z_aj o_aj / sum_j w_j o_aj, where
    z = 100 (v - min) / (max - min) over the eligible areas, and 100 - z for a negative sign. A proxy that is
    the same everywhere says nothing and is dropped. No weight exceeds one half if there is another proxy.

    Examples
    --------
    >>> table = {"a": {"p": 10.0}, "b": {"p": 30.0}, "c": {"p": 20.0}}
    >>> [area.index for area in composite_index(table, {"p": 1}).areas]
    [0.0, 100.0, 50.0]
    """
    _check(signs, weights)
    codes = list(table)
    excluded = [_exclusion(code, children, least_children) for code in codes]
    eligible = np.array([reason is None for reason in excluded], dtype=bool)
    values = {proxy: _column(table, codes, proxy) for proxy in signs}
    kept, warnings = _varying(values, eligible)
    given = {proxy: 1.0 if weights is None else weights[proxy] for proxy in kept}
    if kept and not any(given.values()):
        warnings.append(says("What differs between the areas has no weight, so no index can be computed."))
    if not any(given.values()):
        return _nothing(codes, excluded, warnings)
    used, capped = _scaled(given)
    warnings += [*capped, *_alike(values, kept, eligible)]
    scores = np.column_stack([_normalised(values[proxy], signs[proxy], eligible) for proxy in kept])
    index, observed = _weighted_mean(scores, np.array([used[proxy] for proxy in kept]))
    enough = observed >= least_observed - 1e-9
    index = np.where(eligible & enough, index, np.nan)
    member, breaks, fit, few = _classes(index, classes)
    areas = tuple(
        AreaIndex(
            code,
            None if np.isnan(index[i]) else float(index[i]),
            float(observed[i]),
            None if member[i] < 0 else int(member[i]),
            excluded[i] or (None if enough[i] else Excluded.TOO_LITTLE_OBSERVED),
        )
        for i, code in enumerate(codes)
    )
    return CompositeIndex(areas, used, breaks, fit, (*warnings, *few))


def _check(signs: Mapping[str, int], weights: Mapping[str, float] | None) -> None:
    if not signs:
        raise ValueError("an index needs at least one proxy")
    wrong = [proxy for proxy, sign in signs.items() if sign not in (1, -1)]
    if wrong:
        raise ValueError(f"a sign is 1 or -1: {wrong}")
    if weights is None:
        return
    unusable = [proxy for proxy in signs if not 0 <= weights.get(proxy, -1) < np.inf]
    if unusable:
        raise ValueError(f"weights must be known and not negative: {unusable}")
    if not any(weights[proxy] for proxy in signs):
        raise ValueError("all weights are zero")


def _exclusion(
    code: str, children: Mapping[str, float | None] | None, least_children: float
) -> Excluded | None:
    if children is None:
        return None
    number = children.get(code)
    if number is None or np.isnan(number):
        return Excluded.CHILDREN_UNKNOWN
    return Excluded.TOO_FEW_CHILDREN if number < least_children else None


def _column(
    table: Mapping[str, Mapping[str, float | None]], codes: list[str], proxy: str
) -> NDArray[np.float64]:
    found = [table[code].get(proxy) for code in codes]
    return np.array([np.nan if value is None else value for value in found], dtype=np.float64)


def _varying(
    values: Mapping[str, NDArray[np.float64]], eligible: NDArray[np.bool_]
) -> tuple[list[str], list[Message]]:
    kept, warnings = [], []
    for proxy, column in values.items():
        observed = column[eligible & ~np.isnan(column)]
        if not len(observed):
            warnings.append(says("%(proxy)s is not observed in any area, so it was left out.", proxy=proxy))
        elif observed.min() == observed.max():
            warnings.append(says("%(proxy)s is the same in every area, so it was left out.", proxy=proxy))
        else:
            kept.append(proxy)
    return kept, warnings


def _scaled(weights: Mapping[str, float]) -> tuple[dict[str, float], list[Message]]:
    """Return weights that sum to one with none above one half, and what had to be limited."""
    total = sum(weights.values())
    scaled = {proxy: weight / total for proxy, weight in weights.items()}
    heaviest = max(scaled, key=scaled.__getitem__)
    others = 1 - scaled[heaviest]
    if scaled[heaviest] <= LARGEST_WEIGHT or others <= 0:
        return scaled, []
    factor = (1 - LARGEST_WEIGHT) / others
    limited = {
        proxy: LARGEST_WEIGHT if proxy == heaviest else weight * factor for proxy, weight in scaled.items()
    }
    return limited, [says("The weight of %(proxy)s was limited to one half.", proxy=heaviest)]


def _alike(
    values: Mapping[str, NDArray[np.float64]], kept: list[str], eligible: NDArray[np.bool_]
) -> list[Message]:
    warnings = []
    for one, other in combinations(kept, 2):
        both = eligible & ~np.isnan(values[one]) & ~np.isnan(values[other])
        first, second = values[one][both], values[other][both]
        if len(first) < LEAST_AREAS_TO_CLASSIFY or first.min() == first.max() or second.min() == second.max():
            continue
        if abs(float(np.corrcoef(first, second)[0, 1])) > SAME_THING:
            warnings.append(
                says("%(one)s and %(other)s say almost the same. One may be enough.", one=one, other=other)
            )
    return warnings


def _normalised(column: NDArray[np.float64], sign: int, eligible: NDArray[np.bool_]) -> NDArray[np.float64]:
    low, high = np.nanmin(column[eligible]), np.nanmax(column[eligible])
    score = 100 * (column - low) / (high - low)
    return score if sign == 1 else 100 - score


def _weighted_mean(
    scores: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean over what is observed, NaN where nothing is, and the weight observed."""
    observed = (~np.isnan(scores)) @ weights
    total = np.nan_to_num(scores) @ weights
    return np.divide(total, observed, out=np.full(len(total), np.nan), where=observed > 0), observed


def _classes(
    index: NDArray[np.float64], classes: int
) -> tuple[NDArray[np.int64], tuple[float, ...], float | None, list[Message]]:
    known = int(np.sum(~np.isnan(index)))
    if known < LEAST_AREAS_TO_CLASSIFY:
        few = says(
            "Only %(known)s areas have an index. With fewer than %(least)s they are ordered, not classified.",
            known=known,
            least=LEAST_AREAS_TO_CLASSIFY,
        )
        return np.full(len(index), -1), (), None, [few]
    breaks = jenks_breaks(index, classes)
    return classify(index, breaks), tuple(breaks.tolist()), goodness_of_fit(index, breaks), []


def _nothing(codes: list[str], excluded: list[Excluded | None], warnings: list[Message]) -> CompositeIndex:
    areas = tuple(
        AreaIndex(code, None, 0.0, None, reason or Excluded.TOO_LITTLE_OBSERVED)
        for code, reason in zip(codes, excluded, strict=True)
    )
    return CompositeIndex(areas, {}, (), None, tuple(warnings))
