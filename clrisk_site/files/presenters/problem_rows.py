"""The rows of a file that are refused or wait, as they stood, with a column that says what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import pandas as pd
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.tables.held import HeldRow, cells_at
from clrisk_site.tables.problem_column import PROBLEM, is_problem_header
from clrisk_site.tables.spec import Kind
from clrisk_site.tables.values.columns import parse_column


@dataclass(frozen=True)
class ProblemLine:
    """One row: its cells as they stood, the places of the wrong ones, and what is wrong.

    `numbers` holds, by place, what was understood as a number: text with a decimal comma beside a number that
    somebody types in a spreadsheet would be understood otherwise the next time.
    """

    cells: tuple[str, ...]
    wrong: frozenset[int]
    problem: str
    numbers: Mapping[int, float]


@dataclass(frozen=True)
class ProblemSheet:
    """The same sheet with fewer rows and one column more.

    Parameters
    ----------
    stem : str
        What its file is called, without an ending.
    headers : tuple of str
        As in the file, then that of the column of problems.
    typed : frozenset of int
        Places of the columns that held true numbers in a workbook.
    """

    title: str
    stem: str
    headers: tuple[str, ...]
    rows: tuple[ProblemLine, ...]
    typed: frozenset[int]


def make_problem_sheet(understood: Understood) -> ProblemSheet:
    """Return what is to be mended, in the order of the file.

    A column of problems that the file brought along is replaced, and boundaries of a map are left out.
    """
    table, mapping = understood.table, understood.matches.mapping
    kept = [
        place
        for place, header in enumerate(table.headers)
        if place != table.geometry_column and not (is_problem_header(header) and header not in mapping)
    ]
    held = understood.preview.held.tell() if understood.preview.held is not None else []
    cells = cells_at(table, [row.row for row in held])
    numbers = _numbers(understood, kept, [row.row for row in held])
    headers = tuple(table.headers[place] for place in kept)
    rows = []
    for row, texts, figures in zip(held, cells, numbers, strict=True):
        columns = {column for column, _ in row.said}
        wrong = frozenset(at for at, header in enumerate(headers) if header in columns)
        rows.append(ProblemLine(tuple(texts[place] for place in kept), wrong, _words(row), figures))
    stem = PurePath(understood.order.file_name).stem
    return ProblemSheet(
        title=table.source.sheet or stem,
        stem=f"{stem}-{gettext('to-mend')}",
        headers=(*headers, gettext(PROBLEM)),
        rows=tuple(rows),
        typed=frozenset(at for at, place in enumerate(kept) if place in table.typed),
    )


def _numbers(understood: Understood, kept: Sequence[int], rows: Sequence[int]) -> list[dict[int, float]]:
    """Return what was understood as a number in each row; shares keep their sign and stay text."""
    table, mapping, spec = understood.table, understood.matches.mapping, understood.spec
    places = np.searchsorted(table.row_numbers, rows).tolist()
    found: list[dict[int, float]] = [{} for _ in rows]
    for at, number in enumerate(kept):
        column = spec.column(mapping.get(table.headers[number], ""))
        if not rows or column is None or column.kind not in (Kind.NUMBER, Kind.INTEGER):
            continue
        typed = number in table.typed
        values = parse_column(table.packed[number], column, understood.order.answers, typed=typed).values
        for figures, place in zip(found, places, strict=True):
            if not pd.isna(values[place]):
                figures[at] = float(values[place])
    return found


def _words(row: HeldRow) -> str:
    """Return the row number of the file and every sentence, each with its column."""
    said = [gettext("Row %(row)s.") % {"row": row.row}]
    for column, message in row.said:
        said.append(f"{column}: {render(message)}" if column else render(message))
    return " ".join(said)
