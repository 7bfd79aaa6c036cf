"""Which areas hang together through their neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Places
from diagnosis.statistics.zones.neighbours import Neighbours


def components(
    neighbours: Neighbours, members: NDArray[np.bool_] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the sets of areas between which a path over neighbours exists.

    Parameters
    ----------
    neighbours : Neighbours
        Who lies beside whom.
    members : ndarray of bool of shape (n,), optional
        Areas that take part, in the order of the codes; all by default. Paths run over these only.

    Returns
    -------
    tuple of tuple of str
        Codes in ascending order, within each set and by the first of each set. An island is a set of one.

    Examples
    --------
    >>> from diagnosis.statistics.zones import neighbours_from_pairs
    >>> components(neighbours_from_pairs("abcd", [("a", "c"), ("c", "d")]))
    (('a', 'c', 'd'), ('b',))
    """
    among = neighbours if members is None else neighbours.among(members)
    first = smallest_connected(among)
    found: dict[int, list[str]] = {}
    for code, label in zip(among.codes, first.tolist(), strict=True):
        found.setdefault(label, []).append(code)
    return tuple(tuple(codes) for codes in found.values())


def smallest_connected(neighbours: Neighbours) -> Places:
    """Return for each area the place of the first area it hangs together with, of shape (n,).

    Notes
    -----
    Each round gives the smaller of two labels to both sides of a pair and to the areas that carried the
    larger one, then follows labels to their ends. A long chain takes a few rounds, not one for each link.
    """
    first, second = neighbours.pairs
    label = np.arange(neighbours.n)
    while True:
        one, other = label[first], label[second]
        smaller = np.minimum(one, other)
        new = label.copy()
        for side in (one, other, first, second):
            np.minimum.at(new, side, smaller)
        while (new[new] != new).any():
            new = new[new]
        if (new == label).all():
            return label
        label = new
