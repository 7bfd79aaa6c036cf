"""Matches a column of codes or names to territories, with what other columns say beside it.

Nothing is attached to the nearest silently.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.matching.codes import find_code, looks_like_code, seek_padded, seek_wider
from clrisk_site.tables.matching.hints import Hints
from clrisk_site.tables.matching.joining import Joined, join_parts
from clrisk_site.tables.matching.named import beside, find_names, join_hint
from clrisk_site.tables.matching.reach import Reach
from clrisk_site.tables.spec import Column, Context
from clrisk_site.tables.territories import TerritoryIndex
from clrisk_site.tables.values.parsed import NameMatch, Parsed, is_missing, unpack
from clrisk_site.tables.values.texts import KEEP, PAD, padding_question

type Packed = tuple[Column, bytes]


def match_territories(
    packed: bytes | None,
    column: Column,
    context: Context,
    *,
    parts: Sequence[Packed] = (),
    names: Sequence[tuple[int, bytes]] = (),
    depth: int | None = None,
) -> Parsed:
    """Match the rows of a table to territories.

    Parameters
    ----------
    packed : bytes or None
        The column of whole codes or names, where there is one; it wins over the parts where it is filled.
    parts : sequence of (Column, packed cells)
        Columns that hold the parts of the code, from the top.
    names : sequence of (depth, packed cells)
        Columns that hold the name of the level of that depth (1 is below the country). They tell places of
        one name apart, and must not contradict a code.
    depth : int, optional
        Of the level that the header names, as "municipality" does.

    Returns
    -------
    Parsed
        Values are paths or None. Questions are ``pad:FIELD`` (lost zeros) and ``place:FIELD:NAME`` (near or
        double names); their rows wait. Everything not found, or outside the territory of the import, is a
        failure.
    """
    index = context.known_territories or TerritoryIndex(())
    # Where other columns may say the place too, a code of elsewhere is no fault of its row.
    reach = Reach(index, None if column.may_fail else context.territory_path, column.levels)
    joined = join_parts(parts)
    hints = Hints(index, _codes_above(joined, parts), [(depth, unpack(cells)) for depth, cells in names])
    cells = _cells(packed, joined)
    entries = _with_hints(cells, reach, hints, joined)
    work = _Work(entries, Parsed(None), column, context.answers, depth)
    paths = _look_up(reach, work, joined)
    work.parsed.values = np.array([paths[entry] for entry in entries] + [None], dtype=object)[:-1]
    if hints.names:
        _refuse_contradictions(work.parsed, hints, cells, joined)
    return work.parsed


def _cells(packed: bytes | None, joined: Joined) -> list[str]:
    """Return the text to look up for each row: the whole code or name, else the parts."""
    if packed is None:
        return joined.cells
    cells = unpack(packed)
    if not joined.cells or all(cells):
        return cells
    blank = {cell for cell in set(cells) if is_missing(cell)}
    return [other if cell in blank else cell for cell, other in zip(cells, joined.cells, strict=True)]


def _codes_above(joined: Joined, parts: Sequence[Packed]) -> list[tuple[int, list[str]]]:
    """Return the joined code as a hint of its level, for rows that have a name only."""
    if not parts:
        return []
    return [(len(parts), [joined.zeros.get(cell, cell) for cell in joined.cells])]


def _with_hints(cells: list[str], reach: Reach, hints: Hints, joined: Joined) -> list[str]:
    """Return the cells; a name carries the territory that stands beside it."""
    if not hints:
        return cells
    direct = reach.direct
    named = {
        cell
        for cell in dict.fromkeys(cells)
        if cell not in direct
        and not joined.knows(cell)
        and not looks_like_code(cell)
        and not is_missing(cell)
    }
    if not named:
        return cells
    return [
        join_hint(cell, path) if cell in named else cell
        for cell, path in zip(cells, hints.within(), strict=True)
    ]


def _look_up(reach: Reach, work: "_Work", joined: Joined) -> dict[str, str | None]:
    direct = reach.direct
    paths: dict[str, str | None] = {entry: direct.get(entry) for entry in dict.fromkeys(work.cells)}
    rest = [entry for entry, path in paths.items() if path is None and not is_missing(entry)]
    for entry in rest:
        if entry in joined.wrong:
            work.parsed.failures.append((work.positions({entry}), joined.wrong[entry]))
    codes = [entry for entry in rest if entry in joined.zeros or looks_like_code(entry)]
    _match_codes([entry for entry in codes if entry not in joined.wrong], reach, paths, work, joined)
    named = [entry for entry in rest if not joined.knows(entry)]
    _match_names([entry for entry in named if not looks_like_code(entry)], reach, paths, work)
    for entry, path in paths.items():
        mark = entry.strip()
        if mark and path is None and is_missing(entry):
            work.parsed.missing[mark] = work.parsed.missing.get(mark, 0) + work.counts[entry]
    return paths


def _refuse_contradictions(parsed: Parsed, hints: Hints, cells: list[str], joined: Joined) -> None:
    """Refuse the rows whose code means one place and whose name another."""
    coded = {cell for cell in dict.fromkeys(cells) if joined.knows(cell) or looks_like_code(cell)}
    found = [path if cell in coded else None for path, cell in zip(parsed.values, cells, strict=True)]
    for positions, message in hints.contradictions(found):
        parsed.failures.append((positions, message))
        parsed.values[positions] = None


class _Work:
    """The texts to look up, and where they stand; what was found goes to `parsed`."""

    def __init__(
        self,
        cells: list[str],
        parsed: Parsed,
        column: Column,
        answers: Mapping[str, str],
        depth: int | None = None,
    ) -> None:
        self.cells = cells
        self.parsed = parsed
        self.column = column
        self.answers = answers
        self.depth = depth

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.cells)

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for position, cell in enumerate(self.cells):
            rows.setdefault(cell, []).append(position)
        return rows

    def positions(self, wanted: set[str]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        found = [position for cell in wanted for position in self._rows_of.get(cell, ())]
        return np.array(sorted(found), dtype=np.intp)

    def rows(self, wanted: list[str]) -> int:
        return sum(self.counts[cell] for cell in wanted)


def _match_codes(
    cells: list[str], reach: Reach, paths: dict[str, str | None], work: _Work, joined: Joined
) -> None:
    failures: dict[str, set[str]] = {}
    messages = {}
    padded: dict[str, str] = {}
    for cell in cells:
        code = joined.zeros.get(cell, cell)
        answer = find_code(code, reach)
        if not isinstance(answer, str) and work.column.may_fail:
            # A register knows smaller areas than are stored here; the one around them is what it says too.
            answer = seek_wider(code, reach) or answer
        if isinstance(answer, str):
            if cell in joined.zeros:
                padded[cell] = answer
            else:
                paths[cell] = answer
            continue
        path = seek_padded(cell, reach) if cell not in joined.zeros else None
        if path:
            padded[cell] = path
        else:
            messages[str(answer)] = answer
            failures.setdefault(str(answer), set()).add(cell)
    for text, wrong in failures.items():
        work.parsed.failures.append((work.positions(wrong), messages[text]))
    if padded:
        _pad(padded, cells, reach, paths, work, joined)


def _pad(
    padded: dict[str, str],
    codes: list[str],
    reach: Reach,
    paths: dict[str, str | None],
    work: _Work,
    joined: Joined,
) -> None:
    short = [cell for cell in codes if paths[cell] is None]
    first = next(iter(padded))
    evidence = says(
        N_("Codes that exist with the zeros: %(found)s of %(all)s. Without them: none."),
        found=len(padded),
        all=len(short),
    )
    after = reach.index.by_path[padded[first]].code
    question = padding_question(work.column, first.strip(), after, work.rows(list(padded)), evidence)
    positions = work.positions(set(padded))
    answer = work.answers.get(question.code)
    if answer == PAD:
        paths.update(padded)
        for position in positions.tolist():
            cell = work.cells[position]
            added = len(reach.index.by_path[padded[cell]].code) - len(cell.strip())
            work.parsed.repaired[position] = joined.marks.get(cell, ((0, max(added, 1)),))
    elif answer == KEEP:
        message = says(N_("The code has lost a zero. Write it with all its digits."))
        work.parsed.failures.append((positions, message))
    else:
        work.parsed.questions.append(question)
        work.parsed.waiting[question.code] = positions


def _match_names(cells: list[str], reach: Reach, paths: dict[str, str | None], work: _Work) -> None:
    for found in find_names(cells, reach, work.column, work.answers, work.depth):
        positions = work.positions(set(found.cells))
        if found.path is not None:
            paths.update(dict.fromkeys(found.cells, found.path))
            row = reach.index.by_path[found.path]
            written = beside(found.cells[0])[0].strip()
            work.parsed.by_name.append(NameMatch(written, row.path, row.title, len(positions)))
        elif found.question is not None:
            question = found.ask(len(positions))
            work.parsed.questions.append(question)
            work.parsed.waiting[question.code] = positions
        elif found.failure is not None:
            work.parsed.failures.append((positions, found.failure))
