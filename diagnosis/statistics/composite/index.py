"""The composite index that orders small areas by weighted proxies of the factors. It is not a probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.classes import LEAST_AREAS, Classification, Method, classify_areas
from diagnosis.statistics.composite.columns import LEAST_CHILDREN, Excluded, ProxyTable, Table, proxy_table
from diagnosis.statistics.composite.scales import Recipe, joined, scores, winsorise
from diagnosis.statistics.composite.weighing import capped
from diagnosis.statistics.results import Result

LEAST_OBSERVED = 0.75
SAME_THING = 0.9
DECIMALS = 10
USUAL = Recipe()

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AreaIndex(Result):
    """The index of one area.

    Parameters
    ----------
    code : str
        Code of the area.
    index : float or None
        From 0 to 100, higher meaning more of what is associated with child labour; with z-scores, standard
        deviations from the mean.
    observed_weight : float
        Share of the weights whose proxies are observed here, from 0 to 1; 0 for an area that takes no part.
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
class CompositeIndex(Result):
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


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """Indices of the areas of a proxy table, in its order.

    Parameters
    ----------
    values : ndarray of shape (n,)
        The index; NaN where there is none.
    observed : ndarray of shape (n,)
        Share of the weights that is observed.
    weights : mapping of str to float
        Weights that were used.
    warnings : tuple of Message
        What the reader must know.
    """

    values: Floats
    observed: Floats
    weights: Mapping[str, float]
    warnings: tuple[Message, ...]


def composite_index(
    table: Table,
    signs: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    *,
    children: Mapping[str, float | None] | None = None,
    classes: int = 3,
    least_children: float = LEAST_CHILDREN,
    least_observed: float = LEAST_OBSERVED,
    recipe: Recipe = USUAL,
    method: Method = Method.JENKS,
    cuts: Sequence[float] = (),
) -> CompositeIndex:
    """Return the weighted mean of proxies on one scale, and its classes.

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
    recipe : Recipe
        Scale, mean and winsorising; min-max scores and their arithmetic mean by default.
    method : Method, default=Method.JENKS
        How classes are made; any but the inherited ones.
    cuts : sequence of float
        Cut points of fixed classes, in the unit of the index.

    Returns
    -------
    CompositeIndex

    Raises
    ------
    AnalysisError
        By name: `NoProxyError`, `SignError`, `ProxyWeightError`, `NoProxyWeightError`, `InfiniteProxyError`,
        and those of the classes.

    Notes
    -----
    With o = 1 where a proxy is observed: I_a = sum_j w_j z_aj o_aj / sum_j w_j o_aj, where
    z = 100 (v - min) / (max - min) over the eligible areas, and 100 - z for a negative sign. A proxy that is
    the same everywhere says nothing and is dropped. No weight exceeds one half if there is another proxy.
    Indices are rounded to ten decimals, so that areas that are equal but for rounding are tied.

    Examples
    --------
    >>> table = {"a": {"p": 10.0}, "b": {"p": 30.0}, "c": {"p": 20.0}}
    >>> [area.index for area in composite_index(table, {"p": 1}).areas]
    [0.0, 100.0, 50.0]
    """
    proxies = proxy_table(table, signs, weights, children=children, least_children=least_children)
    computed = compute(proxies, weights, least_observed=least_observed, recipe=recipe)
    classed, few = classes_of(proxies, computed, method, classes, cuts)
    return CompositeIndex(
        areas=area_indices(proxies, computed, classed),
        weights=computed.weights,
        breaks=() if classed is None else classed.breaks,
        fit=None if classed is None else classed.gvf,
        warnings=(*computed.warnings, *few),
    )


def compute(
    table: ProxyTable,
    weights: Mapping[str, float] | None,
    *,
    least_observed: float = LEAST_OBSERVED,
    recipe: Recipe = USUAL,
) -> Computed:
    """Return the index of each area.

    Parameters
    ----------
    table : ProxyTable
        Proxies as columns.
    weights, least_observed, recipe
        As for `composite_index`.

    Returns
    -------
    Computed
        Without weights, and with NaN for every area, where no weighted proxy differs between areas.
    """
    eligible = table.eligible
    columns, warnings = _varying(table, eligible, winsorised=recipe.winsorised)
    given = {proxy: 1.0 if weights is None else weights[proxy] for proxy in columns}
    if not any(given.values()):
        if given:
            warnings.append(
                says("What differs between the areas has no weight, so no index can be computed.")
            )
        nothing = np.full(len(table.codes), np.nan)
        return Computed(nothing, np.zeros(len(table.codes)), {}, tuple(warnings))
    used, limited = capped(given)
    warnings += [*limited, *_alike(table.columns, list(columns), eligible)]
    scored = np.column_stack(
        [scores(column, table.signs[proxy], eligible, recipe.scale) for proxy, column in columns.items()]
    )
    index, observed = joined(scored, np.array([used[proxy] for proxy in columns]), recipe.mean)
    # What is equal but for rounding must stay a tie: it shares a place and is never split into classes.
    index = np.round(np.where(eligible & (observed >= least_observed - 1e-9), index, np.nan), DECIMALS)
    return Computed(index, observed, used, tuple(warnings))


