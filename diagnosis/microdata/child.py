"""The process that reads microdata and answers what is left of them for one analysis.

Started as ``python -m diagnosis.microdata.child ANSWER OWNER``, as the reading process is. The answer leaves
it for the private spool only, where it waits until the job is over.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from clrisk_site.tables.child import read, restrain
from clrisk_site.tables.child_folder import end_with
from clrisk_site.tables.persons.refusing import refuse_persons
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError, without_quotations
from diagnosis.microdata.plan import AnalysisPlan
from diagnosis.microdata.reducing import Reduced, reduce_cells, refuse_absent_categories
from diagnosis.survey.child import TABLES, TOLD, cells_of, refuse_faults, refuse_other_columns


def main(answer: Path, owner: int) -> None:
    """Read what standard input asks for and write what is left; end with the process that asked."""
    end_with(owner)
    request = Request.from_plain(json.load(sys.stdin))
    restrain(request.limits)
    body = b""
    try:
        reduced, below = reduce_file(request)
        body = reduced.frame.to_csv(index=False, lineterminator="\n").encode()
        head: dict[str, Any] = {
            "rows": reduced.rows,
            "left_out": below,
            "outside": reduced.outside,
            "ageless": reduced.ageless,
            "few": [list(one) for one in reduced.few],
        }
    except RefusedError as refused:
        head = {"refused": refused.code, "params": without_quotations(refused.params, keeping=TOLD)}
    except MemoryError:
        head = {"refused": "ended", "params": {}}
    with answer.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.write(body)


def reduce_file(request: Request) -> tuple[Reduced, int]:
    """Read the file and keep what the plan asks for; also how many rows below the records were left out.

    Raises
    ------
    RefusedError
        If it is no table, a list of persons, not the file whose header was chosen from, or faulty.
    """
    if request.kind not in TABLES:
        raise RefusedError("not_a_table", what="json")
    plan = AnalysisPlan.from_plain(dict(request.plan["plan"]))  # type: ignore[arg-type]  # it crossed as JSON
    reading = read(request)
    refuse_persons(reading)
    refuse_faults(reading)
    refuse_other_columns(reading, plan.looked_at)
    below = (reading.layout.get("note_rows") or 0) + bool(reading.layout.get("totals_row"))
    cells = cells_of(reading, plan.looked_at)
    written = request.plan.get("written")
    if isinstance(written, list):
        refuse_absent_categories(cells, plan, {int(str(place)) for place in written})
    return reduce_cells(cells, plan, salt=str(request.plan["salt"])), below


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
