"""Tables with one record for each area: their codes and their values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clrisk_site.figures.message import says
from diagnosis.analyses.faults import FileError
from diagnosis.analyses.records import Records
from diagnosis.statistics.zones.errors import NegativeValueError, RepeatedAreaError


class MissingAreaCodeError(FileError):
    """A record says not which area it is of."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(
            says("A record has no code of its area. Fill it in, or remove the record."), row, column
        )


def area_codes(records: Records, column: str) -> list[str]:
    """Return the code of each record as it stands; leading zeros belong to it.

    Raises
    ------
    MissingAreaCodeError
        If a record has none.
    RepeatedAreaError
        If two records have the same.
    """
    seen: dict[str, None] = {}
    for place, code in enumerate(records.text(column).tolist()):
        if code is None:
            raise MissingAreaCodeError(records.row(place), records.spelled(column))
        if code in seen:
            raise RepeatedAreaError(code, place)
        seen[code] = None
    return list(seen)


def values_of(records: Records, column: str, codes: Sequence[str]) -> dict[str, float | None]:
    """Return a column of numbers by the codes of the areas; None where it is missing."""
    numbers = records.numbers(column)
    return {
        code: None if absent else number
        for code, number, absent in zip(codes, numbers.tolist(), np.isnan(numbers).tolist(), strict=True)
    }


def counted_of(records: Records, column: str, codes: Sequence[str]) -> dict[str, float | None]:
    """Return a column of counts by the codes of the areas; None where it is missing.

    Raises
    ------
    NegativeValueError
        If one is below zero.
    """
    found = values_of(records, column, codes)
    for place, (code, number) in enumerate(found.items()):
        if number is not None and number < 0:
            error = NegativeValueError(code)
            error.file_row, error.column = records.row(place), records.spelled(column)
            raise error
    return found
