"""What stands beside a territory: names of what it lies in, which tell places of one name apart and may
contradict a code."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.matching.codes import code_writings
from clrisk_site.tables.matching.similarity import score
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow, name_key
from clrisk_site.tables.values.parsed import Positions, is_missing, shown

SURE = 0.9
ALIKE = 0.78


class Hints:
    """The columns beside a territory, from the top: the first names the first level below the country.

    Parameters
    ----------
    codes, names : sequence of (depth, cells)
        The depth of the level that the column says (1 is below the country), and a cell per row. A name may
        contradict a whole code; the parts of a code give way to it.
    """

    def __init__(
        self,
        index: TerritoryIndex,
        codes: Sequence[tuple[int, list[str]]],
        names: Sequence[tuple[int, list[str]]],
    ) -> None:
        self.index = index
        self.names = [(depth, cells) for depth, cells in names if any(cells)]
        self._depths = [depth for depth, _ in (*codes, *self.names)]
        self._columns = [cells for _, cells in (*codes, *self.names)]
        self._known: dict[tuple[int, str], tuple[TerritoryRow, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._columns)

    def within(self) -> list[str | None]:
        """Return for each row the path of the lowest territory that the columns name; None when they name
        none."""
        rows = list(zip(*self._columns, strict=True))
        found = {row: self._within(row) for row in dict.fromkeys(rows)}
        return [found[row] for row in rows]

    def _within(self, cells: tuple[str, ...]) -> str | None:
        path: str | None = None
        for depth, cell in zip(self._depths, cells, strict=True):
            meant = [row for row in self._meant(cell, depth) if row.lies_within(path)]
            if len(meant) == 1:
                path = meant[0].path
        return path

    def contradictions(self, paths: Sequence[str | None]) -> list[tuple[Positions, Message]]:
        """Return the rows whose code and name surely mean two places, with the sentence that names both.

        Parameters
        ----------
        paths : sequence of str or None
            The territory of each row that was found by its code.
        """
        failures: list[tuple[Positions, Message]] = []
        free = np.ones(len(paths), dtype=bool)
        place, known = pd.factorize(np.array(paths, dtype=object))
        for depth, cells in self.names:
            cell, written = pd.factorize(np.array(cells, dtype=object))
            pairs = np.where(place >= 0, place.astype(np.int64) * len(written) + cell, -1)
            for pair in np.unique(pairs[pairs >= 0]).tolist():
                message = self._contradicts(
                    _up_to(known[pair // len(written)], depth), written[pair % len(written)], depth
                )
                if message is not None:
                    positions = np.flatnonzero((pairs == pair) & free)
                    free[positions] = False
                    failures.append((positions, message))
        return [(positions, message) for positions, message in failures if len(positions)]

    def _contradicts(self, path: str, cell: str, depth: int) -> Message | None:
        """Return what is wrong, where a name is unlike that of the territory and is another one's."""
        own = self.index.by_path.get(path)
        if own is None or _depth(own) != depth or cell == own.name or is_missing(cell):
            return None
        if own.code.endswith(own.name):  # made because something lies below it: its name is not known yet
            return None
        key, name = name_key(cell), name_key(own.name)
        # Offices shorten and lengthen names; a number is a code, which is not judged here.
        if not key or key == name or key.isdigit() or score(key, name) >= ALIKE:
            return None
        others = self._meant(cell, depth)
        if not others or own in others:
            return None
        return says(
            N_("The code means %(place)s, but the name is «%(name)s». Correct one of them."),
            place=own.title,
            name=shown(cell),
        )

    def _meant(self, cell: str, depth: int) -> tuple[TerritoryRow, ...]:
        """Return the territories of that depth that a cell surely means, by code or by name."""
        if (depth, cell) not in self._known:
            self._known[depth, cell] = () if is_missing(cell) else tuple(self._find(cell, depth))
        return self._known[depth, cell]

    def _find(self, cell: str, depth: int) -> list[TerritoryRow]:
        for code in code_writings(cell):
            rows = [row for row in self.index.by_code.get(code, ()) if _depth(row) == depth]
            if rows:
                return rows
        key = name_key(cell)
        exact = [row for row in self.index.by_name.get(key, ()) if _depth(row) == depth]
        if exact or not key:
            return exact
        near = [
            (likeness, row)
            for likeness, name in self.index.names.find(key, least=SURE)
            for row in self.index.by_name[name]
            if _depth(row) == depth
        ]
        best = max((likeness for likeness, _ in near), default=0.0)
        return [row for likeness, row in near if likeness == best]


def _depth(row: TerritoryRow) -> int:
    return row.path.count(".")


def _up_to(path: str, depth: int) -> str:
    return ".".join(path.split(".", depth + 1)[: depth + 1])
