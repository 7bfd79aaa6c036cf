"""The process that reads the microdata of a survey and answers shares of groups, never a record.

Started as ``python -m diagnosis.survey.child ANSWER OWNER``, as the reading process is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import says
from clrisk_site.tables.child import bounded, read, restrain
from clrisk_site.tables.child_folder import end_with
from clrisk_site.tables.persons.refusing import name_of, refuse_persons
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.sentences import RefusedError, without_quotations
from clrisk_site.tables.spec import Column as NumberColumn
from clrisk_site.tables.spec import Kind
from clrisk_site.tables.values.numbers import parse_numbers
from clrisk_site.tables.values.parsed import unpack
from diagnosis.survey.answer import Answer
from diagnosis.survey.plan import Column, Plan
from diagnosis.survey.tabulating import Cells, tabulate

TABLES = frozenset({"csv", "xlsx", "ods", "xls"})
LONGEST_HEADER = 120
TOLD = frozenset({"column", "codes"})
"""What a refusal tells in texts: the name of a column, and codes that the plan itself asked for."""


def main(answer: Path, owner: int) -> None:
    """Read what standard input asks for and write the shares; end with the process that asked."""
    end_with(owner)
    request = Request.from_plain(json.load(sys.stdin))
    restrain(request.limits)
    try:
        head = estimate(request).to_plain()
    except RefusedError as refused:
        head = {"refused": refused.code, "params": without_quotations(refused.params, keeping=TOLD)}
    except MemoryError:
        head = {"refused": "ended", "params": {}}
    answer.write_bytes(json.dumps(head).encode() + b"\n")


def estimate(request: Request) -> Answer:
    """Read the file and make the shares that the plan asks for.

    Raises
    ------
    RefusedError
        If it is no table, a list of persons, not the file whose header was chosen from, or faulty.
    """
    if request.kind not in TABLES:
        raise RefusedError("not_a_table", what="json")
    plan = Plan.from_plain(request.plan)
    reading = read(request)
    refuse_persons(reading)
    refuse_faults(reading)
    refuse_other_columns(reading, plan)
    below = (reading.layout.get("note_rows") or 0) + bool(reading.layout.get("totals_row"))
    return tabulate(cells_of(reading, plan), plan, left_out=below)


def refuse_faults(reading: Reading) -> None:
    """Refuse a table with a row that cannot be read: no record is dropped in silence."""
    for note in bounded(reading.notes):
        if not note.warning:
            raise RefusedError("survey_row", row=note.row or 0)


def refuse_other_columns(reading: Reading, plan: Plan) -> None:
    for column in plan.columns:
        found = (
            reading.headers[column.place][:LONGEST_HEADER] if column.place < len(reading.headers) else None
        )
        if found is None or (column.name and found != column.name):
            raise RefusedError("survey_columns")


def cells_of(reading: Reading, plan: Plan) -> Cells:
    numeric = [column for column in (plan.weight, plan.age) if column is not None]
    return Cells(
        texts={column.place: unpack(reading.columns[column.place]) for column in plan.columns},
        numbers={column.place: _numbers(reading, column) for column in numeric},
        rows=reading.rows,
        row_numbers=_row_numbers(reading).tolist(),
    )


def _numbers(reading: Reading, column: Column) -> NDArray[np.float64]:
    """Return a column of numbers.

    Raises
    ------
    RefusedError
        If a cell is none, or the marks in it could separate decimals or thousands.
    """
    name = name_of(reading.headers, column.place)
    wanted = NumberColumn("number", says("Number"), Kind.NUMBER)
    found = parse_numbers(reading.columns[column.place], wanted, {}, typed=column.place in reading.typed)
    if found.failures:
        first = min(int(places.min()) for places, _ in found.failures)
        raise RefusedError("survey_number", column=name, row=int(_row_numbers(reading)[first]))
    if found.questions:
        raise RefusedError("survey_decimals", column=name)
    return np.asarray(found.values, dtype=np.float64)


def _row_numbers(reading: Reading) -> NDArray[np.int64]:
    """Return the row of the file in which each record stands."""
    last = reading.first_row + reading.rows + len(reading.skipped)
    return np.setdiff1d(np.arange(reading.first_row, last), reading.skipped)[: reading.rows]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
