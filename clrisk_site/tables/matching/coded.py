"""Which columns look like official codes by their cells alone, for files whose header says nothing."""

from collections.abc import Collection

from clrisk_site.tables.matching.numeric import first_cells
from clrisk_site.tables.matching.settling import parts_of
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Column, ImportSpec, Kind
from clrisk_site.tables.values.parsed import is_missing
from clrisk_site.tables.values.texts import clean_code

MOSTLY = 0.9
SAMPLE = 40


def coded_headers(spec: ImportSpec, table: RawTable) -> dict[str, str]:
    """Return for each territory field the header over cells with the lengths of its codes, if there is one.

    Only where zeros lead some of the cells: numbers of that many digits are everywhere.
    """
    found: dict[str, str] = {}
    for column in spec.columns:
        if column.kind is not Kind.TERRITORY:
            continue
        lengths = _lengths(parts_of(spec, column.name))
        fitting = [
            header
            for header, packed in zip(table.headers, table.packed, strict=False)
            if lengths and header not in found.values() and _holds_codes(first_cells(packed), lengths)
        ]
        if fitting:
            found[column.name] = fitting[0]
    return found


def _lengths(parts: Collection[Column]) -> frozenset[int]:
    """Return how long a code may be, down to each level."""
    total, lengths = 0, set()
    for part in parts:
        total += part.lengths[0]
        lengths.add(total)
    return frozenset(lengths)


def _holds_codes(cells: list[str], lengths: frozenset[int]) -> bool:
    codes = [clean_code(cell) for cell in cells[:SAMPLE] if not is_missing(cell)]
    fitting = [code for code in codes if code[:-1].isdigit() and len(code) in lengths]
    return bool(fitting) and len(fitting) >= MOSTLY * len(codes) and any(code[0] == "0" for code in fitting)
