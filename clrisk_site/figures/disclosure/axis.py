"""One axis of a table of persons: its categories, the groups they are nested in, and its total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

TOTAL = ""
"""Stands for the whole of an axis in the coordinates of a cell."""


@dataclass(frozen=True)
class Axis:
    """Categories that do not overlap, such as areas, sexes or age bands.

    Parameters
    ----------
    name : str
        What the axis tells apart.
    categories : tuple of str
        The finest categories; order plays no part.
    parents : mapping of str to str
        Group of a category, or of a smaller group: the zone of an area. A group is the sum of its parts.
    has_total : bool
        Whether the sum over the whole axis is shown anywhere.

    Raises
    ------
    ValueError
        If a name is empty, stands twice, is both category and group, or groups contain each other.
    """

    name: str
    categories: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    has_total: bool = True

    def __post_init__(self) -> None:
        names = (*self.categories, *self.groups)
        if TOTAL in names or len(set(names)) < len(names):
            raise ValueError(f"axis {self.name}: names must be told apart, and none may be empty")
        for one in self.categories:
            self.above(one)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """All groups that hold a category, by name."""
        found = {group for one in self.categories for group in self._climb(one)}
        return tuple(sorted(found))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Categories, groups and the total, in an order that does not depend on how they were given."""
        return (*sorted(self.categories), *self.groups, *((TOTAL,) if self.has_total else ()))

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each node stands in `nodes`."""
        return {node: i for i, node in enumerate(self.nodes)}

    def above(self, category: str) -> tuple[str, ...]:
        """Return the groups that a category lies in, the smallest first, then the total."""
        return (*self._climb(category), *((TOTAL,) if self.has_total else ()))

    @cached_property
    def paths(self) -> tuple[frozenset[int], ...]:
        """For each category in the order of `nodes`: itself and all that it is part of, as positions."""
        return tuple(
            frozenset(self.position[node] for node in (one, *self.above(one)))
            for one in self.nodes[: len(self.categories)]
        )

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """One row per node, with True for each category that it holds; a category holds itself."""
        rows = np.zeros((len(self.nodes), len(self.categories)), dtype=bool)
        for category, path in enumerate(self.paths):
            rows[list(path), category] = True
        return rows

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """The rows of groups and total alone, as factors of a sum."""
        return self.holds[len(self.categories) :].astype(np.float64)

    def _climb(self, name: str) -> tuple[str, ...]:
        found: list[str] = []
        while (name := self.parents.get(name, TOTAL)) != TOTAL:
            if name in found:
                raise ValueError(f"axis {self.name}: the group {name} contains itself")
            found.append(name)
        return tuple(found)


def with_sums(values: NDArray[np.float64], axes: tuple[Axis, ...]) -> NDArray[np.float64]:
    """Return the cells of the finest categories together with all their groups and totals."""
    for at, axis in enumerate(axes):
        added = np.moveaxis(np.tensordot(axis.sums, values, axes=(1, at)), 0, at)
        values = np.concatenate([values, added], axis=at)
    return values
