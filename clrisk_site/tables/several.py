"""The process that reads several tables at once: the sheets of a workbook, or the CSV files of an archive.

Started as ``python -m clrisk_site.tables.several ANSWER OWNER``, as the reading process is. Only tables and
columns that the plan names leave it; what else a file holds, such as names of persons, stays inside.
"""

import json
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import Any

from clrisk_site.tables.child import bounded, read, restrain
from clrisk_site.tables.child_folder import end_with
from clrisk_site.tables.persons.refusing import refuse_persons
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.readers.text import read_text
from clrisk_site.tables.sentences import RefusedError, without_quotations
from clrisk_site.tables.wording import plain

ARCHIVE = "csvs"
"""The kind of a request for an archive of text tables; every other kind is a workbook."""
ALL_ROWS = 10_000_000
BLANK = frozenset({"no_rows", "no_rows_text", "empty"})
"""Codes of a table without rows, which is no fault among several."""


def main(answer: Path, owner: int) -> None:
    """Read the tables that standard input asks for and write them; end with the process that asked."""
    end_with(owner)
    request = Request.from_plain(json.load(sys.stdin))
    restrain(request.limits)
    columns: list[bytes] = []
    try:
        head = _answered(request, columns)
    except RefusedError as refused:
        head = {"refused": refused.code, "params": without_quotations(refused.params)}
    except MemoryError:
        head = {"refused": "ended", "params": {}}
    with answer.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.writelines(columns if "refused" not in head else [])


def _answered(request: Request, columns: list[bytes]) -> dict[str, Any]:
    """Return the head of the answer; the packed columns of all tables are added in their order."""
    tables, rows = [], 0
    for name, reading in _readings(request):
        left = _keep_named(reading, request.plan[name])
        rows += reading.rows
        if rows > request.limits.rows:
            raise RefusedError("too_many_rows", limit=request.limits.rows)
        refuse_persons(reading)
        reading.total_rows = reading.rows
        reading.notes, reading.top, reading.bottom = bounded(reading.notes), [], []
        lengths = [len(column) for column in reading.columns]
        columns += reading.columns
        reading.columns = []
        tables.append({"name": name, "left": left, "reading": asdict(reading) | {"lengths": lengths}})
    if not tables:
        raise RefusedError("tables_missing", wanted=", ".join(list(request.plan)[:12]))
    return {"tables": tables}


def _readings(request: Request) -> Iterator[tuple[str, Reading]]:
    """Yield the tables that are named and hold a header, each by the name that the plan gives it."""
    found = _members(request) if request.kind == ARCHIVE else _sheets(request)
    seen: set[str] = set()
    for name, one in found:
        if name in seen:
            raise RefusedError("table_twice", table=name)
        seen.add(name)
        try:
            reading = read_text(one) if request.kind == ARCHIVE else read(one)
        except RefusedError as refused:
            if refused.code in BLANK:
                yield name, Reading()
                continue
            raise
        yield name, reading


def _members(request: Request) -> Iterator[tuple[str, Request]]:
    with zipfile.ZipFile(request.path) as archive:
        for part in archive.infolist():
            path = PurePosixPath(part.filename)
            name = _planned(request, path.stem)
            if path.suffix.casefold() != ".csv" or not name or path.name.startswith("._"):
                continue
            here = Path("part.csv")  # in the folder of this process, which goes with it
            try:
                here.write_bytes(archive.read(part))
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
                raise RefusedError("zip_damaged") from error
            yield name, replace(request, path=here, header_row=1, header_rows=1, last_row=ALL_ROWS)


def _sheets(request: Request) -> Iterator[tuple[str, Request]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - loaded for its own kind only

    try:
        with CalamineWorkbook.from_path(request.path) as book:
            titles = book.sheet_names
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedError("not_a_workbook") from error
    for title in titles:
        name = _planned(request, title)
        if name:
            yield name, replace(request, sheet=title, header_row=1, header_rows=1, last_row=ALL_ROWS)


def _planned(request: Request, called: str) -> str:
    """Return the name in the plan of what a file calls so; "" when it is not asked for."""
    wanted = plain(called)
    for name, asked in request.plan.items():
        spellings = asked.get("called", ()) if isinstance(asked, dict) else ()
        if wanted in {plain(name), *(plain(str(one)) for one in spellings or ())}:  # type: ignore[union-attr]  # a list in the plan
            return name
    return ""


def _keep_named(reading: Reading, asked: Any) -> list[str]:
    """Drop the columns that the plan does not name; returns their headers."""
    allowed: Mapping[str, Any] = asked
    wanted = {plain(str(header)) for header in allowed.get("columns", ())}
    kept = [at for at, header in enumerate(reading.headers) if plain(header) in wanted]
    left = [header[:40] for at, header in enumerate(reading.headers) if at not in kept and header]
    places = {at: place for place, at in enumerate(kept)}
    reading.notes = [
        replace(note, column=None if note.column is None else places[note.column])
        for note in reading.notes
        if note.column is None or note.column in places
    ]
    reading.typed = [places[at] for at in reading.typed if at in places]
    reading.headers = [reading.headers[at] for at in kept]
    reading.columns = [reading.columns[at] for at in kept]
    reading.tags, reading.accents, reading.repairs = [], [], []
    if not kept:
        reading.rows, reading.skipped = 0, []
    return left


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
