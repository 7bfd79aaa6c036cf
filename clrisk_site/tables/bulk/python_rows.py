"""The rows of a frame as tuples of plain Python values, None for missing."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def python_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the rows; numpy and pandas scalars become Python's."""
    return zip(*(python_values(frame[name]) for name in frame.columns), strict=True)


def python_values(values: "pd.Series[Any]") -> list[Any]:
    """Return the values of one column, None for missing."""
    plain: list[Any] = values.tolist()
    missing = values.isna().to_numpy()
    if missing.any():
        plain = [None if gap else value for value, gap in zip(plain, missing.tolist(), strict=True)]
    return plain
