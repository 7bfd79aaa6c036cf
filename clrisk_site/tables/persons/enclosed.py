"""Lists of persons in the parts of an archive that are not read: a map is sent with tables beside it."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from clrisk_site.tables.anonymous_file import anonymous_copy
from clrisk_site.tables.persons.columns import Column
from clrisk_site.tables.persons.judging import find_persons
from clrisk_site.tables.persons.refusing import name_of, named_columns, refuse_persons
from clrisk_site.tables.readers.attributes import read_attributes
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.sentences import PERSONS, PERSONS_UNREAD, RefusedError
from clrisk_site.tables.sniffing import sniff

TABLES = frozenset((".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".geojson"))
ATTRIBUTES = ".dbf"
MOST_CELLS = 480


def refuse_persons_enclosed(request: Request, read: Callable[[Request], Reading]) -> None:
    """Look for persons in every table of an archive, whichever of its maps is read.

    Parameters
    ----------
    read : callable
        Reads a table of a known kind.

    Raises
    ------
    RefusedError
        With the code ``persons_unread`` and the part.
    """
    with zipfile.ZipFile(request.path) as archive:
        for part in archive.infolist():
            ending = PurePosixPath(part.filename).suffix.lower()
            if ending not in TABLES and ending != ATTRIBUTES:
                continue
            judge = _judge_attributes if ending == ATTRIBUTES else _judge_table
            try:
                judge(archive.read(part), request, read)
            except RefusedError as refused:
                # What cannot be read as a table is none; the map itself says so when it cannot be read.
                if refused.code not in (PERSONS, PERSONS_UNREAD):
                    continue
                where = f"«{PurePosixPath(part.filename).name[-40:]}»"
                raise RefusedError(PERSONS_UNREAD, part=where, columns=refused.params["columns"]) from None


def _judge_table(content: bytes, request: Request, read: Callable[[Request], Reading]) -> None:
    with anonymous_copy(content) as path:
        kind = sniff(path, request.limits).value
        refuse_persons(read(Request(path, kind, request.limits, all_sheets=True)))


def _judge_attributes(content: bytes, request: Request, _read: Callable[[Request], Reading]) -> None:
    table = read_attributes(content, "", replace(request, encoding=None))
    headers = [name for name, _cells in table.columns]
    every = max(1, table.rows // MOST_CELLS)
    found = find_persons(
        [
            Column(name, [cell for cell in map(str.strip, cells[::every]) if cell])
            for name, cells in table.columns
        ]
    )
    if found:
        raise RefusedError(PERSONS, columns=named_columns([name_of(headers, place) for place in found]))
