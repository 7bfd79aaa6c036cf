"""Rows of the file as they stood, with the wrong cells marked: where the problems lead to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.presenters.review.problems import ERROR, WARNING, Group
from clrisk_site.tables.held import cells_at

MOST_STANDING = 15
MOST_CELLS = 4
MOST_SAID = 2
_LONGEST = 80


@dataclass(frozen=True)
class RawCell:
    """One cell as it stood."""

    header: str
    text: str
    wrong: bool = False


@dataclass(frozen=True)
class RawRow:
    """One row as it stood: the cells that matter, and the others that hold something.

    `refused` is whether the row stays out; `back` where its problem stands on the page; `said` the first of
    what is said of this row in other words than there, and `more_said` how much more.
    """

    row: int
    anchor: str
    refused: bool
    back: str
    said: tuple[str, ...]
    more_said: int
    cells: tuple[RawCell, ...]
    others: tuple[RawCell, ...]


def choose_rows(errors: Sequence[Group], warnings: Sequence[Group]) -> dict[int, str]:
    """Return the rows that stand on the page, each with the anchor of its problem.

    Every problem that is listed has one row at least; what room is left goes to the other refused rows.
    """
    chosen: dict[int, str] = {}
    for name, groups in ((ERROR, errors), (WARNING, warnings)):
        for number, group in enumerate(groups, 1):
            if group.rows:
                chosen.setdefault(group.rows[0], f"{name}-{number}")
    # The second row of every problem, then the third, so that no problem takes all the room.
    for place in range(1, MOST_STANDING):
        for number, group in enumerate(errors, 1):
            if place < len(group.rows) and len(chosen) < MOST_STANDING:
                chosen.setdefault(group.rows[place], f"{ERROR}-{number}")
    return dict(sorted(chosen.items()))


def standing_rows(
    understood: Understood, chosen: Mapping[int, str], listed: frozenset[str]
) -> tuple[RawRow, ...]:
    """Return those rows of the file.

    Parameters
    ----------
    chosen : mapping of int to str
        As `choose_rows` returns it.
    listed : frozenset of str
        Sentences that stand on the page already.
    """
    table = understood.table
    there = set(table.row_numbers.tolist()) if chosen else set()
    known = [row for row in chosen if row in there]
    wrong, said = _wrong_cells(understood, known, listed)
    refused = {problem.row for problem in understood.preview.errors}
    places = _important(understood, {header for headers in wrong.values() for header in headers})
    rows = []
    for row, texts in zip(known, cells_at(table, known), strict=True):
        cells = [
            RawCell(header, Truncator(text).chars(_LONGEST), wrong=header in wrong[row])
            for header, text in zip(table.headers, texts, strict=True)
        ]
        others = [cell for place, cell in enumerate(cells) if place not in places and cell.text]
        shown = tuple(cells[place] for place in places)
        rows.append(
            RawRow(
                row=row,
                anchor=f"row-{row}",
                refused=row in refused,
                back=chosen[row],
                said=tuple(said[row][:MOST_SAID]),
                more_said=max(0, len(said[row]) - MOST_SAID),
                cells=shown,
                others=tuple(others),
            )
        )
    return tuple(rows)


def _wrong_cells(
    understood: Understood, rows: Iterable[int], listed: frozenset[str]
) -> tuple[dict[int, set[str]], dict[int, list[str]]]:
    """Return the wrong columns of each row, and what is said of it that is not listed."""
    wrong: dict[int, set[str]] = {row: set() for row in rows}
    said: dict[int, list[str]] = {row: [] for row in wrong}
    for problem in understood.preview.problems:
        if problem.row is None or problem.row not in wrong:
            continue
        if problem.column:
            wrong[problem.row].add(problem.column)
        text = render(problem.message)
        if text not in listed:
            said[problem.row].append(text)
    return wrong, said


def _important(understood: Understood, wrong: set[str]) -> list[int]:
    """Return the places of the columns to show: wrong somewhere, then what names the row, then others in
    use."""
    table, mapping, key = understood.table, understood.matches.mapping, understood.spec.key

    def rank(place: int) -> int:
        header = table.headers[place]
        if header in wrong:
            return 0
        if mapping.get(header) in key:
            return 1
        return 2 if header in mapping else 3

    places = [place for place in range(len(table.headers)) if place != table.geometry_column]
    # Two columns more take less room than the words that they are left out.
    room = len(places) if len(places) <= MOST_CELLS + 2 else MOST_CELLS
    return sorted(sorted(places, key=rank)[:room])
