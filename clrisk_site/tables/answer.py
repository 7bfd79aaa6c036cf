"""The answer of the reading process as a table, believing none of its numbers."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from clrisk_site.figures.message import Message
from clrisk_site.tables.raw import FileKind, Layout, MapReading, RawTable, Sheet, Source
from clrisk_site.tables.sentences import PROBLEMS, RefusedError, problem_message
from clrisk_site.tables.spec import Problem, Severity

LONGEST_PARAM = 500
LAYOUT_FIELDS = frozenset(Layout.__dataclass_fields__)


def plain_params(params: object) -> dict[str, str | int]:
    """Return the parameters of a sentence as short texts and numbers."""
    if not isinstance(params, dict):
        return {}
    return {
        str(name)[:30]: value if isinstance(value, int) else str(value)[:LONGEST_PARAM]
        for name, value in list(params.items())[:10]
    }


def table_of(kind: FileKind, head: Mapping[str, Any], body: bytes) -> RawTable:
    """Build the table from the head and the body of an answer.

    Raises
    ------
    RefusedError
        If the answer makes no sense.
    """
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
            map=_map(head.get("map")),
        )
        for column in packed:
            if not column.isascii():
                column.decode()
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


def _map(plain: Mapping[str, Any] | None) -> MapReading | None:
    if plain is None:
        return None
    texts = {name: str(plain[name])[:LONGEST_PARAM] for name in ("stated", "used", "name", "asks")}
    bounds = plain["bounds"]
    west, south, east, north = map(float, bounds) if bounds else (0.0, 0.0, 0.0, 0.0)
    return MapReading(
        **texts,
        bounds=(west, south, east, north) if bounds else None,
        candidates=tuple((str(code)[:20], str(name)[:120]) for code, name in plain["candidates"]),
        swapped=bool(plain["swapped"]),
        mended=tuple((int(row), float(percent)) for row, percent in plain["mended"]),
        shapes=int(plain["shapes"]),
    )


def _problem(note: Mapping[str, Any], headers: tuple[str, ...]) -> Problem:
    column = note["column"]
    name = headers[column] if isinstance(column, int) and 0 <= column < len(headers) else None
    severity = Severity.WARNING if note["warning"] else Severity.ERROR
    code = note["code"] if note["code"] in PROBLEMS else "undecodable"
    row = note["row"]
    message: Message = problem_message(code, plain_params(note["params"]))
    return Problem(row if isinstance(row, int) else None, name, message, severity)
