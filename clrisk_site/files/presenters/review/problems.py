"""Errors and warnings: each said once, with the rows it is true of and the way to them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from clrisk_site.tables.repeats import COPY_IN_USE, WHOLE_COPY
from clrisk_site.tables.spec import Problem

ERROR, WARNING = "error", "warning"
"""What the anchors of the lines begin with."""

MOST_PROBLEMS = 15
MOST_SPANS = 12
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_FEWEST_LETTERS = 12
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÁÉÍÓÚÑ¿«])")


@dataclass(frozen=True)
class Span:
    """Rows that follow each other; `anchor` is where one of them stands on the page, if it does."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class ProblemRow:
    """One line of the table: in which rows, what, and how to mend it.

    `more` is how many rows there are beyond those that are named, `alike` how many more sentences differ from
    this one only in what they quote.
    """

    anchor: str
    row: str
    spans: tuple[Span, ...]
    more: int
    column: str
    problem: str
    cure: str
    alike: int


@dataclass(frozen=True)
class Group:
    """One sentence about one column with all its rows; `texts` are its wordings, the first one is shown."""

    column: str
    texts: tuple[str, ...]
    rows: tuple[int, ...]


def group(problems: Iterable[Problem], name_of: Callable[[str], str] = str) -> list[Group]:
    """Say each thing once, with all the rows it is true of, in the order of the file.

    Parameters
    ----------
    name_of : callable
        From the column of a problem to what people call it.
    """
    rows: dict[tuple[str, str], dict[int, None]] = {}
    texts: dict[tuple[str, str], dict[str, None]] = {}
    for problem in problems:
        key = (name_of(problem.column) if problem.column else "", _kind_of(problem.message))
        texts.setdefault(key, {})[render(problem.message)] = None
        found = rows.setdefault(key, {})
        if problem.row is not None:
            found[problem.row] = None
    return [Group(key[0], tuple(texts[key]), tuple(numbers)) for key, numbers in rows.items()]


def _kind_of(message: Message) -> str:
    """Return what messages have in common that say the same of different cells."""
    words = _PLACEHOLDER.sub("", message.text)
    return message.text if len(words) >= _FEWEST_LETTERS else render(message)


def line_of_copies(warnings: Sequence[Group]) -> str:
    """Return the anchor of the line that lists the copies, if it is among those shown."""
    starts = {text.partition("%")[0] for text in map(gettext, (WHOLE_COPY, COPY_IN_USE))}
    for number, one in enumerate(warnings, 1):
        if any(one.texts[0].startswith(start) for start in starts):
            return f"{WARNING}-{number}"
    return ""


def problem_rows(groups: Sequence[Group], name: str, standing: frozenset[int]) -> tuple[ProblemRow, ...]:
    """Return the lines of the table.

    Parameters
    ----------
    name : str
        `ERROR` or `WARNING`.
    standing : frozenset of int
        Rows that stand on the page and can be gone to.
    """
    return tuple(
        _line(one, f"{name}-{number}", standing, split=name == ERROR) for number, one in enumerate(groups, 1)
    )


def _line(one: Group, anchor: str, standing: frozenset[int], *, split: bool) -> ProblemRow:
    # An error says what is wrong, then how to mend it; a warning is one remark.
    what, *cure = _SENTENCE_END.split(one.texts[0], maxsplit=1) if split else [one.texts[0]]
    runs = runs_of(one.rows)
    shown = runs[:MOST_SPANS]
    found = tuple(Span(_span(first, last), _anchor(first, last, standing)) for first, last in shown)
    more = len(one.rows) - sum(last - first + 1 for first, last in shown)
    words = ", ".join(span.text for span in found)
    return ProblemRow(
        anchor, words, found, more, one.column, what, cure[0] if cure else "", len(one.texts) - 1
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _anchor(first: int, last: int, standing: frozenset[int]) -> str:
    row = next((row for row in range(first, min(last, first + 1_000) + 1) if row in standing), None)
    return "" if row is None else f"row-{row}"


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Join numbers that follow each other.

    Examples
    --------
    >>> runs_of([6, 7, 8, 12])
    [(6, 8), (12, 12)]
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
