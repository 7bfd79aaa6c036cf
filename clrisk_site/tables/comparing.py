"""Rows read against rows stored, whole columns at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.tables.preview_result import ChangedCell

type Mask = npt.NDArray[np.bool_]

_JOINT = "\x1f"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which rows are new, changed or the same, and which stored rows change or are not in the file."""

    new: Mask
    changed: Mask
    before: Mask
    gone: Mask
    cells: tuple[ChangedCell, ...]
    changed_cells: int

    @property
    def same(self) -> int:
        return int((~self.new & ~self.changed).sum())


def make_keys(frame: pd.DataFrame, key: Sequence[str]) -> list[str]:
    """Return one text per row that names it."""
    parts = [_key_texts(frame[field]) if field in frame else [""] * len(frame) for field in key]
    return parts[0] if len(parts) == 1 else [_JOINT.join(texts) for texts in zip(*parts, strict=True)]


def _key_texts(values: "pd.Series[Any]") -> list[str]:
    cells = values.tolist()
    if pd.api.types.is_integer_dtype(values.dtype):
        # A year is the same in a hundred thousand rows.
        texts = {cell: _key_text(cell) for cell in set(cells)}
        return [texts[cell] for cell in cells]
    return [value if type(value) is str else _key_text(value) for value in cells]


def _key_text(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def compare(
    frame: pd.DataFrame,
    keys: Sequence[str],
    stored: pd.DataFrame,
    key: Sequence[str],
    *,
    blank: Sequence[str],
    most: int,
) -> Comparison:
    """Compare what was read with what is stored.

    Parameters
    ----------
    keys : sequence of str
        Of the rows read (see `make_keys`).
    blank : sequence of str
        Fields that count as missing in every stored row when `stored` has no such column.
    most : int
        Of how many changed rows to list the values.
    """
    places = {text: i for i, text in enumerate(make_keys(stored, key))}
    at = np.fromiter((places.get(text, -1) for text in keys), np.intp, len(keys))
    known = np.flatnonzero(at >= 0)
    changed = np.zeros(len(frame), dtype=bool)
    differing: list[tuple[str, Mask]] = []
    for name in [name for name in frame.columns if name not in key and (name in stored or name in blank)]:
        if not len(known):
            break
        differs = ~same_values(frame[name].iloc[known], _stored(stored, str(name), at[known]))
        changed[known[differs]] = True
        if differs.any():
            differing.append((str(name), differs))
    gone = np.ones(len(stored), dtype=bool)
    gone[at[known]] = False
    before_change = np.zeros(len(stored), dtype=bool)
    before_change[at[changed]] = True
    first = np.flatnonzero(changed[known])[:most]
    cells = [
        ChangedCell(
            int(frame.index[known[i]]),
            keys[known[i]],
            name,
            _stored(stored, name, at[known[i : i + 1]]).iloc[0],
            frame[name].iloc[known[i]],
        )
        for i in first.tolist()
        for name, differs in differing
        if differs[i]
    ]
    total = sum(int(differs.sum()) for _, differs in differing)
    cells.sort(key=lambda cell: cell.row)
    return Comparison(at < 0, changed, before_change, gone, tuple(cells), total)


def _stored(stored: pd.DataFrame, name: str, at: "npt.NDArray[np.intp]") -> "pd.Series[Any]":
    """Return the stored values of those rows; missing where nothing of that name is stored."""
    return stored[name].iloc[at] if name in stored else pd.Series([None] * len(at), dtype=object)


def same_values(one: "pd.Series[Any]", other: "pd.Series[Any]") -> Mask:
    """Return where two columns hold the same; missing equals missing, whatever stands for it."""
    if _is_number(one) or _is_number(other):
        left, right = _floats(one), _floats(other)
        return np.asarray((left == right) | (np.isnan(left) & np.isnan(right)), dtype=bool)
    left_objects, right_objects = _objects(one), _objects(other)
    return np.fromiter(
        (a is b or bool(a == b) for a, b in zip(left_objects, right_objects, strict=True)),
        bool,
        len(left_objects),
    )


def _is_number(values: "pd.Series[Any]") -> bool:
    return pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)


def _floats(values: "pd.Series[Any]") -> npt.NDArray[np.float64]:
    numbers = pd.to_numeric(values, errors="coerce")
    return np.asarray(numbers.to_numpy(dtype=np.float64, na_value=np.nan))


def _objects(values: "pd.Series[Any]") -> list[object]:
    missing = values.isna().to_numpy()
    objects: list[object] = [
        None if gap else value for value, gap in zip(values.tolist(), missing, strict=True)
    ]
    return [_plain(value) if isinstance(value, memoryview | list) else value for value in objects]


def _plain(value: object) -> object:
    return (
        bytes(value) if isinstance(value, memoryview) else tuple(value) if isinstance(value, list) else value
    )
