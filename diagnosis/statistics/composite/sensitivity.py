"""How far an index depends on choices: the same areas under other weights, scales and means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.classes import LEAST_AREAS, Method, bounds_by, classify
from diagnosis.statistics.composite.columns import ProxyTable
from diagnosis.statistics.composite.index import Computed, compute
from diagnosis.statistics.composite.scales import Mean, Recipe, Scale
from diagnosis.statistics.ranks import places, tau_b
from diagnosis.statistics.results import Result

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


class Change(StrEnum):
    """What is done differently."""

    EQUAL_WEIGHTS = "equal_weights"
    WITHOUT = "without"
    """One proxy is left out."""
    Z_SCORE = "z_score"
    MIN_MAX = "min_max"
    """In place of z-scores where they are in use."""
    GEOMETRIC = "geometric"
    ARITHMETIC = "arithmetic"
    """In place of the geometric mean where that is in use."""


@dataclass(frozen=True, slots=True)
class Scenario(Result):
    """The order of the areas after one change.

    Parameters
    ----------
    change : Change
        What is done differently.
    proxy : str or None
        The proxy that is left out.
    tau : float or None
        Kendall's tau-b with the order in use; None if one of both orders nothing.
    n : int
        Areas with an index in both.
    largest_move : int
        Most places by which an area moves.
    changing_class : int or None
        Areas whose class is another; None where areas are not classified, or fixed cuts have another unit.
    values : mapping of str to float
        Index by the code of each area that has one, in the unit of the change.
    changing : tuple of str
        Codes of the areas whose class is another.
    """

    change: Change
    proxy: str | None
    tau: float | None
    n: int
    largest_move: int
    changing_class: int | None
    values: Mapping[str, float] = field(default_factory=dict, metadata={"plain": False})
    changing: tuple[str, ...] = field(default=(), metadata={"plain": False})


@dataclass(frozen=True, slots=True)
class Sensitivity(Result):
    """All changes that make sense, and the places that each area takes under them.

    Parameters
    ----------
    scenarios : tuple of Scenario
        One for each change.
    rank_ranges : mapping of str to tuple of int
        Best and worst place of each area that has an index, the place in use among them; 1 is the highest.
    """

    scenarios: tuple[Scenario, ...]
    rank_ranges: Mapping[str, tuple[int, int]]


def sensitivity(
    table: ProxyTable,
    base: Computed,
    recipe: Recipe,
    *,
    method: Method = Method.JENKS,
    k: int = 3,
    cuts: Sequence[float] = (),
) -> Sensitivity:
    """Return what becomes of an index under equal weights, without each proxy, on another scale and mean.

    Parameters
    ----------
    table : ProxyTable
        The proxies.
    base : Computed
        The index in use.
    recipe : Recipe
        How it was made.
    method : Method, default=Method.JENKS
        How its classes are made.
    k : int, default=3
        Number of classes.
    cuts : sequence of float
        Cut points of fixed classes.

    Returns
    -------
    Sensitivity

    Notes
    -----
    Places are taken among the areas that have an index now. They keep one in every scenario as long as any of
    its proxies is observed: the share of 0.75 decides who is ordered, not how firm the order is. An area all
    of whose proxies are left out has no place there.
    """
    ranked = ~np.isnan(base.values)
    here = places(base.values)
    best, worst = here.copy(), here.copy()
    own = _classes(base.values, method, k, cuts)
    scenarios = []
    for change, proxy, weights, other_recipe in _changes(base, recipe):
        computed = compute(table, weights, least_observed=0, recipe=other_recipe)
        values = np.where(ranked, computed.values, np.nan)
        there = places(values)
        both = there > 0
        best[both], worst[both] = np.minimum(best[both], there[both]), np.maximum(worst[both], there[both])
        other = None
        if method is not Method.FIXED or other_recipe.scale is recipe.scale:
            other = _classes(values, method, k, cuts)
        moved = None if own is None or other is None else (own != other) & both
        scenarios.append(
            Scenario(
                change=change,
                proxy=proxy,
                tau=tau_b(base.values[both], values[both]),
                n=int(both.sum()),
                largest_move=int(np.abs(here - there)[both].max(initial=0)),
                changing_class=None if moved is None else int(moved.sum()),
                values=_by_code(table, values, ~np.isnan(values)),
                changing=() if moved is None else tuple(_named(table, moved)),
            )
        )
    ranges = zip(table.codes, best.tolist(), worst.tolist(), ranked.tolist(), strict=True)
    return Sensitivity(tuple(scenarios), {code: (low, high) for code, low, high, has in ranges if has})


def _changes(
    base: Computed, recipe: Recipe
) -> Iterator[tuple[Change, str | None, Mapping[str, float], Recipe]]:
    """Yield each change with its weights and its recipe."""
    weights = {proxy: weight for proxy, weight in base.weights.items() if weight > 0}
    if not weights:
        return
    if max(weights.values()) - min(weights.values()) > 1e-12:
        yield Change.EQUAL_WEIGHTS, None, _filled(base, dict.fromkeys(weights, 1.0)), recipe
    if len(weights) > 1:
        for dropped in weights:
            rest = {proxy: weight for proxy, weight in weights.items() if proxy != dropped}
            yield Change.WITHOUT, dropped, _filled(base, rest), recipe
    z_scores = recipe.scale is Scale.Z_SCORE
    if z_scores:
        yield Change.MIN_MAX, None, base.weights, replace(recipe, scale=Scale.MIN_MAX)
    else:
        yield Change.Z_SCORE, None, base.weights, replace(recipe, scale=Scale.Z_SCORE, mean=Mean.ARITHMETIC)
    if recipe.mean is Mean.GEOMETRIC:
        yield Change.ARITHMETIC, None, base.weights, replace(recipe, mean=Mean.ARITHMETIC)
    else:
        scale = Scale.MIN_MAX if z_scores else recipe.scale
        yield Change.GEOMETRIC, None, base.weights, replace(recipe, mean=Mean.GEOMETRIC, scale=scale)


def _filled(base: Computed, weights: Mapping[str, float]) -> Mapping[str, float]:
    return {proxy: weights.get(proxy, 0.0) for proxy in base.weights}


def _classes(values: Floats, method: Method, k: int, cuts: Sequence[float]) -> Integers | None:
    """Return the class of each area, -1 for none; None where areas are only ordered."""
    known = int(np.sum(~np.isnan(values)))
    if known < (1 if method is Method.FIXED else LEAST_AREAS):
        return None
    return classify(values, bounds_by(method, values, k, cuts))


def _named(table: ProxyTable, chosen: NDArray[np.bool_]) -> list[str]:
    return [table.codes[at] for at in np.flatnonzero(chosen).tolist()]


def _by_code(table: ProxyTable, values: Floats, known: NDArray[np.bool_]) -> dict[str, float]:
    return dict(zip(_named(table, known), values[known].tolist(), strict=True))
