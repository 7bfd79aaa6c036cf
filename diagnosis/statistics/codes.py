"""Codes of records as one array, and which are blank. What the codes stand for is said by each method."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def codes_of(values: ArrayLike) -> NDArray[Any]:
    """Return codes as an array of one dimension.

    Parameters
    ----------
    values : array-like of shape (n,)
        Texts or numbers; None, NaN or an empty text where missing.

    Examples
    --------
    >>> codes_of(["a", float("nan")]).tolist()
    ['a', nan]
    """
    found = np.asarray(values)
    if found.dtype.kind == "U" and isinstance(values, list | tuple):
        # Beside texts numpy would write a missing number as the word "nan".
        found = np.asarray(values, dtype=object)
    return found.ravel()


def are_blank(codes: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which codes are missing; a word such as "nan" or "None" is a code like any other.

    Parameters
    ----------
    codes : ndarray of shape (n,)
        From `codes_of`.

    Examples
    --------
    >>> are_blank(codes_of(["a", "None", "", None, float("nan")])).tolist()
    [False, False, True, True, True]
    """
    if codes.dtype.kind == "f":
        return np.asarray(np.isnan(codes))
    if codes.dtype.kind == "U":
        return np.asarray(codes == "")
    if codes.dtype.kind == "O":
        return np.array([one is None or one == "" or _is_nan(one) for one in codes.tolist()], dtype=bool)
    return np.zeros(len(codes), dtype=bool)


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)
