"""How extreme a sum over neighbours is when values change places at random. Callers store the seed."""

from __future__ import annotations

import numpy as np

from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.zones.neighbours import Neighbours
from diagnosis.statistics.zones.observed import places_by_degree

PERMUTATIONS = 999
SEED = 20_261_122
_ROUNDING = 1e-12
_AT_ONCE = 8


def permuted_products(
    deviations: Floats, first: Places, second: Places, weights: Floats, permutations: int, seed: int
) -> Floats:
    """Return the weighted sum of products over pairs, for each random order of the values.

    Parameters
    ----------
    deviations : ndarray of shape (n,)
        Values less their mean.
    first, second : ndarray of int of shape (pairs,)
        Both sides of each pair.
    weights : ndarray of shape (pairs,)
        Weight of each pair.
    permutations : int
        How many orders.
    seed : int
        Start of the random numbers; the same seed gives the same orders on every machine.

    Returns
    -------
    ndarray of shape (permutations,)
    """
    chance = np.random.default_rng(seed)
    n, products = len(deviations), np.empty(permutations)
    order, rounds = _rounds(first, second, weights, n)
    values = deviations[order]
    drawn, orders = np.empty((_AT_ONCE, n)), np.empty((n, _AT_ONCE))
    beside, fetched = np.empty((n, _AT_ONCE)), np.empty((n, _AT_ONCE))
    for begin in range(0, permutations, _AT_ONCE):
        width = min(_AT_ONCE, permutations - begin)
        for row in range(width):
            drawn[row] = chance.permutation(values)
        # Orders stand in columns, so that one look-up of an area fetches it for all of them.
        orders[:] = drawn.T
        beside[:] = 0
        for others, weight in rounds:
            part = fetched[: len(others)]
            np.take(orders, others, axis=0, out=part, mode="clip")
            part *= weight
            beside[: len(others)] += part
        products[begin : begin + width] = np.einsum("ar,ar->r", orders, beside)[:width]
    return products


def _rounds(
    first: Places, second: Places, weights: Floats, n: int
) -> tuple[Places, list[tuple[Places, Floats]]]:
    """Deal the pairs in rounds, so that each round adds at most one neighbour to each area.

    Areas are put in the order of how many pairs they begin: the areas of a round are then the first ones.
    """
    by_first = np.argsort(first, kind="stable")
    begun = np.bincount(first, minlength=n)
    starts = np.r_[0, np.cumsum(begun)]
    order = np.argsort(-begun, kind="stable")
    position = np.empty(n, dtype=np.int64)
    position[order] = np.arange(n)
    rounds = []
    for turn in range(int(begun.max(initial=0))):
        taken = by_first[starts[order[: np.count_nonzero(begun > turn)]] + turn]
        rounds.append((position[second[taken]], weights[taken, np.newaxis]))
    return order, rounds


def conditional_p(
    deviations: Floats, neighbours: Neighbours, sums: Floats, permutations: int, seed: int
) -> Floats:
    """Return the pseudo p of each area: it keeps its value while all others change places.

    Parameters
    ----------
    deviations : ndarray of shape (n,)
        Values less their mean.
    neighbours : Neighbours
        Who lies beside whom.
    sums : ndarray of shape (n,)
        Observed sum over the neighbours of each area, in the unit of the deviations.
    permutations : int
        How many orders; all areas see the same ones.
    seed : int
        Start of the random numbers.

    Returns
    -------
    ndarray of shape (n,)
        (1 + b) / (1 + permutations), where b of the orders lie at least as far on the side of the observed
        sum; one-sided, as in the literature. NaN for an area without neighbours.

    Notes
    -----
    A random order of all values with one area struck out is a random order of the others. So the sum over
    k neighbours is that of the first k values of the order; where the area itself is among them, the next
    value takes its place. All areas with k neighbours share these sums, but for the few in the order's head.
    """
    n = len(deviations)
    most = int(neighbours.degrees.max(initial=0))
    chance = np.random.default_rng(seed)
    heads = np.stack([_head(chance, n, min(most + 1, n)) for _ in range(permutations)])
    totals = np.cumsum(deviations[heads], axis=1)
    slack = _ROUNDING * float(np.abs(deviations).max())
    p = np.full(n, np.nan)
    for degree, places in places_by_degree(neighbours):
        above, below = _tails(totals[:, degree - 1], sums[places], slack)
        member = np.zeros(n, dtype=np.int64)
        member[places] = np.arange(1, len(places) + 1)
        order, position = np.nonzero(member[heads[:, :degree]])
        area = heads[order, position]
        at = member[area] - 1
        wrong = totals[order, degree - 1]
        right = totals[order, degree] - deviations[area]
        for tail, side in ((above, 1.0), (below, -1.0)):
            aim = side * sums[area] - slack
            np.add.at(tail, at, (side * right >= aim).astype(np.int64) - (side * wrong >= aim))
        p[places] = (1 + np.minimum(above, below)) / (1 + permutations)
    return p


def folded_p(simulated: Floats, value: float) -> float:
    """Return the pseudo p of one number: the share of orders at least as far on its side, one-sided.

    Examples
    --------
    >>> folded_p(np.array([0.1, 0.2, 0.3]), 0.25)
    0.5
    """
    slack = _ROUNDING * float(np.abs(simulated).max(initial=abs(value)))
    above, below = _tails(simulated, np.array([value]), slack)
    return float((1 + min(above[0], below[0])) / (1 + len(simulated)))


def _tails(simulated: Floats, values: Floats, slack: float) -> tuple[Places, Places]:
    """Count the simulated sums that are at least, and at most, each value; rounding makes no difference."""
    ordered = np.sort(simulated)
    above = len(ordered) - np.searchsorted(ordered, values - slack, side="left")
    below = np.searchsorted(ordered, values + slack, side="right")
    return above.astype(np.int64), below.astype(np.int64)


def _head(chance: np.random.Generator, n: int, length: int) -> Places:
    """Return the first places of a random order of n."""
    return chance.choice(n, length, replace=False)
