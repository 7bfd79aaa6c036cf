"""The only door for files from outside: looked at by content, then read by a child process with limits.

Whatever the child does (ends, is killed, takes too long, answers nonsense), the caller gets a table or a
refusal.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypedDict, Unpack

import numpy as np

from clrisk_site.figures.message import Message
from clrisk_site.tables.anonymous_file import descriptor_in
from clrisk_site.tables.child_folder import child_folder
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.raw import FileKind, Layout, RawTable, Sheet, Source
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import PROBLEMS, RefusedError, problem_message, refusal_message
from clrisk_site.tables.sniffing import sniff
from clrisk_site.tables.spec import Problem, Refusal, Severity

ROOT = Path(__file__).resolve().parents[2]
READER = "clrisk_site.tables.child"
LONGEST_PARAM = 500
HEAD_ROWS = 200
LAYOUT_FIELDS = frozenset(Layout.__dataclass_fields__)


class Choices(TypedDict, total=False):
    """What a person may say about the reading of a file; what is left out or None is proposed.

    Rows are counted from 1; `separator` is the sign itself; with `repair`, text that was saved twice in UTF-8
    is mended.
    """

    sheet: str | None
    header_row: int | None
    header_rows: int | None
    last_row: int | None
    encoding: str | None
    separator: str | None
    repair: bool | None


CHOICES = tuple(Choices.__annotations__)


def read_guarded(
    path: Path,
    limits: Limits,
    *,
    name: str | None = None,
    wanted_sheets: Sequence[str] = (),
    leaving: Sequence[str] | None = None,
    **choices: Unpack[Choices],
) -> RawTable | Refusal:
    """Read a file that nobody vouches for.

    Parameters
    ----------
    path : Path
        Where the file lies; it is opened for reading only.
    limits : Limits
        What the file may hold and the child may use.
    name : str, optional
        What the user calls the file, for the sentences; the last part of the path by default.
    wanted_sheets : sequence of str
        Names, the best first: where no sheet is chosen, one that is called so is proposed before others.
    leaving : sequence of str, optional
        Headers whose columns may come into this process; the cells of all others stay behind. All of them
        when left out.
    **choices : Choices
        What the user chose.

    Returns
    -------
    RawTable or Refusal
        Never raises for what the file holds.
    """
    return _read(_request(path, limits, wanted_sheets, leaving), name, choices)


def read_head(
    path: Path,
    limits: Limits,
    *,
    name: str | None = None,
    wanted_sheets: Sequence[str] = (),
    leaving: Sequence[str] | None = None,
    **choices: Unpack[Choices],
) -> RawTable | Refusal:
    """Read as `read_guarded` does, but bring only the first rows into this process.

    Layout, notes and `total_rows` speak of the whole file.
    """
    request = replace(_request(path, limits, wanted_sheets, leaving), head=HEAD_ROWS)
    return _read(request, name, choices)


def _request(
    path: Path, limits: Limits, wanted_sheets: Sequence[str], leaving: Sequence[str] | None
) -> Request:
    allowed = None if leaving is None else tuple(leaving)
    return Request(path, "", limits, wanted_sheets=tuple(wanted_sheets), leaving=allowed)


def _read(request: Request, name: str | None, choices: Choices) -> RawTable | Refusal:
    path, shown = request.path, name or request.path.name
    try:
        kind = sniff(path, request.limits)
        asked: dict[str, Any] = {key: value for key, value in choices.items() if value is not None}
        # A file without a name has no other path than the one it came with.
        real = path if descriptor_in(path) is not None else path.resolve()
        answer, body = ask_child(replace(request, path=real, kind=kind.value, **asked))
        return _table(kind, answer, body)
    except RefusedError as refused:
        return _refusal(shown, refused.code, refused.params)
    except OSError:
        return _refusal(shown, "zip_damaged", {})


def ask_child(request: Request, *, program: str = READER) -> tuple[Mapping[str, Any], bytes]:
    """Start the reading process and return its answer: a head of plain data and the packed columns.

    Parameters
    ----------
    program : str, optional
        Module that is run in the child, when something else than the table itself shall leave it. A file
        without a name is handed over by its descriptor.

    Raises
    ------
    RefusedError
        If the child refuses the file, ends without an answer, or is ended.
    """
    descriptor = descriptor_in(request.path)
    with child_folder() as folder:
        answer = folder / "answer"
        command = [
            sys.executable,
            "-s",
            "-P",
            "-m",
            program,
            str(answer),
            str(os.getpid()),
        ]
        try:
            subprocess.run(  # noqa: S603 - our own module; no word of it comes from the user
                command,
                input=json.dumps(request.to_plain()).encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_bare_environment(str(folder)),
                timeout=request.limits.wall_seconds,
                check=True,
                start_new_session=True,
                pass_fds=() if descriptor is None else (descriptor,),
            )
            content = answer.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise RefusedError("ended") from error
    head, _, body = content.partition(b"\n")
    try:
        plain = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise RefusedError("ended") from error
    if not isinstance(plain, dict):
        raise RefusedError("ended")
    if "refused" in plain:
        raise RefusedError(str(plain["refused"]), **_plain_params(plain.get("params")))
    return plain, body


def _bare_environment(folder: str) -> dict[str, str]:
    """Return an environment without any of the site's secrets."""
    return {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "PATH": os.defpath,
    }


