"""Finds the rows of a text without cutting its cells: whether each has as many as the header, or none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK = 4 * 1024 * 1024
NEWLINE, RETURN, QUOTE = 10, 13, 34


def scan_rows(content: bytes, separator: str, width: int) -> NDArray[np.bool_] | None:
    """Return the rows of a text whose rows all have the same number of cells.

    Parameters
    ----------
    content : bytes
        Rows in UTF-8, or in any encoding whose separators are those of ASCII.
    separator : str
        One character of ASCII.
    width : int
        Cells of each row.

    Returns
    -------
    ndarray of bool of shape (rows,), or None
        False for rows that hold nothing but separators; None where a row has another number of cells, or
        quotation marks do not pair: a slower reader then says which row.

    Notes
    -----
    Marks between an odd and an even quotation mark belong to a cell. That holds for doubled marks too.

    Examples
    --------
    >>> scan_rows(b'1,2\\n,\\n"3,0",4', ",", 2).tolist()
    [True, False, True]
    >>> scan_rows(b"1,2,3", ",", 2) is None
    True
    """
    whole = np.frombuffer(content, dtype=np.uint8)
    parts: list[NDArray[np.bool_]] = []
    open_quote, start = 0, 0
    while start < len(whole):
        block = whole[start : start + BLOCK]
        quoted, open_quote = _quoted(block, open_quote)
        ends = (
            np.flatnonzero((block == NEWLINE) & ~quoted)
            if quoted is not None
            else np.flatnonzero(block == NEWLINE)
        )
        last = start + BLOCK >= len(whole)
        if not last and not len(ends):
            return None
        size = len(block) if last else int(ends[-1]) + 1
        filled = _filled_rows(
            block[:size], ends, None if quoted is None else quoted[:size], ord(separator), width
        )
        if filled is None:
            return None
        parts.append(filled)
        start += size
        # A row begins outside quotation marks.
        open_quote = open_quote if last else 0
    if open_quote:
        return None
    return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)


def _quoted(block: NDArray[np.uint8], before: int) -> tuple[NDArray[np.bool_] | None, int]:
    marks = block == QUOTE
    if not marks.any():
        return None, before
    inside = (np.cumsum(marks, dtype=np.uint8) + before) & 1
    return inside.astype(bool), int(inside[-1])


def _filled_rows(
    block: NDArray[np.uint8], ends: NDArray[np.intp], quoted: NDArray[np.bool_] | None, mark: int, width: int
) -> NDArray[np.bool_] | None:
    found = block == mark
    if quoted is not None:
        found &= ~quoted
    starts = np.concatenate([[0], ends + 1])
    if starts[-1] == len(block):
        starts = starts[:-1]
    else:
        ends = np.append(ends, len(block))
    if not len(starts):
        return np.zeros(0, dtype=bool)
    marks = np.add.reduceat(found.view(np.uint8), starts, dtype=np.uint16)
    returns = (ends > starts) & (block[np.maximum(ends - 1, 0)] == RETURN)
    empty = (ends - starts - returns) == marks
    return ~empty if bool(((marks == width - 1) | empty).all()) else None
