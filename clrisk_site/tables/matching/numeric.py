"""Which columns hold numbers, judged by their first cells; how they are read is not decided here."""

import re

from clrisk_site.tables.raw import SEPARATOR, RawTable
from clrisk_site.tables.values.parsed import is_missing

SAMPLE = 200
MOSTLY = 4
"""So many numbers make up for one cell that is none."""

_SAMPLE_BYTES = 8_000
_NUMBER = re.compile(r"\s*[-+−]?\s*[\d.,\s]*\d[\d.,\s]*(?:[eE][-+]?\d+)?\s*%?\s*")


def numeric_headers(table: RawTable) -> frozenset[str]:
    """Return the headers over numbers: beside marks of "missing" the sample holds hardly anything else.

    A few cells that cannot be read are errors of their rows; they must not hide the column.
    """
    return frozenset(
        header
        for header, packed in zip(table.headers, table.packed, strict=False)
        if len(table) and _holds_numbers(packed)
    )


def _holds_numbers(packed: bytes) -> bool:
    numbers = others = 0
    for cell in first_cells(packed):
        if _NUMBER.fullmatch(cell):
            numbers += 1
        elif not is_missing(cell):
            others += 1
    return numbers > 0 and numbers >= others * MOSTLY


def first_cells(packed: bytes) -> list[str]:
    """Return the first cells of a column, the same for a whole table and for its head.

    So both are matched alike.
    """
    # A cell cut in two at the end of the sample is left out.
    head, cut = packed[:_SAMPLE_BYTES], len(packed) > _SAMPLE_BYTES
    cells = head.decode(errors="ignore").split(SEPARATOR)
    return (cells[:-1] if cut and len(cells) > 1 else cells)[:SAMPLE]