def _plain_params(params: object) -> dict[str, str | int]:
    if not isinstance(params, dict):
        return {}
    return {
        str(name)[:30]: value if isinstance(value, int) else str(value)[:LONGEST_PARAM]
        for name, value in list(params.items())[:10]
    }


def _refusal(shown: str, code: str, params: Mapping[str, object]) -> Refusal:
    sheet = params.get("sheet")
    return Refusal(refusal_message(code, {**params, "file": shown}), str(sheet) if sheet else None, code)


def _table(kind: FileKind, head: Mapping[str, Any], body: bytes) -> RawTable:
    """Build the table from an answer, believing none of its numbers."""
    try:
        headers = tuple(str(header) for header in head["headers"])
        packed = _cut(body, head["lengths"])
        rows = int(head["rows"])
        if (
            not packed
            or len(packed) != len(headers)
            or any(column.count(b"\0") != rows - 1 for column in packed)
        ):
            raise RefusedError("ended")
        layout = {name: value for name, value in head["layout"].items() if name in LAYOUT_FIELDS}
        table = RawTable(
            source=_source(kind, head["source"]),
            headers=headers,
            packed=packed,
            row_numbers=_row_numbers(int(head["first_row"]), rows, head["skipped"]),
            layout=Layout(**layout),
            problems=tuple(_problem(note, headers) for note in head["notes"]),
            typed=frozenset(int(column) for column in head["typed"]),
            top=tuple(tuple(str(cell) for cell in row) for row in head["top"]),
            geometry_column=head["geometry_column"],
            repairs=tuple((str(before), str(after)) for before, after in head.get("repairs", ())),
            tags=tuple(str(tag) for tag in head.get("tags", ())),
            total_rows=max(int(head.get("total_rows", 0)), rows),
            accents=tuple(str(name) for name in head.get("accents", ())),
            bottom=tuple((int(row), tuple(map(str, cells))) for row, cells in head.get("bottom", ())),
        )
        b"".join(packed).decode()
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, MemoryError) as error:
        raise RefusedError("ended") from error
    return table


def _cut(body: bytes, lengths: list[int]) -> tuple[bytes, ...]:
    ends = np.cumsum([0, *lengths])
    if (np.diff(ends) < 0).any() or ends[-1] != len(body):
        raise RefusedError("ended")
    return tuple(body[start:end] for start, end in pairwise(ends))


def _row_numbers(first: int, rows: int, skipped: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    numbers = np.arange(first, first + rows + len(skipped), dtype=np.int64)
    return np.setdiff1d(numbers, np.array(skipped, dtype=np.int64), assume_unique=True)[:rows]


def _source(kind: FileKind, plain: Mapping[str, Any]) -> Source:
    sheets = tuple(Sheet(str(sheet["name"]), bool(sheet["hidden"])) for sheet in plain.get("sheets", ()))
    encoding, separator = str(plain.get("encoding", "")), str(plain.get("separator", ""))
    return Source(
        kind,
        encoding,
        separator,
        str(plain.get("sheet", "")),
        sheets,
        str(plain.get("named_after", "")),
        tuple(str(name) for name in plain.get("passed_over", ())),
    )


def _problem(note: Mapping[str, Any], headers: tuple[str, ...]) -> Problem:
    column = note["column"]
    name = headers[column] if isinstance(column, int) and 0 <= column < len(headers) else None
    severity = Severity.WARNING if note["warning"] else Severity.ERROR
    code = note["code"] if note["code"] in PROBLEMS else "undecodable"
    row = note["row"]
    message: Message = problem_message(code, _plain_params(note["params"]))
    return Problem(row if isinstance(row, int) else None, name, message, severity)
