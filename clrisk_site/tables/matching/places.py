"""Finds the territory that each cell of a column names.

A proposal is a question; nothing goes to the nearest silently.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.matching.codes import find_code, looks_like_code, seek_padded
from clrisk_site.tables.matching.named import find_names
from clrisk_site.tables.matching.reach import Reach
from clrisk_site.tables.spec import Column, Context
from clrisk_site.tables.territories import TerritoryIndex
from clrisk_site.tables.values.parsed import NameMatch, Parsed, is_missing, unpack
from clrisk_site.tables.values.texts import KEEP, PAD, padding_question


def match_places(packed: bytes, column: Column, context: Context) -> Parsed:
    """Match a column of codes or names to territories.

    Returns
    -------
    Parsed
        Values are paths or None. Questions are ``pad:FIELD`` (lost zeros) and ``place:FIELD:NAME`` (near or
        double names); their rows wait. Everything not found, or outside the territory of the import, is a
        failure.
    """
    cells = unpack(packed)
    reach = Reach(context.known_territories or TerritoryIndex(()), context.territory_path, column.levels)
    direct = reach.direct
    paths: dict[str, str | None] = {cell: direct.get(cell) for cell in dict.fromkeys(cells)}
    work = _Work(cells, Parsed(None), column, context.answers)
    rest = [cell for cell, path in paths.items() if path is None and not is_missing(cell)]
    _match_codes([cell for cell in rest if looks_like_code(cell)], reach, paths, work)
    _match_names([cell for cell in rest if not looks_like_code(cell)], reach, paths, work)
    work.parsed.values = np.array([paths[cell] for cell in cells] + [None], dtype=object)[:-1]
    for cell in cells:
        if paths[cell] is None and cell.strip() and is_missing(cell):
            work.parsed.missing[cell.strip()] = work.parsed.missing.get(cell.strip(), 0) + 1
    return work.parsed


class _Work:
    """The cells, and where they stand; what was found goes to `parsed`."""

    def __init__(self, cells: list[str], parsed: Parsed, column: Column, answers: Mapping[str, str]) -> None:
        self.cells = cells
        self.parsed = parsed
        self.column = column
        self.answers = answers
        self.counts = Counter(cells)

    def positions(self, wanted: set[str]) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        return np.array([i for i, cell in enumerate(self.cells) if cell in wanted], dtype=np.intp)

    def rows(self, wanted: list[str]) -> int:
        return sum(self.counts[cell] for cell in wanted)


def _match_codes(cells: list[str], reach: Reach, paths: dict[str, str | None], work: _Work) -> None:
    failures: dict[str, set[str]] = {}
    messages = {}
    padded: dict[str, str] = {}
    for cell in cells:
        answer = find_code(cell, reach)
        if isinstance(answer, str):
            paths[cell] = answer
            continue
        zeros = seek_padded(cell, reach)
        if zeros:
            padded[cell] = zeros
        else:
            messages[str(answer)] = answer
            failures.setdefault(str(answer), set()).add(cell)
    for text, wrong in failures.items():
        work.parsed.failures.append((work.positions(wrong), messages[text]))
    if padded:
        _pad(padded, cells, reach, paths, work)


def _pad(
    padded: dict[str, str], codes: list[str], reach: Reach, paths: dict[str, str | None], work: _Work
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
            work.parsed.repaired[position] = ((0, max(added, 1)),)
    elif answer == KEEP:
        message = says(N_("The code has lost a zero. Write it with all its digits."))
        work.parsed.failures.append((positions, message))
    else:
        work.parsed.questions.append(question)
        work.parsed.waiting[question.code] = positions


def _match_names(cells: list[str], reach: Reach, paths: dict[str, str | None], work: _Work) -> None:
    for found in find_names(cells, reach, work.column, work.answers):
        positions = work.positions(set(found.cells))
        if found.path is not None:
            paths.update(dict.fromkeys(found.cells, found.path))
            row = reach.index.by_path[found.path]
            work.parsed.by_name.append(NameMatch(found.cells[0].strip(), row.path, row.title, len(positions)))
        elif found.question is not None:
            question = found.ask(len(positions))
            work.parsed.questions.append(question)
            work.parsed.waiting[question.code] = positions
        elif found.failure is not None:
            work.parsed.failures.append((positions, found.failure))
