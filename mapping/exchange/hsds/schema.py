"""The tables of the Human Services Data Specification 3: their columns, and what each must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

type Row = dict[str, str]
type Tables = dict[str, list[Row]]
"""Rows by the name of their file without its ending; a blank cell is an empty text or left out."""


@dataclass(frozen=True)
class Field:
    """One column. `kind` is uuid, text, number, date, datetime, time, email or uri; `refers` a table."""

    name: str
    kind: str = "text"
    required: bool = False
    unique: bool = False
    answers: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """One file of the standard; `entity` is what attributes call a row of it."""

    name: str
    entity: str
    fields: tuple[Field, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def _field(word: str) -> Field:
    word, _, answers = word.partition("=")
    word, _, refers = word.partition(">")
    word, _, kind = word.partition(":")
    return Field(
        name=word.rstrip("*!"),
        kind=kind or ("uuid" if refers else "text"),
        required="*" in word,
        unique="!" in word,
        answers=tuple(one.replace("_", " ") for one in answers.split("|")) if answers else (),
        refers=refers,
    )


def _tables() -> dict[str, Table]:
    written = yaml.safe_load((Path(__file__).parent / "tables.yaml").read_text(encoding="utf-8"))
    key = Field("id", "uuid", required=True, unique=True)
    return {
        name: Table(name, table["entity"], (key, *(_field(word) for word in table["columns"].split())))
        for name, table in written.items()
    }


TABLES: Mapping[str, Table] = _tables()

PERSONAL: Mapping[str, frozenset[str]] = {
    "contacts": frozenset({"name", "email"}),
    "services": frozenset({"assurer_email"}),
    "locations": frozenset({"admin_emails"}),
}
"""Columns that name or reach a person. They stay in the process that reads a file, and are never written."""
