"""Refuses a reading that is a list of persons, naming its columns and none of its cells."""

import re
from collections.abc import Sequence

from clrisk_site.tables.persons.columns import Column
from clrisk_site.tables.persons.identifiers import holds_identifiers
from clrisk_site.tables.persons.judging import find_persons
from clrisk_site.tables.persons.names import has_name_in_it
from clrisk_site.tables.persons.sampling import sample_cells
from clrisk_site.tables.readers.packing import letter
from clrisk_site.tables.readers.request import Reading
from clrisk_site.tables.sentences import PERSONS, RefusedError

MOST_NAMED = 6
LONGEST_HEADER = 40

_TELLING = re.compile(r"\d{4}|@|\d[-/.]\d")


def refuse_persons(reading: Reading) -> None:
    """Look for persons in what was read.

    Raises
    ------
    RefusedError
        With the code ``persons`` and the columns, if this is a list of persons.
    """
    columns = [
        Column(header, sample_cells(packed, reading.rows) if place != reading.geometry_column else ())
        for place, (header, packed) in enumerate(zip(reading.headers, reading.columns, strict=True))
    ]
    found = find_persons(columns) or find_persons(_shown_rows(reading))
    if found:
        names = [name_of(reading.headers, place) for place in found]
        raise RefusedError(PERSONS, columns=named_columns(names))


def named_columns(names: Sequence[str]) -> str:
    """Return the columns as they are listed in the refusal."""
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")


def name_of(headers: list[str], place: int) -> str:
    """Return how a column is called in a refusal.

    By its header, or by its letter when a row of data was taken for the header.
    """
    header = headers[place] if place < len(headers) else ""
    if not header or any(map(tells_of_somebody, headers)):
        return f"({letter(place)})"
    return f"«{header[:LONGEST_HEADER]}»"


def _shown_rows(reading: Reading) -> list[Column]:
    """Return the rows on top and at the end as columns too: they are shown, whatever rows were chosen.

    Under the headers they are shown with: the head of an office beside its name is no list of persons.
    """
    rows = [*reading.top, *(cells for _, cells in reading.bottom)]
    return [
        Column(
            reading.headers[place] if place < len(reading.headers) else "",
            [row[place].strip() for row in rows if place < len(row) and row[place].strip()],
        )
        for place in range(max(map(len, rows), default=0))
    ]


def tells_of_somebody(header: str) -> bool:
    """Whether a header is better not repeated to anybody."""
    return bool(_TELLING.search(header)) or has_name_in_it(header) or holds_identifiers([header])
