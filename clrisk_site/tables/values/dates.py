"""Dates: ISO as it is; day and month in the order that all cells of the column allow, else a question."""

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.spec import Column, Option, Question
from clrisk_site.tables.values.parsed import Parsed, answered, fail_each, is_missing, shown, unpack

DAY_FIRST, MONTH_FIRST = "day", "month"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}.*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def parse_dates(packed: bytes, column: Column, answers: Mapping[str, str]) -> Parsed:
    """Read a column of dates as ``datetime.date`` or None."""
    cells = unpack(packed)
    parsed = Parsed(np.empty(len(cells), dtype=object))
    order = _order(parsed, column, cells, answers)
    dates = {cell: _date(cell, order) for cell in set(cells)}
    parsed.values[:] = [dates[cell] for cell in cells]
    wrong = [i for i, cell in enumerate(cells) if dates[cell] is None and not is_missing(cell)]
    fail_each(
        parsed,
        cells,
        np.array(wrong, dtype=np.intp),
        lambda cell: says(N_("«%(cell)s» is not a date. Write it as 2024-12-31."), cell=shown(cell)),
    )
    return parsed


def _order(parsed: Parsed, column: Column, cells: list[str], answers: Mapping[str, str]) -> str:
    slashed = [(i, match) for i, cell in enumerate(cells) if (match := _SLASHED.fullmatch(cell.strip()))]
    day_first = any(int(match.group(1)) > 12 for _, match in slashed)
    month_first = any(int(match.group(2)) > 12 for _, match in slashed)
    if not slashed or day_first or month_first:
        return MONTH_FIRST if month_first and not day_first else DAY_FIRST
    question = Question(
        f"dates:{column.name}",
        says(N_("Which comes first in the dates of the column %(column)s?"), column=column.label),
        (
            Option(DAY_FIRST, says(N_("The day, as in %(cell)s"), cell=slashed[0][1].group())),
            Option(MONTH_FIRST, says(N_("The month, as in %(cell)s"), cell=slashed[0][1].group())),
        ),
        recommended=DAY_FIRST,
        rows=len(slashed),
    )
    answer = answered(answers, question)
    if answer is None:
        parsed.questions.append(question)
        parsed.waiting[question.code] = np.array([i for i, _ in slashed], dtype=np.intp)
    return answer or DAY_FIRST


def _date(cell: str, order: str) -> date | None:
    text = cell.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _SLASHED.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if order == DAY_FIRST else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
