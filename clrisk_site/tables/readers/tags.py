"""HXL: the row of hashtags that says what each column of a humanitarian table holds."""

import re
from collections.abc import Sequence

from clrisk_site.tables.readers.layout import Header, filled, propose_header_above

LOOK_FOR_TAGS = 25
"""Rows from the top among which the standard lets the tags stand."""

_TAG = re.compile(r"\s*#\s*[a-z]\w*(?:\s*\+\s*[a-z]\w*)*\s*", re.IGNORECASE)


def find_tags(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the row that holds nothing but tags, if there is one."""
    for at, row in enumerate(rows[:LOOK_FOR_TAGS]):
        cells = [cell for cell in row if cell.strip()]
        if cells and all(map(_TAG.fullmatch, cells)):
            return at
    return None


def plain_tags(row: Sequence[str]) -> list[str]:
    """Return tags in small letters without blanks, as in ``#adm2+code``."""
    return ["".join(cell.split()).lower() for cell in row]


def propose_tagged_header(
    rows: Sequence[Sequence[str]], at: int, merged: Sequence[tuple[int, int, int]]
) -> Header:
    """Return the header above the tags in row `at`; the tags themselves where only a title is above."""
    above = next((i for i in range(at - 1, -1, -1) if filled(rows[i])), None)
    if above is None or (filled(rows[above]) == 1 and filled(rows[at]) > 1):
        return tags_as_header(rows, at)
    return propose_header_above(rows, above, merged)


def tags_as_header(rows: Sequence[Sequence[str]], at: int) -> Header:
    """Return the tags as the names of the columns."""
    return Header(at + 1, 1, tuple(plain_tags(rows[at])))
