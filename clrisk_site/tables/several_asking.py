"""Asks the guarded process for several tables of one file, and takes its answer apart, believing nothing."""

import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clrisk_site.tables.anonymous_file import descriptor_in
from clrisk_site.tables.answer import table_of
from clrisk_site.tables.archive import check_archive
from clrisk_site.tables.asking import refusal
from clrisk_site.tables.guard import ask_child
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.raw import FileKind, RawTable
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.sniffing import sniff
from clrisk_site.tables.spec import Refusal

PROGRAM = "clrisk_site.tables.several"
ARCHIVE = "csvs"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One table that is asked for: what files call it, and the headers of the columns that may leave."""

    name: str
    columns: tuple[str, ...]
    called: tuple[str, ...] = ()


def read_several(path: Path, limits: Limits, *, name: str, wanted: Sequence[Wanted]) -> bytes | Refusal:
    """Have the tables read in a child process.

    Parameters
    ----------
    path : Path
        A file, or what stands for one without a name.
    name : str
        What the user calls the file, for the sentences.
    wanted : sequence of Wanted
        Nothing else leaves the child.

    Returns
    -------
    bytes or Refusal
        The answer, for `tables_in`. It holds no column that was not asked for, so it may be kept.
    """
    plan = {one.name: {"columns": list(one.columns), "called": list(one.called)} for one in wanted}
    try:
        kind = kind_of(path, limits)
        real = path if descriptor_in(path) is not None else path.resolve()
        head, body = ask_child(Request(real, kind, limits, plan=plan), program=PROGRAM)  # type: ignore[arg-type]  # plain data
        return json.dumps(dict(head) | {"kind": kind}).encode() + b"\n" + body
    except RefusedError as refused:
        return refusal(refused, name)
    except OSError:
        return refusal(RefusedError("zip_damaged"), name)


def tables_in(answer: bytes) -> dict[str, RawTable | None]:
    """Return the tables of an answer by name; None for one that has no row.

    Raises
    ------
    RefusedError
        If the answer makes no sense.
    """
    line, _, body = answer.partition(b"\n")
    try:
        head: Mapping[str, Any] = json.loads(line)
        kind = FileKind.CSV if head["kind"] == ARCHIVE else FileKind.XLSX
        found: dict[str, RawTable | None] = {}
        at = 0
        for table in head["tables"]:
            size = sum(int(length) for length in table["reading"]["lengths"])
            own, at = body[at : at + size], at + size
            found[str(table["name"])] = (
                table_of(kind, table["reading"], own) if size or table["reading"]["rows"] else None
            )
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedError("ended") from error
    return found


def columns_left(answer: bytes) -> dict[str, list[str]]:
    """Return the headers that stayed in the child, by table."""
    head = json.loads(answer.partition(b"\n")[0])
    return {
        str(table["name"]): [str(one) for one in table["left"]] for table in head["tables"] if table["left"]
    }


def kind_of(path: Path, limits: Limits) -> str:
    """Return what the file is: a workbook, or an archive of text tables, which no other door takes.

    Raises
    ------
    RefusedError
        If it is neither.
    """
    with path.open("rb") as file:
        start = file.read(2)
    if start == b"PK" and path.stat().st_size <= limits.file_bytes:
        try:
            names = check_archive(path, limits)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise RefusedError("zip_damaged") from error
        is_office = "mimetype" in names or "[Content_Types].xml" in names
        if not is_office and any(part.casefold().endswith(".csv") for part in names):
            return ARCHIVE
    kind = sniff(path, limits)
    if kind not in (FileKind.XLSX, FileKind.ODS):
        raise RefusedError("tables_expected")
    return kind.value
