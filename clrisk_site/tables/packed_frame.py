"""A frame as compressed bytes and back, value for value: numbers exactly, missing as missing."""

import base64
import gzip
import json
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

LEVEL = 1
"""Of compression: what is kept for 30 days need not be small, and a person waits while it is packed."""


def pack_frame(frame: pd.DataFrame) -> bytes:
    """Return the columns of a frame as bytes; its index is not kept.

    Raises
    ------
    TypeError
        If a cell holds something else than a text, a number, a truth, a date, bytes or a tuple of those.
    """
    columns = [[str(name), *_packed_column(frame[name])] for name in frame.columns]
    content = {"rows": len(frame), "columns": columns}
    return gzip.compress(json.dumps(content, separators=(",", ":")).encode(), LEVEL, mtime=0)


def unpack_frame(content: bytes | memoryview) -> pd.DataFrame:
    """Return the frame that `pack_frame` packed, with rows counted from 0."""
    plain = json.loads(gzip.decompress(bytes(content)))
    index = pd.RangeIndex(plain["rows"])
    columns = {name: _column(kind, values) for name, kind, values in plain["columns"]}
    return pd.DataFrame({name: values.set_axis(index) for name, values in columns.items()}, index=index)


def _packed_column(values: "pd.Series[Any]") -> tuple[str, object]:
    if values.dtype == np.float64:
        return "float", base64.b64encode(values.to_numpy().tobytes()).decode()
    if pd.api.types.is_integer_dtype(values.dtype):
        return "integer", [None if value is pd.NA else int(value) for value in values.tolist()]
    cells = values.tolist()
    if set(map(type, cells)) == {str}:
        return "object", cells  # as they are: keys are texts, and there may be a hundred thousand
    return "object", [_packed(value) for value in cells]


def _column(kind: str, values: Any) -> "pd.Series[Any]":
    if kind == "float":
        return pd.Series(np.frombuffer(base64.b64decode(values), dtype=np.float64).copy())
    if kind == "integer":
        return pd.Series(values, dtype="Int64")
    return pd.Series([_unpacked(value) for value in values], dtype=object)


def _packed(value: object) -> object:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, tuple | list):
        return {"tuple": [_packed(part) for part in value]}
    if isinstance(value, np.generic):
        return _packed(value.item())
    raise TypeError(f"a cell of {type(value).__name__} cannot be packed")


def _unpacked(value: object) -> object:
    if not isinstance(value, dict):
        return value
    [(kind, content)] = value.items()
    if kind == "date":
        return date.fromisoformat(content)
    if kind == "bytes":
        return base64.b64decode(content)
    return tuple(_unpacked(part) for part in content)
