"""Rows in PostgreSQL's binary COPY format, built for whole blocks: a matrix of bytes and a mask of those that count."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

type Bytes = npt.NDArray[np.uint8]

FIXED: dict[int, str] = {16: "u1", 20: ">i8", 21: ">i2", 23: ">i4", 700: ">f4", 701: ">f8"}
"""Types of fixed width by their number in PostgreSQL: bool, int8, int2, int4, float4, float8."""

TEXTS = frozenset({25, 1042, 1043})
JSONB = 3802
LONGEST_TEXT = 4_096
"""Longer texts would make the matrix mostly empty; such frames are copied row by row."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its values as bytes of equal width, their true lengths, and which are missing."""

    content: Bytes
    lengths: npt.NDArray[np.int32]

    def part(self, start: int, end: int) -> Self:
        return type(self)(self.content[start:end], self.lengths[start:end])

    @classmethod
    def make(cls, oid: int, values: "pd.Series[Any]") -> Self | None:
        """Return the column in binary, or None where its type or its values have no simple form."""
        missing = values.isna().to_numpy()
        if oid in FIXED:
            content = _fixed(FIXED[oid], values, missing)
            lengths = content.shape[1] if content is not None else 0
            return None if content is None else cls(content, np.where(missing, -1, lengths).astype(np.int32))
        if oid in TEXTS or oid == JSONB:
            return cls._texts(values, missing, b"\x01" if oid == JSONB else b"")
        return None

    @classmethod
    def _texts(cls, values: "pd.Series[Any]", missing: npt.NDArray[np.bool_], prefix: bytes) -> Self | None:
        texts = values.tolist()
        if not all(isinstance(text, str) for text, gap in zip(texts, missing, strict=True) if not gap):
            return None
        encoded = [b"" if gap else prefix + text.encode() for text, gap in zip(texts, missing, strict=True)]
        lengths = np.fromiter(map(len, encoded), np.int32, len(encoded))
        width = int(lengths.max(initial=1)) or 1
        if width > LONGEST_TEXT or width * len(encoded) > 64 * (int(lengths.sum()) + 1_000_000):
            return None
        content = np.array(encoded, dtype=f"S{width}").view(np.uint8).reshape(len(encoded), width)
        return cls(content, np.where(missing, -1, lengths).astype(np.int32))


def _fixed(kind: str, values: "pd.Series[Any]", missing: npt.NDArray[np.bool_]) -> Bytes | None:
    wire = np.dtype(kind)
    try:
        filled: Any = values.to_numpy(dtype=wire.newbyteorder("="), na_value=0) if missing.any() else values.to_numpy()
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
    """Return the rows of some columns of equal length as they stand between the head and the end of a binary COPY."""
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
