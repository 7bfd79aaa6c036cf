"""Rows in PostgreSQL's binary COPY format, built for whole blocks: a matrix of bytes and a mask of those
that count."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.tables.bulk.python_rows import python_values

type Bytes = npt.NDArray[np.uint8]

FIXED: dict[int, str] = {16: "u1", 20: ">i8", 21: ">i2", 23: ">i4", 700: ">f4", 701: ">f8"}
"""Types of fixed width by their number in PostgreSQL: bool, int8, int2, int4, float4, float8."""

TEXTS = frozenset({25, 1042, 1043})
JSONB = 3802
LONGEST_TEXT = 4_096
"""Longer texts would make the matrix mostly empty; such frames are copied row by row."""


@dataclass(frozen=True, slots=True)
class Field:
    """Part of a column: its values as bytes of equal width, and their true lengths, -1 for missing."""

    content: Bytes
    lengths: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class FixedColumn:
    """A column whose values all have one width."""

    field: Field

    def part(self, start: int, end: int) -> Field:
        return Field(self.field.content[start:end], self.field.lengths[start:end])


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of texts, encoded a part at a time; `prefix` stands before each (the version of jsonb)."""

    texts: list[str | None]
    prefix: bytes

    def part(self, start: int, end: int) -> Field:
        encoded = [None if text is None else self.prefix + text.encode() for text in self.texts[start:end]]
        lengths = np.fromiter((-1 if text is None else len(text) for text in encoded), np.int32, len(encoded))
        width = max(1, int(lengths.max(initial=1)))
        content = np.array([text or b"" for text in encoded], dtype=f"S{width}")
        return Field(content.view(np.uint8).reshape(len(encoded), width), lengths)


def make_column(oid: int, values: "pd.Series[Any]") -> FixedColumn | TextColumn | None:
    """Return the column ready for binary rows, or None where its type or its values have no simple form."""
    if oid in FIXED:
        missing = values.isna().to_numpy()
        content = _fixed(FIXED[oid], values, missing)
        if content is None:
            return None
        return FixedColumn(Field(content, np.where(missing, -1, content.shape[1]).astype(np.int32)))
    if oid not in TEXTS and oid != JSONB:
        return None
    texts = python_values(values)
    if not all(text is None or (isinstance(text, str) and len(text) <= LONGEST_TEXT) for text in texts):
        return None
    return TextColumn(texts, b"\x01" if oid == JSONB else b"")


def _fixed(kind: str, values: "pd.Series[Any]", missing: npt.NDArray[np.bool_]) -> Bytes | None:
    wire = np.dtype(kind)
    try:
        filled: Any = (
            values.to_numpy(dtype=wire.newbyteorder("="), na_value=0) if missing.any() else values.to_numpy()
        )
        plain = np.asarray(filled)
        if plain.dtype == object or plain.dtype.kind not in "biuf":
            return None
        if wire.kind in "iu" and plain.dtype.kind == "f":
            return None
        converted = plain.astype(wire)
    except (TypeError, ValueError, OverflowError):
        return None
    if wire.kind in "iu" and not np.array_equal(converted, plain):
        return None
    return np.ascontiguousarray(converted).view(np.uint8).reshape(len(values), wire.itemsize)


def binary_block(fields: list[Field]) -> bytes:
    """Return the rows of some columns of equal length as they stand between the head and the end of a
    binary COPY."""
    rows = len(fields[0].lengths)
    count = np.full((rows, 1), len(fields), dtype=">i2").view(np.uint8)
    parts: list[Bytes] = [count]
    masks: list[npt.NDArray[np.bool_]] = [np.ones((rows, 2), dtype=bool)]
    for field in fields:
        parts.append(field.lengths.astype(">i4").reshape(rows, 1).view(np.uint8))
        masks.append(np.ones((rows, 4), dtype=bool))
        parts.append(field.content)
        masks.append(np.arange(field.content.shape[1]) < field.lengths.reshape(rows, 1))
    matrix = np.concatenate(parts, axis=1)
    return matrix[np.concatenate(masks, axis=1)].tobytes()
