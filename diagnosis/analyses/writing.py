"""Writes tables as aligned text; sentences come from who knows the language."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Cell, Facts, Form, Table
from diagnosis.analyses.faults import printable, shortened

type Say = Callable[[Message], str]

NONE = "–"
WIDTH = 100
LONGEST = 70
NARROW = (20, 14, 9)
TIED = "\u00a0%"
DECIMALS = {Form.SHARE: 2, Form.POINTS: 2, Form.NUMBER: 4, Form.P: 4}


def written(shown: Table | Facts, say: Say) -> str:
    """Return a table as text.

    Parameters
    ----------
    shown : Table or Facts
        What is written.
    say : callable
        Makes a sentence of a message.
    """
    lines = _facts(shown, say) if isinstance(shown, Facts) else _table(shown, say)
    notes = noted(shown.notes, say)
    title = shortened(say(shown.title), WIDTH)
    return "\n".join([title, "=" * len(title), *lines, *notes])


def noted(notes: Sequence[Message], say: Say) -> list[str]:
    """Return sentences as the lines of a list."""
    sentences = [f"* {printable(say(note))}" for note in notes]
    return [line for one in sentences for line in textwrap.wrap(one, WIDTH, subsequent_indent="  ")]


def cell_text(value: Any, form: Form, decimals: int | None, say: Say) -> str:
    """Return one value as it stands in a table.

    Examples
    --------
    >>> cell_text(0.2418, Form.SHARE, None, str), cell_text((0.1, 0.25), Form.SHARE, 1, str)
    ('24.18 %', '10.0–25.0 %')
    >>> cell_text(0.00004, Form.P, None, str), cell_text(None, Form.NUMBER, None, str)
    ('<0.0001', '–')
    """
    if isinstance(value, Cell):
        return cell_text(value.value, value.form, value.decimals, say)
    if value is None or value == "":
        return NONE
    if isinstance(value, Message | str):
        return shortened(value if isinstance(value, str) else say(value), LONGEST)
    if isinstance(value, bool):
        return say(says("yes") if value else says("no"))
    if isinstance(value, tuple | list):
        return _several(value, form, decimals, say)
    return _number(float(value), form, decimals) + _unit(form)


def _several(values: Sequence[Any], form: Form, decimals: int | None, say: Say) -> str:
    if len(values) == 2 and all(isinstance(one, int | float) for one in values):
        low, high = (_number(float(one), form, decimals) for one in values)
        joint = " – " if low.startswith(("-", "+")) or high.startswith(("-", "+")) else "–"
        return f"{low}{joint}{high}{_unit(form)}"
    return ", ".join(cell_text(one, form, decimals, say) for one in values) or NONE


def _unit(form: Form) -> str:
    return {Form.SHARE: " %", Form.POINTS: " pp"}.get(form, "")


def _number(value: float, form: Form, decimals: int | None) -> str:
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    places = DECIMALS.get(form, 4) if decimals is None else decimals
    if form is Form.WHOLE:
        return f"{value:.0f}" if value == round(value) else f"{value:.1f}"
    if form is Form.P:
        return f"<{10**-places:.{places}f}" if value < 10**-places else f"{value:.{places}f}"
    if form in (Form.SHARE, Form.POINTS):
        return f"{100 * value:{'+' if form is Form.POINTS else ''}.{places}f}"
    small = value and abs(value) < 0.5 * 10**-places
    return f"{value:.{max(places, 1) - 1}e}" if small or abs(value) >= 1e12 else f"{value:.{places}f}"


def _facts(facts: Facts, say: Say) -> list[str]:
    names = [printable(say(name)) for name, _value in facts.lines]
    values = [cell_text(value, Form.NUMBER, None, say) for _name, value in facts.lines]
    width = max(map(len, names), default=0)
    return [f"{name.ljust(width)}  {value}" for name, value in zip(names, values, strict=True)]


def _table(table: Table, say: Say) -> list[str]:
    rows = [
        [
            cell_text(value, column.form, column.decimals, say)
            for column, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    headings = _headings([shortened(say(column.heading), LONGEST) for column in table.columns], rows)
    widths = [max(map(len, column)) for column in zip(*headings, *rows, strict=True)]
    left = [column.form is Form.TEXT for column in table.columns]

    def line(cells: Sequence[str]) -> str:
        placed = (
            cell.ljust(width) if is_left else cell.rjust(width)
            for cell, width, is_left in zip(cells, widths, left, strict=True)
        )
        return "  ".join(placed).rstrip()

    return [*map(line, headings), line(["-" * width for width in widths]), *map(line, rows)]


def _headings(headings: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Return the lines of the headings: one where that fits, else long ones stand in as few as will do."""
    cells = [max((len(row[place]) for row in rows), default=0) for place in range(len(headings))]
    broken = [[text] for text in headings]
    for narrow in NARROW:
        widths = [max(*map(len, lines), width) for lines, width in zip(broken, cells, strict=True)]
        if sum(widths) + 2 * (len(widths) - 1) <= WIDTH:
            break
        broken = [
            textwrap.wrap(text.replace(" %", TIED), max(width, narrow), break_long_words=False) or [""]
            for text, width in zip(headings, cells, strict=True)
        ]
    height = max(map(len, broken), default=1)
    padded = [[""] * (height - len(lines)) + [line.replace(TIED, " %") for line in lines] for lines in broken]
    return [list(line) for line in zip(*padded, strict=True)]
