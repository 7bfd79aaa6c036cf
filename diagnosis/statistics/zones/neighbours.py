"""Which areas are neighbours. How that is found out: grids, outlines, pairs and distances beside this."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress, pairwise

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message
from diagnosis.statistics.design import Places
from diagnosis.statistics.zones.errors import NoAreasError, RepeatedAreaError, UnknownAreasError

MOST_PAIRS = 10_000_000
"""A map has a few pairs for each area; beyond this, a unit is wrong or an outline repeats."""


class Contiguity(StrEnum):
    """What makes two areas neighbours."""

    QUEEN = "queen"
    """They share a side or a corner."""
    ROOK = "rook"
    """They share a side."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Areas and who lies beside whom; make one with the functions that find them.

    Parameters
    ----------
    codes : tuple of str
        Codes of the areas in ascending order, each once. Order of the input never matters afterwards.
    starts : ndarray of int of shape (n + 1,)
        The neighbours of area i are ``others[starts[i]:starts[i + 1]]``.
    others : ndarray of int of shape (2 * pairs,)
        Places of the neighbours in `codes`, ascending within each area; every pair is there twice.
    warnings : tuple of Message
        What was noticed while they were looked for.
    """

    codes: tuple[str, ...]
    starts: Places
    others: Places
    warnings: tuple[Message, ...] = ()

    @property
    def n(self) -> int:
        """Number of areas."""
        return len(self.codes)

    @property
    def degrees(self) -> Places:
        """Number of neighbours of each area, of shape (n,)."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Places:
        """The area that each entry of `others` is a neighbour of."""
        return np.repeat(np.arange(self.n), self.degrees)

    @property
    def pairs(self) -> tuple[Places, Places]:
        """Both sides of each pair, the smaller first; each of shape (pairs,)."""
        owners = self.owners
        once = owners < self.others
        return owners[once], self.others[once]

    @property
    def islands(self) -> tuple[str, ...]:
        """Codes of the areas without any neighbour."""
        return tuple(self.codes[place] for place in np.flatnonzero(self.degrees == 0))

    def of(self, code: str) -> tuple[str, ...]:
        """Return the codes of the neighbours of one area.

        Raises
        ------
        UnknownAreasError
            If the area is not among the codes.
        """
        place = int(self.places([code])[0])
        return tuple(self.codes[other] for other in self.others[self.starts[place] : self.starts[place + 1]])

    def places(self, codes: Collection[str]) -> Places:
        """Return the places of some codes.

        Raises
        ------
        UnknownAreasError
            If one of them is not an area.
        """
        place_of = {code: place for place, code in enumerate(self.codes)}
        unknown = [code for code in codes if code not in place_of]
        if unknown:
            raise UnknownAreasError(unknown)
        return np.array([place_of[code] for code in codes], dtype=np.int64)

    def among(self, kept: NDArray[np.bool_]) -> Neighbours:
        """Return the same neighbours among some of the areas only.

        Parameters
        ----------
        kept : ndarray of bool of shape (n,)
            Which areas remain.
        """
        if kept.all():
            return self
        owners = self.owners
        both = kept[owners] & kept[self.others]
        renumbered = np.cumsum(kept) - 1
        codes = tuple(compress(self.codes, kept.tolist()))
        starts = _starts(renumbered[owners[both]], len(codes))
        return Neighbours(codes, starts, renumbered[self.others[both]], self.warnings)

    def joined(self, other: Neighbours) -> Neighbours:
        """Return the pairs of both, for the same areas.

        Raises
        ------
        UnknownAreasError
            If an area is in one of them only.
        """
        differing = set(self.codes) ^ set(other.codes)
        if differing:
            raise UnknownAreasError(differing)
        first, second = self.pairs
        more, beyond = other.pairs
        return _arranged(
            self.codes, np.r_[first, more], np.r_[second, beyond], (*self.warnings, *other.warnings)
        )


def arranged(
    codes: Sequence[str], first: Places, second: Places, warnings: tuple[Message, ...] = ()
) -> Neighbours:
    """Return neighbours from places in a list of codes in any order.

    Parameters
    ----------
    codes : sequence of str of length n
        Codes of the areas, in the order that the places refer to.
    first, second : ndarray of int of shape (pairs,)
        Both sides of each pair, in any order and as often as found.
    warnings : tuple of Message
        What was noticed.

    Raises
    ------
    NoAreasError, RepeatedAreaError
        If there is no code, or one appears twice.
    """
    if not len(codes):
        raise NoAreasError
    order = sorted(range(len(codes)), key=codes.__getitem__)
    ordered = tuple(codes[place] for place in order)
    for here, following in pairwise(order):
        if codes[here] == codes[following]:
            raise RepeatedAreaError(codes[here], max(here, following))
    renumbered = np.empty(len(codes), dtype=np.int64)
    renumbered[order] = np.arange(len(codes))
    return _arranged(ordered, renumbered[first], renumbered[second], warnings)


def _arranged(
    codes: tuple[str, ...], first: Places, second: Places, warnings: tuple[Message, ...]
) -> Neighbours:
    n = max(len(codes), 1)
    both_ways = np.unique(np.r_[first * n + second, second * n + first])
    owners, others = np.divmod(both_ways, n)
    return Neighbours(codes, _starts(owners, len(codes)), others, warnings)


def _starts(owners: Places, n: int) -> Places:
    starts = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(owners, minlength=n), out=starts[1:])
    return starts
