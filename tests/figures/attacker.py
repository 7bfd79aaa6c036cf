"""A linear-bounds attacker: knows every published cell, that sums are sums, and that no count is negative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from clrisk_site.figures.disclosure.axis import Axis
from clrisk_site.figures.disclosure.table import Place

type Members = frozenset[int]

_SCREENS = 6


@dataclass
class Attacker:
    """Variables are the finest cells; each sum that was shown is one equation over them."""

    equations: list[tuple[Members, float]] = field(default_factory=list)
    variables: dict[object, int] = field(default_factory=dict)

    def learn(self, parts: Iterable[object], shown: float | None) -> Members:
        """Note that the sum of some cells was shown as a number, or that it was hidden."""
        members = frozenset(self.variables.setdefault(one, len(self.variables)) for one in parts)
        if shown is not None:
            self.equations.append((members, float(shown)))
        return members

    def recovered(self, wanted: Sequence[Members], width: float) -> list[tuple[float, float]]:
        """Return the bounds of those sums that are known to less than a width."""
        matrix, totals = self._system()
        seen = [(np.inf, -np.inf)] * len(wanted)
        # Tables that agree with all that was shown prove a width for many sums at once, so that only few
        # need a program of their own.
        weights = np.random.default_rng(1)
        for _ in range(_SCREENS):
            aim = weights.normal(size=len(self.variables))
            table = self._solve(aim, matrix, totals, most=1e4)
            sums = [float(table[list(some)].sum()) for some in wanted]
            seen = [(min(low, one), max(high, one)) for (low, high), one in zip(seen, sums, strict=True)]
        doubtful = [some for some, (low, high) in zip(wanted, seen, strict=True) if high - low < width - 1e-6]
        found = [self._bounds(some, matrix, totals) for some in doubtful]
        return [(low, high) for low, high in found if high - low < width - 1e-6]

    def _bounds(
        self, members: Members, matrix: csr_matrix, totals: NDArray[np.float64]
    ) -> tuple[float, float]:
        aim = np.zeros(len(self.variables))
        aim[list(members)] = 1
        low, high = (self._solve(sign * aim, matrix, totals, most=1e6) for sign in (1, -1))
        return float(low[list(members)].sum()), float(high[list(members)].sum())

    @staticmethod
    def _solve(
        aim: NDArray[np.float64], matrix: csr_matrix, totals: NDArray[np.float64], *, most: float
    ) -> NDArray[np.float64]:
        solved = linprog(aim, A_eq=matrix, b_eq=totals, bounds=(0, most), method="highs")
        assert solved.status == 0, solved.message
        table: NDArray[np.float64] = solved.x
        return table

    def _system(self) -> tuple[csr_matrix, NDArray[np.float64]]:
        known = list(dict.fromkeys(self.equations))
        pairs = [(i, at) for i, (some, _) in enumerate(known) for at in sorted(some)]
        rows, columns = ([i for i, _ in pairs], [at for _, at in pairs])
        matrix = csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(known), len(self.variables)))
        return matrix, np.array([number for _, number in known])


def members_of(axes: Sequence[Axis], place: Place) -> list[tuple[str, ...]]:
    """Return the finest cells behind a cell, group or total."""
    found: list[tuple[str, ...]] = [()]
    for axis, name in zip(axes, place, strict=True):
        inside = [one for one in axis.categories if name in (one, *axis.above(one))]
        found = [(*before, one) for before in found for one in inside]
    return found


def read_table(
    attacker: Attacker, axes: Sequence[Axis], shown: Mapping[Place, float | None], known: Iterable[Place]
) -> dict[Place, Members]:
    """Let the attacker read one whole table; return what stands behind each cell that has something."""
    inside = set(known)
    found = {}
    for place, number in shown.items():
        parts = [part for part in members_of(axes, place) if part in inside]
        if parts:
            found[place] = attacker.learn(parts, number)
    return found
