"""Which territories a column may name: those of the index, of the wanted levels, within the territory of
the import."""

from collections.abc import Iterable
from functools import cached_property

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow


class Reach:
    """An index seen from one territory and some levels."""

    def __init__(
        self,
        index: TerritoryIndex,
        within: str | None,
        levels: tuple[str, ...],
        *,
        beside: str | None = None,
    ) -> None:
        self.index = index
        self.within = within
        self.levels = levels
        self.beside = beside

    def narrowed(self, path: str | None) -> "Reach":
        """Return the part of it that lies in the territory named beside the cell."""
        return Reach(self.index, self.within, self.levels, beside=path) if path else self

    @cached_property
    def direct(self) -> dict[str, str]:
        """Code to path, where the code as it stands names one territory in reach and nothing has to be
        said."""
        found: dict[str, str] = {}
        double: set[str] = set()
        # The questions of `has`, asked here without a call: there are as many rows as a country has areas.
        levels, within, below = frozenset(self.levels), self.within, f"{self.within}."
        for row in self.index.rows:
            path, code = row.path, row.code
            inside = within is None or path == within or path.startswith(below)
            if inside and row.valid and (not levels or row.level in levels):
                if code in found:
                    double.add(code)
                found[code] = path
        return {code: path for code, path in found.items() if code not in double}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        return self.index.code_lengths(self.levels)

    @property
    def place(self) -> str:
        """Name of the territory that the search is kept to."""
        return self._name(self.beside or self.within or "")

    @property
    def own_place(self) -> str:
        """Name of the territory of the import."""
        return self._name(self.within or "")

    def _name(self, path: str) -> str:
        row = self.index.by_path.get(path)
        return row.name if row else path

    def has(self, row: TerritoryRow) -> bool:
        return row.lies_within(self.within) and self.suits(row)

    def suits(self, row: TerritoryRow) -> bool:
        """Whether it may be meant, inside the import's own territory or not."""
        return row.lies_within(self.beside) and self.has_level(row)

    def has_level(self, row: TerritoryRow) -> bool:
        return not self.levels or row.level in self.levels

    def judge(self, rows: Iterable[TerritoryRow], shown: str) -> str | Message | None:
        """Return the path of the one territory in reach; else why none of them will do.

        None when there are none.
        """
        rows = list(rows)
        inside = [row for row in rows if self.has(row)]
        valid = [row for row in inside if row.valid]
        if len(valid) == 1:
            return valid[0].path
        if valid:
            titles = "; ".join(row.path for row in valid[:4])
            return says(
                N_("«%(cell)s» names several territories. Write one of: %(paths)s."), cell=shown, paths=titles
            )
        if inside:
            return says(
                N_("%(place)s no longer existed at that date. Use the code of that year."),
                place=inside[0].title,
            )
        outside = [row for row in rows if self.has_level(row)]
        if outside:
            return says(
                N_("%(place)s lies outside %(within)s. Correct the code or import it there."),
                place=outside[0].title,
                within=self.place,
            )
        if rows:
            return says(N_("%(place)s is of another level than this table wants."), place=rows[0].title)
        return None
