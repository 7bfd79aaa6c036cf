"""The index whole: the order of areas, its classes, how firm it is, and the order by number of children."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.classes import Method
from diagnosis.statistics.composite.children import AreaChildren, AssumedShare, said_of_children
from diagnosis.statistics.composite.columns import LEAST_CHILDREN, Excluded, Table, proxy_table
from diagnosis.statistics.composite.index import (
    DECIMALS,
    LEAST_OBSERVED,
    USUAL,
    classes_of,
    compute,
    known_or_none,
    why_without,
)
from diagnosis.statistics.composite.scales import Recipe, Scale
from diagnosis.statistics.composite.sensitivity import Scenario, sensitivity
from diagnosis.statistics.ranks import places
from diagnosis.statistics.results import Result


@dataclass(frozen=True, slots=True)
class ReportedArea(Result):
    """What is said of one area.

    Parameters
    ----------
    code : str
        Code of the area.
    index : float or None
        0 to 100, or standard deviations with z-scores.
    class_number : int or None
        0 for the lowest class.
    class_name : str or None
        Its name.
    observed_weight : float
        Share of the weights that is observed, from 0 to 1.
    rank : int or None
        1 for the highest index.
    rank_range : tuple of int or None
        Best and worst place under the changes that were tried.
    children : float or None
        Children of 5 to 17.
    children_estimated : bool
        Whether their number is estimated from the population.
    by_children : float or None
        Index times children; None with z-scores, which may be negative.
    rank_by_children : int or None
        1 for the highest of these.
    excluded : Excluded or None
        Why there is no index.
    """

    code: str
    index: float | None
    class_number: int | None
    class_name: str | None
    observed_weight: float
    rank: int | None
    rank_range: tuple[int, int] | None
    children: float | None
    children_estimated: bool
    by_children: float | None
    rank_by_children: int | None
    excluded: Excluded | None


@dataclass(frozen=True, slots=True)
class IndexReport(Result):
    """The index of all areas with what made it and how far it depends on that.

    Parameters
    ----------
    areas : tuple of ReportedArea
        In the order of the table.
    weights : mapping of str to float
        Weights that were used; they sum to one. Dropped proxies are not among them.
    recipe : Recipe
        Scale, mean and winsorising.
    method : Method
        How classes were made.
    k : int
        Number of classes; 0 where areas are only ordered.
    breaks : tuple of float
        Upper bounds of the classes, in the unit of the index.
    gvf : float or None
        Goodness of variance fit.
    counts : tuple of int
        Areas in each class.
    scenarios : tuple of Scenario
        What changes under other choices.
    share : AssumedShare or None
        The share by which children were estimated.
    warnings : tuple of Message
        What the reader must know.
    """

    areas: tuple[ReportedArea, ...]
    weights: Mapping[str, float]
    recipe: Recipe
    method: Method
    k: int
    breaks: tuple[float, ...]
    gvf: float | None
    counts: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    share: AssumedShare | None
    warnings: tuple[Message, ...]


def report_index(
    table: Table,
    signs: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    *,
    children: Mapping[str, AreaChildren] | None = None,
    share: AssumedShare | None = None,
    recipe: Recipe = USUAL,
    method: Method = Method.JENKS,
    classes: int = 3,
    cuts: Sequence[float] = (),
    least_children: float = LEAST_CHILDREN,
    least_observed: float = LEAST_OBSERVED,
    keep_uncounted: bool = False,
) -> IndexReport:
    """Return the index of each area with its classes, its sensitivity and its order by children.

    Parameters
    ----------
    table : mapping of str to mapping of str to float or None
        Area code to proxy code to value, usually a percentage. None, NaN or no entry means not observed.
    signs : mapping of str to {1, -1}
        Proxies that take part; 1 where more goes with higher risk, -1 where more goes with lower risk.
    weights : mapping of str to float, optional
        Weight of each proxy, zero or more, in any unit: they are scaled to sum to one. Equal by default.
    children : mapping of str to AreaChildren, optional
        Children of each area, from `children_of`. Without it no area is left out for its size.
    share : AssumedShare, optional
        The share that `children_of` was given, to be told.
    recipe : Recipe
        Scale, mean and winsorising; min-max scores and their arithmetic mean by default.
    method : Method, default=Method.JENKS
        How classes are made; any but the inherited ones.
    classes : int, default=3
        Number of classes.
    cuts : sequence of float
        Cut points of fixed classes, in the unit of the index.
    least_children : float, default=20
        Areas with fewer children take no part, not even in the normalisation.
    least_observed : float, default=0.75
        An area needs this share of the weights observed.
    keep_uncounted : bool, default=False
        Whether areas whose children are unknown take part all the same.

    Returns
    -------
    IndexReport

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

    The index orders areas; it is no probability. Index times children shows where most children are
    concerned: a small area with a high index may hold few of them.

    Examples
    --------
    >>> table = {"a": {"p": 10.0}, "b": {"p": 30.0}, "c": {"p": 20.0}}
    >>> [area.index for area in report_index(table, {"p": 1}).areas]
    [0.0, 100.0, 50.0]
    """
    known = None if children is None else {code: area.number for code, area in children.items()}
    proxies = proxy_table(
        table,
        signs,
        weights,
        children=known,
        least_children=least_children,
        keep_uncounted=keep_uncounted,
    )
    computed = compute(proxies, weights, least_observed=least_observed, recipe=recipe)
    classed, few = classes_of(proxies, computed, method, classes, cuts)
    tried = sensitivity(proxies, computed, recipe, method=method, k=classes, cuts=cuts)
    by_number, unordered = _by_children(proxies.codes, computed.values, known, recipe)
    class_of = {} if classed is None else {area.code: (area.number, area.name) for area in classed.areas}
    nobody = AreaChildren("", None)
    living = [nobody if children is None else children.get(code, nobody) for code in proxies.codes]
    areas = tuple(
        ReportedArea(
            code=code,
            index=index,
            class_number=number,
            class_name=name,
            observed_weight=observed,
            rank=rank or None,
            rank_range=tried.rank_ranges.get(code),
            children=counted.number,
            children_estimated=counted.estimated,
            by_children=product,
            rank_by_children=rank_by_number or None,
            excluded=why,
        )
        for code, index, (number, name), observed, rank, counted, product, rank_by_number, why in zip(
            proxies.codes,
            known_or_none(computed.values),
            [class_of.get(code, (None, None)) for code in proxies.codes],
            computed.observed.tolist(),
            places(computed.values).tolist(),
            living,
            known_or_none(by_number),
            places(by_number).tolist(),
            why_without(proxies, computed),
            strict=True,
        )
    )
    return IndexReport(
        areas=areas,
        weights=computed.weights,
        recipe=recipe,
        method=method,
        k=0 if classed is None else classed.k,
        breaks=() if classed is None else classed.breaks,
        gvf=None if classed is None else classed.gvf,
        counts=() if classed is None else classed.counts,
        scenarios=tried.scenarios,
        share=share,
        warnings=(
            *computed.warnings,
            *_alone(computed.weights),
            *_left_out(areas, least_children),
            *few,
            *said_of_children(living, share),
            *unordered,
        ),
    )


def _alone(weights: Mapping[str, float]) -> tuple[Message, ...]:
    """Return what must be said where one proxy has all the weight, so that no limit holds it."""
    return tuple(
        says("The index rests on %(proxy)s alone.", proxy=proxy)
        for proxy, weight in weights.items()
        if weight == 1
    )


def _left_out(areas: Sequence[ReportedArea], least_children: float) -> tuple[Message, ...]:
    """Return how many areas have no index, for each reason."""
    number = Counter(area.excluded for area in areas)
    few, unknown, little = (
        number[reason]
        for reason in (Excluded.TOO_FEW_CHILDREN, Excluded.CHILDREN_UNKNOWN, Excluded.TOO_LITTLE_OBSERVED)
    )
    said = (
        (
            few,
            counts(
                "%(count)s area has fewer than %(least)s children and takes no part.",
                "%(count)s areas have fewer than %(least)s children and take no part.",
                few,
                least=f"{least_children:g}",
            ),
        ),
        (
            unknown,
            counts(
                "The children of %(count)s area are unknown, so it takes no part.",
                "The children of %(count)s areas are unknown, so they take no part.",
                unknown,
            ),
        ),
        (
            little,
            counts(
                "Too little is observed in %(count)s area, so it has no index.",
                "Too little is observed in %(count)s areas, so they have no index.",
                little,
            ),
        ),
    )
    return tuple(message for some, message in said if some)


def _by_children(
    codes: Sequence[str],
    index: NDArray[np.float64],
    children: Mapping[str, float | None] | None,
    recipe: Recipe,
) -> tuple[NDArray[np.float64], tuple[Message, ...]]:
    """Return index times children, NaN where either is unknown, and why there is none."""
    if children is None:
        return np.full(len(codes), np.nan), ()
    if recipe.scale is Scale.Z_SCORE:
        why = says("Z-scores may be negative, so areas are not ordered by number of children.")
        return np.full(len(codes), np.nan), (why,)
    known = [children.get(code) for code in codes]
    number = index * np.array([np.nan if one is None else one for one in known], dtype=np.float64)
    return np.round(number, DECIMALS), ()
