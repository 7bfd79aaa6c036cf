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
from pathlib import Path
from typing import Any, TypedDict, Unpack

from clrisk_site.tables.anonymous_file import descriptor_in
from clrisk_site.tables.answer import plain_params, table_of
from clrisk_site.tables.child_folder import child_folder
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.raw import MapReading, RawTable
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError, refusal_message
from clrisk_site.tables.sniffing import sniff
from clrisk_site.tables.spec import Refusal

type Home = tuple[float, float, float, float]

ROOT = Path(__file__).resolve().parents[2]
READER = "clrisk_site.tables.child"
HEAD_ROWS = 200


class Choices(TypedDict, total=False):
    """What a person may say about the reading of a file; what is left out or None is proposed.

    Rows are counted from 1; `separator` is the sign itself; with `repair`, text that was saved twice in UTF-8
    is mended. Of a map, `crs` is the code of its coordinate system, and with `swap` north stands before east.
    """

    sheet: str | None
    header_row: int | None
    header_rows: int | None
    last_row: int | None
    encoding: str | None
    separator: str | None
    repair: bool | None
    crs: str | None
    swap: bool | None


CHOICES = tuple(Choices.__annotations__)


def read_guarded(
    path: Path,
    limits: Limits,
    *,
    name: str | None = None,
    wanted_sheets: Sequence[str] = (),
    leaving: Sequence[str] | None = None,
    home: Home | None = None,
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
    home : tuple of float, optional
        West, south, east, north in degrees: where a map should lie.
    **choices : Choices
        What the user chose.

    Returns
    -------
    RawTable or Refusal
        Never raises for what the file holds.
    """
    table = _read(_request(path, limits, wanted_sheets, leaving, home), name, choices)
    if isinstance(table, RawTable) and table.map is not None and table.map.asks:
        return _open_question(table, table.map, name or path.name)
    return table


def read_head(
    path: Path,
    limits: Limits,
    *,
    name: str | None = None,
    wanted_sheets: Sequence[str] = (),
    leaving: Sequence[str] | None = None,
    home: Home | None = None,
    all_sheets: bool = False,
    **choices: Unpack[Choices],
) -> RawTable | Refusal:
    """Read as `read_guarded` does, but bring only the first rows into this process.

    Layout, notes and `total_rows` speak of the whole file. A map about which something must be asked first is
    read too, without its shapes. With `all_sheets` a list of persons on any other sheet refuses the file too.
    """
    request = _request(path, limits, wanted_sheets, leaving, home)
    request = replace(request, head=HEAD_ROWS, all_sheets=all_sheets)
    return _read(request, name, choices)


def _request(
    path: Path,
    limits: Limits,
    wanted_sheets: Sequence[str],
    leaving: Sequence[str] | None,
    home: Home | None,
) -> Request:
    allowed = None if leaving is None else tuple(leaving)
    return Request(path, "", limits, wanted_sheets=tuple(wanted_sheets), leaving=allowed, home=home)


def _read(request: Request, name: str | None, choices: Choices) -> RawTable | Refusal:
    path, shown = request.path, name or request.path.name
    try:
        kind = sniff(path, request.limits)
        asked: dict[str, Any] = {key: value for key, value in choices.items() if value is not None}
        # A file without a name has no other path than the one it came with.
        real = path if descriptor_in(path) is not None else path.resolve()
        answer, body = ask_child(replace(request, path=real, kind=kind.value, **asked))
        return table_of(kind, answer, body)
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
            with answer.open("rb") as file:
                head, body = file.readline(), file.read()
        except (subprocess.SubprocessError, OSError) as error:
            raise RefusedError("ended") from error
    try:
        plain = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise RefusedError("ended") from error
    if not isinstance(plain, dict):
        raise RefusedError("ended")
    if "refused" in plain:
        raise RefusedError(str(plain["refused"]), **plain_params(plain.get("params")))
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


def _open_question(table: RawTable, reading: MapReading, shown: str) -> Refusal:
    """Say what a person has to say about a map before its shapes mean anything."""
    systems = ", ".join(f"{name} ({code})" for code, name in reading.candidates)
    sheets = ", ".join(f"«{sheet.name}»" for sheet in table.source.sheets)
    return _refusal(shown, f"asks_{reading.asks}", {"systems": systems, "sheets": sheets})


def _refusal(shown: str, code: str, params: Mapping[str, object]) -> Refusal:
    sheet = params.get("sheet")
    return Refusal(refusal_message(code, {**params, "file": shown}), str(sheet) if sheet else None, code)
