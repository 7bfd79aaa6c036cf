"""Finds which cells to hide so that a small one stays uncertain: the hypercube method, with groups.

A move adds persons to one cell and takes as many from others so that every published sum stays the same.
Where all cells that it changes are hidden, tables before and after look alike from outside. So the cell may
be any number between the two, and nobody can narrow it further, whatever else is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.disclosure.axis import Axis

type Floats = NDArray[np.float64]
type Index = tuple[int, ...]

FIXED = 1e12
"""Cost of a cell that cannot be hidden."""

_MOST_CANDIDATES = 4096
_MOST_PARTNERS = 32
_MOST_STEPS = 40
_ALONE = -1
_GROUP, _TOTAL = 1.5, 3.0


@dataclass(frozen=True)
class _Step:
    partners: tuple[int, ...]
    up: float
    down: float


class Moves:
    """Searches moves on one table. `costs` is 0 where a cell is hidden, and falls as cells are hidden."""

    def __init__(self, axes: tuple[Axis, ...], values: Floats, costs: Floats) -> None:
        self.axes = axes
        self.values = values
        self.costs = costs
        self.shape = values.shape

    def protect(self, cell: Index, width: float, *, apart: Index) -> Floats:
        """Hide what is needed so that a cell of the finest categories may lie `width` apart.

        Parameters
        ----------
        cell : tuple of int
            Position of the cell along each axis.
        width : float
            Persons between the smallest and the largest number that the cell could have.
        apart : tuple of int
            The cell itself, or a group or total around it that must stay uncertain: no trade stays in it.

        Returns
        -------
        array
            How far each of the finest cells moves between two tables that look alike; less than `width` in
            the cell only where cells that cannot be hidden stand in the way.
        """
        upper, lower = self.values.copy(), self.values.copy()
        left = width
        for _ in range(_MOST_STEPS):
            step = self._best(cell, apart, (upper, lower), left)
            if step is None:
                break
            self._hide(cell, step.partners)
            self._shift(upper, cell, step.partners, step.up)
            self._shift(lower, cell, step.partners, -step.down)
            left -= step.up + step.down
            if left <= 0:
                break
        return upper - lower

    def _best(self, cell: Index, apart: Index, tables: tuple[Floats, Floats], left: float) -> _Step | None:
        """Choose the partners along each axis that cost least for the uncertainty they add."""
        partners = [self._partners(at, cell, apart[at]) for at in range(len(self.axes))]
        ups = self._room(cell, partners, tables[0], odd=True)
        downs = self._room(cell, partners, tables[1], odd=False)
        gains = np.minimum(ups + downs, left)
        costs = self._cost(cell, partners)
        possible = (gains > 0) & (costs < FIXED)
        if not possible.any():
            return None
        # A step that needs no new cell is free; among those, the widest comes first.
        scores = np.where(possible, (costs + 1e-6) / np.maximum(gains, 1e-9), np.inf)
        at = np.unravel_index(int(scores.argmin()), scores.shape)
        up = min(float(ups[at]), left)
        chosen = tuple(own[int(i)] for own, i in zip(partners, at, strict=True))
        return _Step(chosen, up, min(float(downs[at]), max(left - up, 0)))

    def _partners(self, at: int, cell: Index, apart: int) -> list[int]:
        """Return with whom the cell may trade along one axis; alone, it changes all sums above it."""
        others = np.flatnonzero(~self.axes[at].holds[apart])
        most = min(_MOST_PARTNERS, max(5, int(_MOST_CANDIDATES ** (1 / len(self.shape)))))
        if len(others) >= most:
            line: tuple[int | slice, ...] = (*cell[:at], slice(None), *cell[at + 1 :])
            price = (self.costs[line][others] + 1e-6) / np.maximum(self.values[line][others], 1e-3)
            others = others[np.sort(np.argsort(price, kind="stable")[: most - 1])]
        return [*others.tolist(), _ALONE]

    def _room(self, cell: Index, partners: list[list[int]], values: Floats, *, odd: bool) -> Floats:
        """Return how many persons can be taken from the cells that give, for each choice of partners."""
        chosen = np.ix_(*([own, *some[:-1]] for own, some in zip(cell, partners, strict=True)))
        block = np.pad(values[chosen], [(0, 1)] * len(cell), constant_values=np.inf)
        room = np.full([len(some) for some in partners], np.inf)
        for corner in product((0, 1), repeat=len(cell)):
            if sum(corner) % 2 == odd:
                room = np.minimum(room, block[tuple(slice(1, None) if far else slice(1) for far in corner)])
        return room

    def _cost(self, cell: Index, partners: list[list[int]]) -> Floats:
        """Return what must be hidden for each choice of partners, as the sum of its costs."""
        costs = np.pad(self.costs, [(0, 1)] * len(cell))
        for at, some in enumerate(partners):
            touched = [self._touched(at, cell[at], one) for one in some]
            longest = max(map(len, touched))
            nothing = len(self.axes[at].nodes)
            nodes = np.array([[*one, *[nothing] * (longest - len(one))] for one in touched])
            costs = costs.take(nodes, axis=at).sum(axis=at + 1)
        return costs

    def _touched(self, at: int, own: int, partner: int) -> list[int]:
        """Return categories, groups and totals along one axis that a trade changes."""
        paths = self.axes[at].paths
        return sorted(paths[own] if partner == _ALONE else paths[own] ^ paths[partner])

    def _hide(self, cell: Index, partners: tuple[int, ...]) -> None:
        touched = [
            self._touched(at, own, one) for at, (own, one) in enumerate(zip(cell, partners, strict=True))
        ]
        self.costs[np.ix_(*touched)] = 0

    @staticmethod
    def _shift(values: Floats, cell: Index, partners: tuple[int, ...], by: float) -> None:
        """Add to the cell and take from its partners, in turn, so that no sum changes."""
        pairs = [(own,) if one == _ALONE else (own, one) for own, one in zip(cell, partners, strict=True)]
        for corner in product(*pairs):
            far = sum(here != own for here, own in zip(corner, cell, strict=True))
            values[corner] += -by if far % 2 else by


def cost_of(values: Floats, axes: tuple[Axis, ...]) -> Floats:
    """Return how much is lost with each cell: large numbers cost more, groups and totals most."""
    weight = np.ones(values.shape)
    for at, axis in enumerate(axes):
        steps = np.full(len(axis.nodes), _GROUP)
        steps[: len(axis.categories)] = 1
        if axis.has_total:
            steps[-1] = _TOTAL
        weight *= steps.reshape([-1 if i == at else 1 for i in range(len(axes))])
    lost: Floats = (1 + np.log1p(values)) * weight
    return lost
