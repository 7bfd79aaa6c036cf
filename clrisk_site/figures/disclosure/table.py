"""A table of persons before anything is hidden: its cells, its groups and its totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.disclosure.axis import Axis, with_sums
from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit, missing

type Place = tuple[str, ...]
"""Coordinates of a cell: one category, group or TOTAL per axis."""


@dataclass(frozen=True)
class CountTable:
    """Counts of the same persons, told apart along one or more axes.

    Parameters
    ----------
    axes : tuple of Axis
        What tells the persons apart.
    cells : mapping of coordinates to Estimate
        Numbers of the finest categories, in persons. A cell that is absent or has no value is missing,
        never zero.
    margins : mapping of coordinates to Estimate
        Groups and totals that were recorded on their own; all others are the sums of what is known.

    Raises
    ------
    ValueError
        If a number does not count persons, or stands at coordinates that the axes do not have.
    """

    axes: tuple[Axis, ...]
    cells: Mapping[Place, Estimate]
    margins: Mapping[Place, Estimate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, estimate in (*self.cells.items(), *self.margins.items()):
            known = len(place) == len(self.axes) and all(
                name in axis.position for name, axis in zip(place, self.axes, strict=True)
            )
            if not known or (place in self.cells and not self._is_finest(place)):
                raise ValueError(f"the table has no cell {place}")
            if estimate.unit is not Unit.PERSONS or (estimate.value or 0) < 0:
                raise ValueError(f"cell {place} does not count persons")

    def _is_finest(self, place: Place) -> bool:
        pairs = zip(place, self.axes, strict=True)
        return all(axis.position[name] < len(axis.categories) for name, axis in pairs)

    def places(self) -> Iterable[Place]:
        """Return the coordinates of all cells, groups and totals, in the order of the arrays."""
        return product(*(axis.nodes for axis in self.axes))

    def all_cells(self) -> list[Estimate]:
        """Return every cell, group and total, in the order of `places`."""
        sums = _Sums(self)
        return [
            self.cells.get(place) or self.margins.get(place) or sums.at(i)
            for i, place in enumerate(self.places())
        ]

    def array(self, of: Mapping[Place, float]) -> NDArray[np.float64]:
        """Return numbers of the finest categories as an array; 0 where there is none."""
        found = np.zeros([len(axis.categories) for axis in self.axes])
        for place, number in of.items():
            found[tuple(axis.position[name] for name, axis in zip(place, self.axes, strict=True))] = number
        return found


class _Sums:
    """Groups and totals of a table, as numbers with the story that fits what stands behind each."""

    def __init__(self, table: CountTable) -> None:
        known = {place: one for place, one in table.cells.items() if one.value is not None}
        self.values = self._summed(table, {place: one.value or 0 for place, one in known.items()})
        self.known = self._summed(table, dict.fromkeys(known, 1.0))
        official = {place: 1.0 for place, one in known.items() if one.story.official}
        self.official = self._summed(table, official)
        uncounted = {p: 1.0 for p, one in known.items() if one.story.basis is not Basis.COUNT}
        self.uncounted = self._summed(table, uncounted)
        stories = [one.story for one in known.values()]
        self.stories = {
            (basis, is_official): _joined(stories, basis, is_official=is_official)
            for basis in (Basis.COUNT, Basis.ESTIMATED)
            for is_official in (False, True)
        }

    def _summed(self, table: CountTable, of: Mapping[Place, float]) -> list[float]:
        summed: list[float] = with_sums(table.array(of), table.axes).ravel().tolist()
        return summed

    def at(self, i: int) -> Estimate:
        """Return the sum at a position; missing where nothing behind it is known."""
        is_official = self.official[i] == self.known[i]
        basis = Basis.ESTIMATED if self.uncounted[i] and not is_official else Basis.COUNT
        story = self.stories[basis, is_official]
        if not self.known[i]:
            return missing(Unit.PERSONS, self.stories[Basis.COUNT, False])
        value = self.values[i]
        return Estimate(round(value) if value == round(value) else value, Unit.PERSONS, story)


def _joined(stories: list[Story], basis: Basis, *, is_official: bool) -> Story:
    return Story(
        source=" / ".join(sorted({story.source for story in stories if story.source})),
        year=min((story.year for story in stories if story.year is not None), default=None),
        basis=basis,
        illustrative=any(story.illustrative for story in stories),
        official=is_official,
    )
