"""Holds tables to the standard before they go out: what is required, unique, of a kind, and referred to."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator, Mapping

from mapping.exchange.hsds.schema import TABLES, Field, Row, Table, Tables

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s]+")


def faults_of(tables: Tables) -> list[str]:
    """Return what does not hold, one line for each cell; none when the tables keep to the standard.

    Examples
    --------
    >>> faults_of({"taxonomies": [{"id": "1", "name": "Factors", "description": "Factors"}]})
    ['taxonomies 1: id is no uuid: 1']
    """
    ids = {name: {row.get("id", "") for row in rows} for name, rows in tables.items()}
    return [fault for name in TABLES for fault in _table_faults(TABLES[name], tables.get(name, []), ids)]


def is_kind(kind: str, text: str) -> bool:
    """Whether a text that is not blank is of a kind of the standard."""
    return _KINDS[kind](text)


def _table_faults(table: Table, rows: list[Row], ids: Mapping[str, set[str]]) -> Iterator[str]:
    for field in table.fields:
        seen: set[str] = set()
        for number, row in enumerate(rows, start=1):
            text = row.get(field.name, "")
            fault = _cell_fault(field, text, ids) if text else ("is blank" if field.required else "")
            if field.unique and text and text in seen:
                fault = "is there twice"
            seen.add(text)
            if fault:
                yield f"{table.name} {number}: {field.name} {fault}: {text[:60]}".rstrip(": ")


def _cell_fault(field: Field, text: str, ids: Mapping[str, set[str]]) -> str:
    if not is_kind(field.kind, text):
        return f"is no {field.kind}"
    if field.answers and text not in field.answers:
        return "is none of the answers"
    if field.refers and text not in ids.get(field.refers, set()):
        return f"refers to no row of {field.refers}"
    return ""


def _can(make: Callable[[str], object]) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        try:
            make(text)
        except ValueError:
            return False
        return True

    return holds


_KINDS: Mapping[str, Callable[[str], bool]] = {
    "text": bool,
    "uuid": _can(uuid.UUID),
    "number": lambda text: re.fullmatch(r"-?\d+(\.\d+)?", text) is not None,
    "date": _can(dt.date.fromisoformat),
    "datetime": _can(lambda text: dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")),  # noqa: DTZ007 - only judged
    "time": _can(lambda text: dt.datetime.strptime(text, "%H:%M:%S")),  # noqa: DTZ007 - only judged
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
    "uri": lambda text: _URI.fullmatch(text) is not None,
}
