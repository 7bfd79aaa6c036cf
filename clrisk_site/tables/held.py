"""The rows of a file that are refused or wait, with all that is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clrisk_site.figures.message import Message
from clrisk_site.tables.raw import RawTable

type Positions = npt.NDArray[np.intp]
type Said = tuple[Positions, str | None, Message]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row of the file: its number there, and what is wrong by column."""

    row: int
    waits: bool
    said: tuple[tuple[str | None, Message], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """All of them, kept as positions: a file of a hundred thousand wrong rows makes no objects here.

    Parameters
    ----------
    numbers : array of int64
        Row number in the user's file, by position in the table.
    refused, waiting : arrays of positions
        In order; no row is in both.
    said : sequence of (positions, column, message)
    """

    numbers: npt.NDArray[np.int64]
    refused: Positions
    waiting: Positions
    said: Sequence[Said] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.refused) + len(self.waiting)

    def tell(self, most: int | None = None) -> list[HeldRow]:
        """Return the rows with their sentences, in the order of the file; at most so many."""
        waits = set(self.waiting.tolist())
        wanted = np.sort(np.concatenate([self.refused, self.waiting]))[:most]
        found: dict[int, dict[tuple[str | None, Message], None]] = {place: {} for place in wanted.tolist()}
        for positions, column, message in self.said:
            for place in positions.tolist():
                if place in found:
                    found[place][column, message] = None
        return [
            HeldRow(int(self.numbers[place]), place in waits, tuple(said)) for place, said in found.items()
        ]


def cells_at(raw: RawTable, rows: Sequence[int]) -> list[tuple[str, ...]]:
    """Return whole rows of the file as they stood, one text per header; a geometry is never one of them.

    Parameters
    ----------
    rows : sequence of int
        Row numbers that the table has.
    """
    if not len(raw) or not rows:
        return []
    places = np.searchsorted(raw.row_numbers, rows).tolist()
    columns = []
    for number, packed in enumerate(raw.packed):
        cells = [] if number == raw.geometry_column else packed.split(b"\0")
        columns.append([cells[place].decode() if cells else "" for place in places])
    return list(zip(*columns, strict=True))
