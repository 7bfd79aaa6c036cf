"""What people call a row: the place it is about, or its name, and not only its key."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.spec import Context, ImportSpec, Kind


@dataclass(frozen=True, slots=True)
class RowName:
    """The name of a row, and beside it the parts of its key that the name does not tell."""

    name: str
    key: str


def name_rows(spec: ImportSpec, frame: pd.DataFrame, context: Context) -> list[RowName]:
    """Return the name of each row of a small frame, read or stored."""
    if frame.empty:
        return []
    places: list[list[str]] = []
    rest: list[list[str]] = []
    for field in spec.key:
        column = spec.column(field)
        if column is not None and column.kind is Kind.TERRITORY and field in frame:
            places.append([_place(value, context) for value in frame[field].tolist()])
        elif field in frame and (column is not None or len(spec.key) == 1):
            # A part of the key that is no column, such as whose a row is, says nothing to a reader.
            rest.append([_spelled(spec, field, text) for text in make_keys(frame, (field,))])
    named = _name_field(spec, frame)
    own = [[_text(value) for value in frame[named].tolist()]] if named else []
    names = [" · ".join(filter(None, parts)) for parts in zip(*own, *places, strict=True)]
    keys = [" · ".join(filter(None, parts)) for parts in zip(*rest, strict=True)]
    names = names or [""] * len(frame)
    keys = keys or [""] * len(frame)
    return [RowName(name or key, key if name else "") for name, key in zip(names, keys, strict=True)]


def _name_field(spec: ImportSpec, frame: pd.DataFrame) -> str | None:
    """Return the field that names a row beside its key, if there is one."""
    texts = [
        column.name
        for column in spec.columns
        if column.kind is Kind.TEXT and not column.many and column.name not in spec.key
    ]
    likely = [name for name in texts if name == "name" or name.endswith("_name")]
    return next((name for name in likely if name in frame), None)


def _place(value: Any, context: Context) -> str:
    path = _text(value)
    row = context.known_territories.by_path.get(path) if context.known_territories else None
    return row.title if row else path


def _spelled(spec: ImportSpec, field: str, text: str) -> str:
    column = spec.column(field)
    spellings = column.choices.get(text, ()) if column else ()
    return spellings[0] if spellings else text


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)
