"""Decides which counts of a table are hidden: the small ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.audience import Audience
from clrisk_site.figures.disclosure.axis import TOTAL, with_sums
from clrisk_site.figures.disclosure.moves import FIXED, Floats, Moves, cost_of
from clrisk_site.figures.disclosure.table import CountTable, Place
from clrisk_site.figures.estimate import Basis, Estimate, Verdict
from clrisk_site.figures.suppression import Smallest, cleared, hidden, least_shown, rounded_count, suppress


@dataclass(frozen=True)
class ProtectedTable:
    """Every cell, group and total of a table as one audience may see it.

    Parameters
    ----------
    audience : Audience
        Who may read it.
    cells : mapping of coordinates to Estimate
        Shown or hidden; never shown in one view and hidden in another.
    exposed : tuple of coordinates
        Hidden small counts that follow from numbers which are published elsewhere and cannot be hidden.
    """

    table: CountTable
    audience: Audience
    cells: Mapping[Place, Estimate]
    exposed: tuple[Place, ...] = ()

    def at(self, **names: str) -> Estimate:
        """Return one cell by the names of its axes; an axis that is not named is taken as a whole.

        Raises
        ------
        KeyError
            If an axis has no such category.
        """
        if unknown := set(names) - {axis.name for axis in self.table.axes}:
            raise KeyError(f"no axis {sorted(unknown)}")
        return self.cells[tuple(names.get(axis.name, TOTAL) for axis in self.table.axes)]

    def rounded(self) -> ProtectedTable:
        """Return the same table with every shown count to the nearest five, sums too.

        For tables of which a later one may count nearly the same persons: each alone hides what it must, but
        their difference would tell of those who came and left. Sums may then differ from their parts.
        """
        return replace(self, cells={place: rounded_count(one) for place, one in self.cells.items()})

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(
            before.value is not None and after.value is None
            for before, after in zip(self.table.all_cells(), self.cells.values(), strict=True)
        )


def protect(
    table: CountTable, *, audience: Audience, k: Smallest | None = None, sensitive: bool = False
) -> ProtectedTable:
    """Return a table of persons as an audience may see it, with all its groups and totals.

    A count from 1 to k - 1 is hidden, and with it as many others as are needed. Whoever knows all cells
    shown, and that each group is the sum of its parts, finds at least k persons between the smallest and
    the largest number that such a hidden count could be. Nothing says why a cell is hidden.
    A wider audience is shown no cell that a narrower one is not. The result depends neither on the order of
    the cells nor on chance.

    Parameters
    ----------
    table : CountTable
        The finest table that will be shown of these persons. Every view must be cut from its protected form:
        two protections of the same persons, over different tables, may undo each other.
    audience : Audience
        Who will read it.
    k : mapping of Audience to int, optional
        Smallest count that is shown; by default that of the place shown.
    sensitive : bool, default=False
        True if even a zero says too much.

    Returns
    -------
    ProtectedTable
        All cells, cleared for the audience.

    Raises
    ------
    ValueError
        If k for an audience is outside its bounds.

    Notes
    -----
    Numbers of an official producer, estimates and models are shown as `suppress` shows them, and are never
    hidden to protect others. Hypercube method [1]_ with moves of several steps; the width is proved by two
    tables that look alike, as in the attacker's problem of [2]_. Thresholds and the rule of the second hidden
    cell follow practice of statistical offices [3]_.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley. Chapter 4.
    .. [2] Fischetti, M. and Salazar-González, J. J. (2001). Solving the cell suppression problem on tabular
       data with linear constraints. Management Science 47(7), 1008-1027.
    .. [3] Office for National Statistics, policy on protecting confidentiality in tables; Department for
       Education, statistical policy on small numbers: primary and secondary suppression.
    """
    before = table.all_cells()
    shape = [len(axis.nodes) for axis in table.axes]
    values = np.array([0.0 if one.value is None else float(one.value) for one in before]).reshape(shape)
    fixed = np.array([not _may_be_hidden(one) for one in before]).reshape(shape)
    costs = np.where(fixed, FIXED, cost_of(values, table.axes))
    costs[_unseen(table, before)] = 0
    costs[np.array([one.verdict is Verdict.SUPPRESS for one in before]).reshape(shape)] = 0
    exposed: list[Place] = []
    least = 0
    for one in Audience:
        threshold = least_shown(one, k)
        if threshold > least:  # a wider audience is never shown more
            least = threshold
            exposed = _hide(table, values, costs, fixed, least, sensitive=sensitive)
        if one is audience:
            break
    after = [
        _as_shown(one, audience, is_hidden=cost == 0, k=k)
        for one, cost in zip(before, costs.ravel().tolist(), strict=True)
    ]
    return ProtectedTable(table, audience, dict(zip(table.places(), after, strict=True)), tuple(exposed))


def _may_be_hidden(estimate: Estimate) -> bool:
    story = estimate.story
    return estimate.value is not None and not story.official and story.basis in (Basis.COUNT, Basis.MEASURED)


def _unseen(table: CountTable, before: list[Estimate]) -> NDArray[np.bool_]:
    """Return the missing cells that may take persons, since no shown sum leaves them out.

    A sum of what is known does leave its missing parts out; one that was recorded on its own may hold them.
    """
    shape = [len(axis.nodes) for axis in table.axes]
    is_missing = np.array([one.value is None for one in before]).reshape(shape)
    finest = tuple(slice(len(axis.categories)) for axis in table.axes)
    if not is_missing[finest].any():
        return is_missing
    holding = np.zeros([len(axis.categories) for axis in table.axes], dtype=bool)
    for place, margin in table.margins.items():
        if margin.value is not None:
            holding[np.ix_(*_members(table, _positions(table, place)))] = True
    is_missing[finest] &= holding
    return is_missing


def _hide(
    table: CountTable,
    values: Floats,
    costs: Floats,
    fixed: NDArray[np.bool_],
    least: int,
    *,
    sensitive: bool,
) -> list[Place]:
    """Set the cost of every cell to 0 that is to be hidden; return what stays exposed all the same."""
    is_small = ~fixed & (values < least) & ((values > 0) | sensitive)
    costs[is_small] = 0
    finest = tuple(slice(len(axis.categories)) for axis in table.axes)
    moves = Moves(table.axes, values[finest], costs)
    # Those that are hardest to protect come first: totals and groups, then the smallest.
    waiting = sorted(
        (tuple(map(int, place)) for place in np.argwhere(is_small)),
        key=lambda place: (-_height(table, place), float(values[place]), place),
    )
    widths = np.zeros(values.shape)
    places = list(table.places())
    exposed = []
    for place in waiting:
        if widths[place] >= least:
            continue
        for cell in _inside(table, place, moves):
            proof = moves.protect(cell, least, apart=place)
            widths = np.maximum(widths, np.abs(with_sums(proof, table.axes)))
            if widths[place] >= least:
                break
        else:
            exposed.append(places[int(np.ravel_multi_index(place, values.shape))])
    return exposed


def _height(table: CountTable, place: tuple[int, ...]) -> int:
    pairs = zip(place, table.axes, strict=True)
    return sum(at >= len(axis.categories) for at, axis in pairs)


def _positions(table: CountTable, place: Place) -> tuple[int, ...]:
    return tuple(axis.position[name] for name, axis in zip(place, table.axes, strict=True))


def _members(table: CountTable, place: tuple[int, ...]) -> list[NDArray[np.intp]]:
    """Return, along each axis, the finest categories that a cell, group or total holds."""
    return [np.flatnonzero(axis.holds[at]) for at, axis in zip(place, table.axes, strict=True)]


def _inside(table: CountTable, place: tuple[int, ...], moves: Moves) -> Iterator[tuple[int, ...]]:
    """Yield the finest cells behind a group or total by which it can be moved, the largest first."""
    for cell in sorted(product(*_members(table, place)), key=lambda cell: -float(moves.values[cell])):
        if moves.costs[cell] < FIXED:
            yield tuple(map(int, cell))


def _as_shown(estimate: Estimate, audience: Audience, *, is_hidden: bool, k: Smallest | None) -> Estimate:
    if estimate.value is not None and is_hidden:
        return cleared(hidden(estimate), audience)
    if _may_be_hidden(estimate):
        return cleared(estimate, audience)
    return suppress(estimate, audience=audience, k=k)
