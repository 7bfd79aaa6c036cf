"""Records packed for fitting: what many of them share is stored once. What is maximised: newton.py."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats, Places

BLOCK = 1 << 17
type Codes = NDArray[np.unsignedinteger[Any]]

_CELLS_AT_MOST = 1 << 21
_WORTH = 4
_TRIED = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Variables with few joint values: each record holds the place of its values in a table.

    Parameters
    ----------
    codes : ndarray of unsigned int of shape (n,)
        Row of the table for each record.
    table : ndarray of shape (levels, terms)
        Values of the terms of these variables.
    terms : ndarray of int of shape (terms,)
        Places of these terms in the model.
    """

    codes: Codes
    table: Floats
    terms: Places

    @property
    def levels(self) -> int:
        """Rows of the table."""
        return len(self.table)


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """Weighted records, or records with equal predictors taken together.

    Parameters
    ----------
    names : tuple of str
        Names of the terms.
    groups : tuple of Group
        Terms of variables with few joint values.
    loose : ndarray of shape (loose terms, n)
        Terms of variables with many values.
    loose_terms : ndarray of int of shape (loose terms,)
        Places of those in the model.
    cases, others : ndarray of shape (n,)
        Weight with the outcome and without it.
    """

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    loose: Floats
    loose_terms: Places
    cases: Floats
    others: Floats

    @property
    def n(self) -> int:
        """Records, or profiles."""
        return len(self.cases)

    @property
    def p(self) -> int:
        """Terms of the model."""
        return len(self.names)

    def blocks(self) -> Iterator[Profiles]:
        """Yield the records in pieces that stay in the memory next to the processor."""
        starts = [*range(0, self.n, BLOCK), self.n]
        for start, end in pairwise(starts):
            yield self.part(slice(start, end))

    def part(self, rows: slice | NDArray[np.integer]) -> Profiles:
        """Return some of the records."""
        groups = tuple(Group(group.codes[rows], group.table, group.terms) for group in self.groups)
        return replace(
            self, groups=groups, loose=self.loose[:, rows], cases=self.cases[rows], others=self.others[rows]
        )

    def predictor(self, beta: Floats) -> Floats:
        """Return the linear predictor of each record, shape (n,)."""
        found = beta[self.loose_terms] @ self.loose if len(self.loose) else np.zeros(self.n)
        for group in self.groups:
            found += np.take(group.table @ beta[group.terms], group.codes)
        return np.asarray(found)

    def totals(self, values: Floats) -> Floats:
        """Return the sums of the terms times a value for each record, shape (terms,)."""
        found = np.zeros(self.p)
        for group in self.groups:
            found[group.terms] = np.bincount(group.codes, values, group.levels) @ group.table
        found[self.loose_terms] = self.loose @ values
        return found

    def cross_product(self, values: Floats) -> Floats:
        """Return the sums of products of terms times a value for each record, shape (terms, terms).

        Notes
        -----
        With terms in tables, X'VX needs no product per record: values are counted by pairs of codes, and the
        tables, which are small, are multiplied with these counts.
        """
        found = np.zeros((self.p, self.p))
        counts: dict[int, Floats] = {}
        for (i, one), (j, other) in combinations(enumerate(self.groups), 2):
            pair = one.codes.astype(np.intp)
            pair *= other.levels
            pair += other.codes
            both = np.bincount(pair, values, one.levels * other.levels).reshape(one.levels, other.levels)
            counts.setdefault(i, both.sum(axis=1))
            counts.setdefault(j, both.sum(axis=0))
            _place(found, one.terms, other.terms, one.table.T @ both @ other.table)
        weighted = self.loose * values
        for i, group in enumerate(self.groups):
            count = counts[i] if i in counts else np.bincount(group.codes, values, group.levels)
            _place(found, group.terms, group.terms, (group.table.T * count) @ group.table)
            for term, column in zip(self.loose_terms, weighted, strict=True):
                by_code = np.bincount(group.codes, column, group.levels)
                _place(found, group.terms, np.array([term]), (by_code @ group.table)[:, np.newaxis])
        _place(found, self.loose_terms, self.loose_terms, weighted @ self.loose.T)
        return found

    def matrix(self) -> Floats:
        """Return the terms of all records, shape (n, terms)."""
        found = np.empty((self.n, self.p))
        found[:, self.loose_terms] = self.loose.T
        for group in self.groups:
            found[:, group.terms] = group.table[group.codes]
        return found

    def totals_by(self, units: Places, length: int, values: Floats) -> Floats:
        """Return the sums of the terms times a value within units, shape (length, terms).

        Parameters
        ----------
        units : ndarray of int of shape (n,)
            Unit of each record, from 0.
        length : int
            Number of units.
        values : ndarray of shape (n,)
            A value for each record.
        """
        found = np.zeros((length, self.p))
        for group in self.groups:
            if length * group.levels <= max(_CELLS_AT_MOST, self.n):
                cell = units * group.levels
                cell += group.codes
                cells = np.bincount(cell, values, length * group.levels)
                found[:, group.terms] = cells.reshape(length, group.levels) @ group.table
                continue
            for term, column in zip(group.terms, group.table.T, strict=True):
                found[:, term] = np.bincount(units, values * column[group.codes], length)
        for term, column in zip(self.loose_terms, self.loose, strict=True):
            found[:, term] = np.bincount(units, values * column, length)
        return found

    def _cells(self) -> Places:
        """Return the joint code of each record over all groups."""
        cell = np.zeros(self.n, dtype=np.int64)
        for group in self.groups:
            cell *= group.levels
            cell += group.codes
        return cell

    def _distinct(self) -> float:
        """Return about how many different records there are, from the pairs of equal ones in a part."""
        part = self.every(max(self.n // _TRIED, 1))
        size = np.bincount(np.unique(part._cells(), return_inverse=True)[1])  # noqa: SLF001  # of its own kind
        return part.n * (part.n - 1) / max(float(size @ (size - 1)), 1.0)

    def every(self, step: int) -> Profiles:
        """Return each record `step` places on from the last."""
        return self.part(slice(None, None, step))

    def collapsed(self) -> Profiles:
        """Return records with equal predictors as one profile each, or the records where that saves little.

        Notes
        -----
        The estimating equation and its derivative are sums over records in which equal predictors share all
        but the weight, so sums of weights with and without the outcome say all.
        """
        cells = math.prod(group.levels for group in self.groups)
        if len(self.loose) or cells > min(_CELLS_AT_MOST, max(4 * self.n, 1 << 12)):
            return self
        if cells > self.n // _WORTH and self._distinct() > self.n / _WORTH:
            return self
        cell = self._cells()
        cases, others = np.bincount(cell, self.cases, cells), np.bincount(cell, self.others, cells)
        kept = np.flatnonzero(cases + others)
        if len(kept) > self.n // _WORTH:
            return self
        groups, rest = [], kept
        for group in reversed(self.groups):
            rest, code = np.divmod(rest, group.levels)
            groups.append(Group(code.astype(group.codes.dtype), group.table, group.terms))
        return replace(
            self,
            groups=tuple(reversed(groups)),
            loose=np.zeros((0, len(kept))),
            cases=cases[kept],
            others=others[kept],
        )


def _place(into: Floats, rows: Places, columns: Places, block: Floats) -> None:
    """Write a block of a symmetric matrix on both sides of its diagonal."""
    into[np.ix_(rows, columns)] = block
    into[np.ix_(columns, rows)] = block.T
