"""Of which place each row speaks: those of other places than the import's own are refused, never kept as its.

Nothing of the place is stored: whose a row becomes lies in `rights`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from clrisk_site.figures.message import Message, says
from clrisk_site.places import territory_headers as headers
from clrisk_site.places.index import make_index
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.matching.codes import code_writings
from clrisk_site.tables.spec import Column, Context, Kind, Problem, Severity
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow, name_key

SURE = 0.9
"""Offices shorten official names; less alike than this, a name is called unknown."""

PREFIX = "place_"


def place_columns(territory: Territory) -> tuple[Column, ...]:
    """Return one column per level from below the country down to the municipality, by name or by code."""
    return tuple(
        Column(
            f"{PREFIX}{level.depth}",
            says("%(level)s that the row speaks of", level=str(level)),
            Kind.TEXT,
            synonyms=_headers_of(level),
            tags=(f"#adm{level.depth}+name", f"#adm{level.depth}", f"#adm{level.depth}+code"),
        )
        for _above, level in _levels(territory)
    )


def leave_other_places(
    frame: pd.DataFrame, territory: Territory, context: Context
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows that speak of the import's own place, without its columns, and why the others do not.

    A row may speak of the territory of the import, of one above it or of one below it. A blank cell means the
    import's own. A name that nothing is known of refuses nothing, but is told.
    """
    frame = frame.copy()
    columns = [
        (above, level, frame.pop(f"{PREFIX}{level.depth}"))
        for above, level in _levels(territory)
        if f"{PREFIX}{level.depth}" in frame
    ]
    if not columns or frame.empty:
        return frame, []
    known = _KnownPlaces(territory, make_index(territory, context.year))
    cells = list(zip(*(column.tolist() for *_, column in columns), strict=True))
    levels = [(above, level) for above, level, _ in columns]
    judged = {row: known.judge(levels, row) for row in dict.fromkeys(cells)}
    problems = [
        Problem(int(number), found.column, found.message, found.severity)
        for number, row in zip(frame.index, cells, strict=True)
        if (found := judged[row]) is not None
    ]
    elsewhere = [problem.row for problem in problems if problem.severity is Severity.ERROR]
    return frame.drop(index=elsewhere), problems


def _levels(territory: Territory) -> Iterator[tuple[Level, Level]]:
    """Yield each level with the one above it, down to the municipality."""
    levels = list(Level.objects.filter(country=territory.country).order_by("depth"))
    for above, level in pairwise(levels):
        yield above, level
        if level.is_municipal:
            return


def _headers_of(level: Level) -> tuple[str, ...]:
    words = (*level.texts.values(), *level.plural_texts.values())
    tables = (headers.NAMES, headers.PARTS, headers.WHOLE_CODES)
    found = [header for table in tables for header in table.get(level.code, ())]
    return tuple(dict.fromkeys((*found, *words, *(headers.WHOLE if level.is_municipal else ()))))


class _KnownPlaces:
    """The territories of the country, seen from the one of the import."""

    def __init__(self, territory: Territory, index: TerritoryIndex) -> None:
        self.territory = territory
        self.index = index

    def judge(self, levels: Sequence[tuple[Level, Level]], cells: Sequence[object]) -> Problem | None:
        """Return what is wrong with the places that stand in one row, from the top; its row is filled in
        later."""
        meant: list[TerritoryRow] = []
        field = unknown = ""
        said = None
        for (above, level), cell in zip(levels, cells, strict=True):
            if not isinstance(cell, str) or not cell:
                continue
            found = [row for row in self._find(cell, above, level, meant) if not meant or _within(row, meant)]
            field = f"{PREFIX}{level.depth}"
            if found:
                meant = found
            else:
                unknown, said = field, cell
        if meant and not any(self._touches(row) for row in meant):
            return Problem(0, field, self._elsewhere(meant[0]))
        if said is not None:
            message = says("«%(place)s» is no place that is known. The row is taken for one of %(own)s.",
                           place=said[:80], own=self.territory.name)  # fmt: skip
            return Problem(0, unknown, message, Severity.WARNING)
        return None

    def _elsewhere(self, place: TerritoryRow) -> Message:
        return says(
            "The row speaks of %(place)s, not of %(own)s. Import it there, or leave out the column.",
            place=f"{place.name} ({place.code})",
            own=self.territory.name,
        )

    def _touches(self, row: TerritoryRow) -> bool:
        own = self.territory.path
        return row.lies_within(own) or own.startswith(f"{row.path}.")

    def _find(
        self, cell: str, above: Level, level: Level, meant: Sequence[TerritoryRow]
    ) -> list[TerritoryRow]:
        """Return the places that a cell may mean, by a code of whatever level or a name of its own."""
        for code in [*code_writings(cell), *self._completed(cell, above, level, meant)]:
            rows = [row for row in self.index.by_code.get(code, ()) if 0 < _depth(row) <= level.depth]
            if rows:
                return rows
        key = name_key(cell)
        exact = [row for row in self.index.by_name.get(key, ()) if _depth(row) == level.depth]
        if exact or not key:
            return exact
        near = [
            (likeness, row)
            for likeness, name in self.index.names.find(key, least=SURE)
            for row in self.index.by_name[name]
            if _depth(row) == level.depth
        ]
        best = max((likeness for likeness, _ in near), default=0.0)
        return [row for likeness, row in near if likeness == best]

    def _completed(
        self, cell: str, above: Level, level: Level, meant: Sequence[TerritoryRow]
    ) -> Iterator[str]:
        """Yield the whole code of a part of one, and of a code that lost its zeros."""
        digits = cell.strip()
        if not digits.isdecimal():
            return
        part = level.code_length - above.code_length
        if len(digits) <= part:
            own = self.territory.path.split(".")[1 : above.depth + 1]
            before = [row.code for row in meant] or (["".join(own)] if len(own) == above.depth else [])
            yield from (code + digits.zfill(part) for code in before if len(code) == above.code_length)
        if len(digits) < level.code_length:
            yield digits.zfill(level.code_length)


def _depth(row: TerritoryRow) -> int:
    return row.path.count(".")


def _within(row: TerritoryRow, places: Sequence[TerritoryRow]) -> bool:
    return any(row.lies_within(place.path) for place in places)
