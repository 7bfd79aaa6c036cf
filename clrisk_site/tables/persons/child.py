"""The process that counts a list of persons: it reads the file and answers numbers, never a text of the file.

Started as ``python -m clrisk_site.tables.persons.child ANSWER OWNER``, as the reading process is.
"""

import datetime as dt
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from clrisk_site.tables.child import read, restrain
from clrisk_site.tables.child_folder import end_with
from clrisk_site.tables.persons.counting import Tally, count_list
from clrisk_site.tables.persons.vocabulary import Vocabulary
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.sentences import RefusedError, without_quotations
from clrisk_site.tables.values.parsed import unpack

TABLES = frozenset({"csv", "xlsx", "ods", "xls"})


def main(answer: Path, owner: int) -> None:
    """Read what standard input asks for and write the counts; end with the process that asked."""
    end_with(owner)
    request = Request.from_plain(json.load(sys.stdin))
    restrain(request.limits)
    try:
        head = to_plain(count(request))
    except RefusedError as refused:
        head = {"refused": refused.code, "params": without_quotations(refused.params)}
    except MemoryError:
        head = {"refused": "ended", "params": {}}
    answer.write_bytes(json.dumps(head).encode() + b"\n")


def count(request: Request) -> Tally:
    """Read the file and count it as the plan says.

    Raises
    ------
    RefusedError
        If it is no table, cannot be read, or lacks a chosen column.
    """
    if request.kind not in TABLES:
        raise RefusedError("not_a_table", what="json")
    plan: Mapping[str, Any] = request.plan
    frame = chosen_cells(read(request), plan["columns"], headless=plan["headless"])
    vocabulary = Vocabulary.from_plain(plan["vocabulary"])
    return count_list(frame, vocabulary, on=dt.date.fromisoformat(plan["on"]), answers=plan["answers"])


def chosen_cells(reading: Reading, columns: Mapping[str, int], *, headless: bool) -> pd.DataFrame:
    """Return the chosen columns by part; without a header, the row taken for one counts too."""
    if any(not 0 <= place < len(reading.columns) for place in columns.values()):
        raise RefusedError("ended")
    first = {part: [reading.headers[place]] if headless else [] for part, place in columns.items()}
    cells = {part: first[part] + unpack(reading.columns[place]) for part, place in columns.items()}
    return pd.DataFrame(cells, dtype=object)


def to_plain(tally: Tally) -> dict[str, Any]:
    """Return a tally as plain data: numbers, and words of our own."""
    return {
        "cells": [[cell.area, cell.programme, cell.sex, cell.band, cell.persons] for cell in tally.cells],
        "rows": tally.rows,
        "filled": dict(tally.filled),
        "known": dict(tally.known),
        "asks": list(tally.asks),
        "seen": dict(tally.seen),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
