"""The process that opens a file of strangers: sets its own limits first, reads, writes one answer, ends.

Started as ``python -m clrisk_site.tables.child ANSWER OWNER`` with the request as JSON on standard input. It
knows nothing of the web site, has no code that uses the network, and its answer is JSON and packed text,
never code.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from clrisk_site.tables.child_folder import end_with
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.persons.heading import bare
from clrisk_site.tables.persons.leaving import let_out
from clrisk_site.tables.readers.request import Note, Reading, Request
from clrisk_site.tables.sentences import RefusedError, without_quotations

OPEN_FILES = 64
SPARE_SECONDS = 2
MOST_ERRORS = 20_000
MOST_WARNINGS = 1_000
SHEETS = frozenset({"sheet", "sheets"})


def main(answer: Path, owner: int) -> None:
    """Read what standard input asks for and write the answer; end with the process that asked."""
    end_with(owner)
    request = Request.from_plain(json.load(sys.stdin))
    restrain(request.limits)
    try:
        reading = read(request)
        reading.total_rows = reading.rows
        if request.header_only:
            reading = bare(reading)
        else:
            let_out(reading, request.leaving)
            if request.all_sheets and request.kind == "shapefile":
                refuse_enclosed(request)
            reading.notes = bounded(reading.notes)
    except RefusedError as refused:
        head: dict[str, object] = {"refused": refused.code, "params": told_of(refused, request)}
        columns: list[bytes] = []
    except MemoryError:
        head, columns = {"refused": "ended", "params": {}}, []
    else:
        if request.head is not None:
            keep_head(reading, request.head)
        columns = reading.columns
        reading.columns = []
        head = asdict(reading) | {"lengths": [len(column) for column in columns]}
    with answer.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.writelines(columns)


def told_of(refused: RefusedError, request: Request) -> dict[str, str | int]:
    """Return what a refusal tells; asked for the header alone, of texts only what sheets are called."""
    return without_quotations(refused.params, keeping=SHEETS) if request.header_only else dict(refused.params)


def refuse_enclosed(request: Request) -> None:
    """Refuse an archive in which a list of persons lies beside the map."""
    from clrisk_site.tables.persons.enclosed import refuse_persons_enclosed  # noqa: PLC0415 - loaded for its own kind only

    refuse_persons_enclosed(request, read)


def bounded(notes: list[Note]) -> list[Note]:
    """Return the notes that may be told one by one.

    Raises
    ------
    RefusedError
        If so many cells are wrong that the file is: leaving errors out would let their rows in.
    """
    errors = [note for note in notes if not note.warning]
    if len(errors) > MOST_ERRORS:
        raise RefusedError("too_many_errors", limit=MOST_ERRORS, row=errors[0].row or 0)
    kept = errors + [note for note in notes if note.warning][:MOST_WARNINGS]
    return sorted(kept, key=lambda note: note.row or 0)


def keep_head(reading: Reading, rows: int) -> None:
    """Keep the first rows only; layout and notes still speak of the whole file."""
    if reading.rows > rows:
        reading.columns = [b"\0".join(column.split(b"\0", rows)[:rows]) for column in reading.columns]
        reading.rows = rows


def restrain(limits: Limits) -> None:
    """Take away memory, time, file size and core dumps; what is taken cannot be got back."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + SPARE_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unzipped_bytes * 2, limits.unzipped_bytes * 2))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(request: Request) -> Reading:
    """Read a file of a known kind; each library is loaded only for its own kind."""
    if request.kind == "csv":
        from clrisk_site.tables.readers.text import read_text  # noqa: PLC0415 - loaded for its own kind only

        return read_text(request)
    if request.kind == "geojson":
        from clrisk_site.tables.readers.geojson import read_geojson  # noqa: PLC0415 - loaded for its own kind only

        return read_geojson(request)
    if request.kind == "shapefile":
        from clrisk_site.tables.readers.shapefile import read_shapefile  # noqa: PLC0415 - loaded for its own kind only

        return read_shapefile(request)
    from clrisk_site.tables.readers.workbook import read_workbook  # noqa: PLC0415 - loaded for its own kind only

    try:
        return read_workbook(request)
    except BaseException as error:
        # calamine's own faults are no `Exception`, and their class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("not_a_workbook") from error


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
