"""How extreme a sum over neighbours is when values change places at random. Callers store the seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diagnosis.statistics.design import Floats, Places

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
        Both sides of each pair; at least one pair.
    weights : ndarray of shape (pairs,)
        Weight of each pair.
    permutations : int
        How many orders.
    seed : int
        Start of the random numbers.

    Returns
    -------
    ndarray of shape (permutations,)
    """
    n, products, done = len(deviations), np.empty(permutations), 0
    order, rounds = _rounds(first, second, weights, n)
    equal = bool((weights == weights[0]).all())
    values = deviations[order]
    beside, fetched = np.empty((n, _AT_ONCE)), np.empty((n, _AT_ONCE))
    for places in random_orders(n, permutations, seed):
        width = len(places)
        # Orders stand in columns, so that one look-up of an area fetches it for all of them.
        orders = np.ascontiguousarray(values.take(places).T)
        sums = beside[:, :width]
        sums[:] = 0
        for others, weight in rounds:
            part = fetched[: len(others), :width]
            np.take(orders, others, axis=0, out=part, mode="clip")
            if not equal:
                part *= weight
            sums[: len(others)] += part
        products[done : done + width] = np.einsum("ar,ar->r", orders, sums)
        done += width
    return products * weights[0] if equal else products


def random_orders(n: int, permutations: int, seed: int) -> Iterator[Places]:
    """Yield random orders of n places, some at a time.

    Parameters
    ----------
    n : int
        How many places.
    permutations : int
        How many orders.
    seed : int
        Start of the random numbers; the same seed gives the same orders on every machine and in every
        version of numpy, which keeps the bits of its generators but not what is made of them.

    Yields
    ------
    ndarray of int of shape (orders, n)

    Notes
    -----
    Each place gets a random number in the upper bits and itself in the lower ones; sorting the numbers
    shuffles the places. Two equal random numbers, the only bias, have a chance below n^2 / 2^(64 - log2 n).
    """
    bits = np.random.PCG64(seed)
    places = np.arange(n, dtype=np.uint64)
    itself = np.uint64((1 << max(n - 1, 1).bit_length()) - 1)
    for begin in range(0, permutations, _AT_ONCE):
        width = min(_AT_ONCE, permutations - begin)
        keys = bits.random_raw(width * n).reshape(width, n)
        keys &= ~itself
        keys |= places
        keys.sort(axis=1)
        keys &= itself
        yield keys.view(np.int64)


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


def folded_p(simulated: Floats, value: float) -> float:
    """Return the pseudo p of one number: the share of orders at least as far on its side, one-sided.

    Parameters
    ----------
    simulated : ndarray of shape (permutations,)
        The number under each random order.
    value : float
        The number itself, in the same unit.

    Returns
    -------
    float
        (1 + b) / (1 + permutations), where b orders lie at least as far; rounding makes no difference.

    Examples
    --------
    >>> folded_p(np.array([0.1, 0.2, 0.3]), 0.25)
    0.5
    """
    slack = _ROUNDING * float(np.abs(simulated).max(initial=abs(value)))
    above = int(np.count_nonzero(simulated >= value - slack))
    below = int(np.count_nonzero(simulated <= value + slack))
    return (1 + min(above, below)) / (1 + len(simulated))
