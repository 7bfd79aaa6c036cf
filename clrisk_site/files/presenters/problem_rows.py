"""The rows of a file that are refused or wait, as they stood, with a column that says what is wrong."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.tables.held import HeldRow, cells_at
from clrisk_site.tables.problem_column import PROBLEM, is_problem_header


@dataclass(frozen=True)
class ProblemLine:
    """One row: its cells as they stood, the places of the wrong ones, and what is wrong."""

    cells: tuple[str, ...]
    wrong: frozenset[int]
    problem: str


@dataclass(frozen=True)
class ProblemSheet:
    """The same sheet with fewer rows and one column more.

    Parameters
    ----------
    stem : str
        What its file is called, without an ending.
    headers : tuple of str
        As in the file, then that of the column of problems.
    numbers : frozenset of int
        Places of the columns that held true numbers in a workbook.
    """

    title: str
    stem: str
    headers: tuple[str, ...]
    rows: tuple[ProblemLine, ...]
    numbers: frozenset[int]


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
    headers = tuple(table.headers[place] for place in kept)
    rows = []
    for row, texts in zip(held, cells, strict=True):
        columns = {column for column, _ in row.said}
        wrong = frozenset(at for at, header in enumerate(headers) if header in columns)
        rows.append(ProblemLine(tuple(texts[place] for place in kept), wrong, _words(row)))
    stem = PurePath(understood.order.file_name).stem
    return ProblemSheet(
        title=table.source.sheet or stem,
        stem=f"{stem}-{gettext('to-mend')}",
        headers=(*headers, gettext(PROBLEM)),
        rows=tuple(rows),
        numbers=frozenset(at for at, place in enumerate(kept) if place in table.typed),
    )


def _words(row: HeldRow) -> str:
    """Return the row number of the file and every sentence, each with its column."""
    said = [gettext("Row %(row)s.") % {"row": row.row}]
    for column, message in row.said:
        said.append(f"{column}: {render(message)}" if column else render(message))
    return " ".join(said)
