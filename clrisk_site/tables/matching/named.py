"""Finds territories by name: one exact name is taken (and shown), near and double names become questions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.matching.reach import Reach
from clrisk_site.tables.matching.shortened import readings
from clrisk_site.tables.spec import Column, Option, Question
from clrisk_site.tables.territories import TerritoryRow, name_key
from clrisk_site.tables.values.parsed import answered, shown

PLACE = "place"
"""What the codes of questions about places begin with, before a colon."""

FEW = 3
"""So many names that one level alone bears outweigh one that only another level bears."""

NOBODY = "none"
MOST_QUESTIONS = 300
MOST_OPTIONS = 4
WRITTEN_OUT = 0.97
"""How alike a name is at most that was matched by writing its short words out."""

_HINT = "\x1f"


@dataclass(frozen=True, slots=True)
class FoundName:
    """Cells that write one name, and what became of it: a path, a question, or a failure."""

    cells: list[str]
    path: str | None = None
    question: Question | None = None
    failure: Message | None = None

    def ask(self, rows: int) -> Question:
        """Return the question with the number of rows that wait for it."""
        if self.question is None:
            raise ValueError("nothing to ask")
        return replace(self.question, rows=rows)


def join_hint(cell: str, path: str | None) -> str:
    """Return a name together with the territory that other columns put it in."""
    return f"{cell}{_HINT}{path}" if path else cell


def beside(entry: str) -> tuple[str, str | None]:
    """Return a name as it was written, and the path that stands beside it."""
    cell, _, path = entry.partition(_HINT)
    return cell, path or None


def find_names(
    entries: Sequence[str],
    reach: Reach,
    column: Column,
    answers: Mapping[str, str],
    depth: int | None = None,
) -> Iterator[FoundName]:
    """Yield what was found for each distinct name; an entry may carry what stands beside it (`join_hint`).

    `depth` is that of the level which the header names, if it names one.
    """
    by_key: dict[tuple[str, str | None], list[str]] = {}
    for entry in entries:
        cell, path = beside(entry)
        by_key.setdefault((name_key(cell), path), []).append(entry)
    usual = _usual_level((key for key, _ in by_key), reach, depth)
    asked = 0
    for (key, path), written in by_key.items():
        found = _find(key, written, reach.narrowed(path), column, usual, may_ask=asked < MOST_QUESTIONS)
        if found.question is not None:
            answer = answered(answers, found.question)
            if answer is not None:
                found = _after_answer(written, answer)
            else:
                asked += 1
        yield found


@dataclass(frozen=True, slots=True)
class UsualLevel:
    """The level that the names of a column are of; `is_sure` when the header or the names leave no doubt."""

    code: str | None
    is_sure: bool


def _usual_level(keys: Iterable[str], reach: Reach, depth: int | None) -> UsualLevel:
    """Return the level that the header names, else the one at which most names are found.

    So a list of states is not read as municipalities. Names that only one level bears make it sure.
    """
    said = next((row.level for row in reach.index.rows if row.path.count(".") == depth), None)
    if said is not None:
        return UsualLevel(said, is_sure=True)
    levels: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for key in keys:
        found = {row.level for row in reach.index.by_name.get(key, ()) if reach.has(row)}
        levels.update(found)
        alone.update(found if len(found) == 1 else ())
    if not levels:
        return UsualLevel(None, is_sure=False)
    ((usual, _),) = levels.most_common(1)
    return UsualLevel(usual, is_sure=alone[usual] > (alone.total() - alone[usual]) * FEW)


def _find(
    key: str, written: list[str], reach: Reach, column: Column, usual: UsualLevel, *, may_ask: bool
) -> FoundName:
    rows = [row for row in reach.index.by_name.get(key, ()) if row.valid and reach.suits(row)]
    inside = [row for row in rows if reach.has(row)]
    level = usual.code
    exact = [row for row in inside if row.level == level]
    if len(exact) == 1 and (usual.is_sure or len(inside) == 1):
        return FoundName(written, path=exact[0].path)
    cell = beside(written[0])[0]
    near = _near(key, reach, level) if may_ask else []
    if (exact or inside) and may_ask:
        # In a list of states, what only a municipality is called exactly may mean a state of a longer name.
        longer = [] if exact else [pair for pair in near if pair[1].level == level]
        options = [*longer, *((None, row) for row in (exact if usual.is_sure and exact else inside))]
        return FoundName(written, question=_ask_which(cell, _code(column, key, reach), options))
    if near:
        return FoundName(written, question=_ask_near(cell, _code(column, key, reach), near))
    if rows and not inside:
        message = says(
            N_("%(place)s lies outside %(within)s. Correct the name or import it there."),
            place=rows[0].title,
            within=reach.own_place,
        )
        return FoundName(written, failure=message)
    return FoundName(written, failure=_unknown(cell, reach))


def _near(key: str, reach: Reach, level: str | None) -> list[tuple[float, TerritoryRow]]:
    """Return the places of the likeliest names, of the key as it stands or written out in full."""
    scores: dict[str, float] = {}
    for reading, share in ((key, 1.0), *((reading, WRITTEN_OUT) for reading in readings(key))):
        for score, name in reach.index.names.find(reading):
            scores[name] = max(scores.get(name, 0.0), score * share)
    found = [(WRITTEN_OUT, row) for row in _of_short_name(key, reach)]
    for name, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
        rows = [row for row in reach.index.by_name[name] if row.valid and reach.has(row)]
        rows = [row for row in rows if row.level == level] or rows
        found += [(score, row) for row in rows if all(row != known for _, known in found)]
    return found[:MOST_OPTIONS]


def _of_short_name(key: str, reach: Reach) -> list[TerritoryRow]:
    row = reach.index.by_path.get(reach.index.short_names.get(key.replace(" ", ""), ""))
    return [row] if row is not None and row.valid and reach.has(row) else []


def _after_answer(written: list[str], answer: str) -> FoundName:
    if answer == NOBODY:
        return FoundName(
            written, failure=says(N_("No territory was chosen for this name, so the row is left out."))
        )
    return FoundName(written, path=answer)


def _unknown(cell: str, reach: Reach) -> Message:
    return says(
        N_("No place called «%(name)s» is known in %(within)s. Correct the name or write the code."),
        name=shown(cell),
        within=reach.place or "—",
    )


def _ask_which(cell: str, code: str, rows: Sequence[tuple[float | None, TerritoryRow]]) -> Question:
    """Ask which of several is meant; one of another name has its likeness beside it and is recommended."""
    options = tuple(_option(row, likeness) for likeness, row in rows[:20])
    message = says(N_("Several places are called «%(name)s». Which one is meant?"), name=shown(cell))
    recommended = rows[0][1].path if rows[0][0] is not None else None
    return Question(code, message, (*options, _nobody()), recommended=recommended)


def _option(row: TerritoryRow, likeness: float | None) -> Option:
    hint = says(N_("%(score)s %% alike"), score=round(likeness * 100)) if likeness is not None else None
    return Option(row.path, Message("%(place)s", {"place": row.title}), hint)


def _ask_near(cell: str, code: str, near: Sequence[tuple[float, TerritoryRow]]) -> Question:
    options = tuple(_option(row, likeness) for likeness, row in near)
    best = near[0]
    message = says(
        N_("No place is called «%(name)s». Is %(place)s meant?"), name=shown(cell), place=best[1].title
    )
    return Question(code, message, (*options, _nobody()), recommended=best[1].path)


def _nobody() -> Option:
    return Option(NOBODY, says(N_("None of these")), says(N_("Those rows are refused")))


def _code(column: Column, key: str, reach: Reach) -> str:
    written = key.replace(" ", "-")
    return (
        f"{PLACE}:{column.name}:{written}@{reach.beside}"
        if reach.beside
        else f"{PLACE}:{column.name}:{written}"
    )
