"""Sends a packed column to the parser of its kind. Territories are matched elsewhere."""

from collections.abc import Mapping

from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.choices import parse_choices
from clrisk_site.tables.values.dates import parse_dates
from clrisk_site.tables.values.numbers import parse_numbers
from clrisk_site.tables.values.parsed import Parsed
from clrisk_site.tables.values.texts import parse_codes, parse_shapes, parse_texts

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.YEAR})
CHOSEN = frozenset({Kind.CHOICE, Kind.YES_NO_UNKNOWN})


def parse_column(packed: bytes, column: Column, answers: Mapping[str, str], *, typed: bool = False) -> Parsed:
    """Read the cells of one column as values of its kind (see `Kind`)."""
    if column.kind in NUMERIC:
        return parse_numbers(packed, column, answers, typed=typed)
    if column.kind in CHOSEN:
        return parse_choices(packed, column)
    if column.kind is Kind.CODE:
        return parse_codes(packed, column, answers)
    if column.kind is Kind.DATE:
        return parse_dates(packed, column, answers)
    if column.kind is Kind.GEOMETRY:
        return parse_shapes(packed)
    return parse_texts(packed, column)