def classes_of(
    table: ProxyTable, computed: Computed, method: Method, k: int, cuts: Sequence[float] = ()
) -> tuple[Classification | None, tuple[Message, ...]]:
    """Return the classes of the index, and what must be said of them.

    Parameters
    ----------
    table : ProxyTable
        The areas.
    computed : Computed
        Their indices.
    method : Method
        How classes are made.
    k : int
        Number of classes.
    cuts : sequence of float
        Cut points of fixed classes, in the unit of the index.

    Returns
    -------
    Classification or None
        None where there is no index, or too few areas have one.
    tuple of Message
    """
    if not computed.weights:
        return None, ()
    known = ~np.isnan(computed.values)
    number = int(known.sum())
    if number < (1 if method is Method.FIXED else LEAST_AREAS):
        few = counts(
            "Only %(count)s area has an index. With fewer than %(least)s they are ordered, not classified.",
            "Only %(count)s areas have an index. With fewer than %(least)s they are ordered, not classified.",
            number,
            least=LEAST_AREAS,
        )
        return None, (few,)
    codes = np.array(table.codes, dtype=object)[known].tolist()
    values = dict(zip(codes, computed.values[known].tolist(), strict=True))
    found = classify_areas(values, method, k, cuts=cuts)
    return found, found.warnings


def area_indices(
    table: ProxyTable, computed: Computed, classed: Classification | None
) -> tuple[AreaIndex, ...]:
    """Return each area with its index and its class, or why it has none."""
    numbers = {} if classed is None else {area.code: area.number for area in classed.areas}
    return tuple(
        AreaIndex(code, index, observed, numbers.get(code), excluded)
        for code, index, observed, excluded in zip(
            table.codes,
            known_or_none(computed.values),
            computed.observed.tolist(),
            why_without(table, computed),
            strict=True,
        )
    )


def known_or_none(numbers: Floats) -> list[float | None]:
    """Return numbers with None in place of NaN."""
    return [
        None if absent else n for n, absent in zip(numbers.tolist(), np.isnan(numbers).tolist(), strict=True)
    ]


def why_without(table: ProxyTable, computed: Computed) -> list[Excluded | None]:
    """Return why each area has no index; None where it has one."""
    absent = np.isnan(computed.values).tolist()
    little = Excluded.TOO_LITTLE_OBSERVED
    return [why or (little if gone else None) for why, gone in zip(table.excluded, absent, strict=True)]


def _varying(
    table: ProxyTable, eligible: NDArray[np.bool_], *, winsorised: bool
) -> tuple[dict[str, Floats], list[Message]]:
    """Return the proxies that differ between areas, winsorised if asked, and which were left out."""
    kept, warnings = {}, []
    for proxy, raw in table.columns.items():
        if np.isnan(raw[eligible]).all():
            warnings.append(
                says(
                    "%(proxy)s is not observed in any area that takes part, so it was left out.", proxy=proxy
                )
            )
        elif _constant(raw[eligible]):
            warnings.append(says("%(proxy)s is the same in every area, so it was left out.", proxy=proxy))
        else:
            column = winsorise(raw, eligible) if winsorised else raw
            if not _constant(column[eligible]):
                kept[proxy] = column
                continue
            warnings.append(
                says("%(proxy)s differs in its extremes only. Without them it was left out.", proxy=proxy)
            )
    return kept, warnings


def _constant(column: Floats) -> bool:
    return bool(np.nanmin(column) == np.nanmax(column))


def _alike(values: Mapping[str, Floats], kept: list[str], eligible: NDArray[np.bool_]) -> list[Message]:
    warnings = []
    for one, other in combinations(kept, 2):
        both = eligible & ~np.isnan(values[one]) & ~np.isnan(values[other])
        first, second = values[one][both], values[other][both]
        if len(first) < LEAST_AREAS or first.min() == first.max() or second.min() == second.max():
            continue
        if abs(_correlation(first, second)) > SAME_THING:
            warnings.append(
                says("%(one)s and %(other)s say almost the same. One may be enough.", one=one, other=other)
            )
    return warnings


def _correlation(first: Floats, second: Floats) -> float:
    """Return Pearson's correlation of two columns that vary, whatever their size."""
    one, other = ((column - column.min()) / np.ptp(column) for column in (first, second))
    return float(np.corrcoef(one, other)[0, 1])
