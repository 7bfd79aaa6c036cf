"""The names of the columns of a list of persons, without any of its cells.

A row that was taken for the header and is one of data tells of somebody itself, so it is not told.
"""

import re
from collections.abc import Sequence

from clrisk_site.tables.persons.headers import Sign, read_header
from clrisk_site.tables.persons.identifiers import holds_identifiers
from clrisk_site.tables.persons.names import has_name_in_it, is_full_name
from clrisk_site.tables.readers.layout import looks_numeric
from clrisk_site.tables.readers.request import Reading

OF_A_LIST = (
    Sign.IDENTIFIER
    | Sign.PERSON_NAME
    | Sign.NAME_PART
    | Sign.GIVEN
    | Sign.BIRTH
    | Sign.COMPANION
    | Sign.CONTACT
)
LONGEST = 120
LONGEST_WORDS = 5

_YEARS = re.compile(r"(?<![-/.\d])(?:19|20)\d\d(?:\s*[-/]\s*(?:19|20)\d\d)?\b(?![-/.]\d)")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")
_NUMBER = re.compile(r"\d(?:[\s().-]?\d){4}")


def bare(reading: Reading) -> Reading:
    """Return of a reading what tells of its columns only.

    What is to leave is named here one by one: whatever readers learn to answer later stays inside.
    """
    hidden = is_row_of_data(reading.headers)
    return Reading(
        headers=["" if hidden else header[:LONGEST] for header in reading.headers],
        layout={name: reading.layout.get(name) for name in ("header_row", "header_rows")},
        source={
            name: value
            for name, value in reading.source.items()
            if name in ("kind", "sheet", "sheets", "encoding", "separator")
        },
        total_rows=reading.rows,
        tags=["data"] if hidden else [],
    )


def is_row_of_data(headers: Sequence[str]) -> bool:
    """Whether a header must not be shown, because it is the first person of a list without one.

    Examples
    --------
    >>> is_row_of_data(["Nombre completo", "Edad", "Colonia", "Ciclo 2023-2024"])
    False
    >>> is_row_of_data(["Nayeli", "F", "12", "Colonia Centro"])
    True
    """
    named = [header for header in headers if header]
    if any(map(_is_somebody, named)) or holds_identifiers(named):
        return True
    if any(read_header(header) & OF_A_LIST for header in named):
        return False
    return any(map(_may_be_data, named))


def _is_somebody(header: str) -> bool:
    rest = _YEARS.sub("", header)
    return "@" in rest or bool(_DATE.search(rest) or _NUMBER.search(rest)) or is_full_name(header)


def _may_be_data(header: str) -> bool:
    """Whether a cell beside which no known column name stands may be data."""
    return looks_numeric(header) or has_name_in_it(header) or len(header.split()) > LONGEST_WORDS
