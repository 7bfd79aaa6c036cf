"""Reads the archive of a service directory in the guarded process, and brings its tables to the standard."""

from pathlib import Path

from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.neutral import restore
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.several_asking import Wanted, read_several, tables_in
from clrisk_site.tables.spec import Refusal
from mapping.exchange.hsds.ohana import OHANA_TABLES
from mapping.exchange.hsds.schema import PERSONAL, TABLES, Row, Tables

EDITS = "metadata"
"""Who changed which cell when: it names persons, and is not read."""
_OTHER_NAMES = {"service_at_location": ("services_at_location", "service_at_locations")}


def wanted_tables() -> tuple[Wanted, ...]:
    """Return the tables of either form with the columns that may leave the process; none about a person."""
    names = dict.fromkeys([*TABLES, *OHANA_TABLES])
    names.pop(EDITS)
    return tuple(Wanted(name, _columns(name), _called(name)) for name in names)


def read_directory(path: Path, name: str) -> bytes | Refusal:
    """Return the answer of the guarded process about an archive."""
    return read_several(path, TYPED, name=name, wanted=wanted_tables())


def given_tables(answer: bytes) -> Tables:
    """Return the tables of an answer as rows of texts."""
    return {name: _rows(table) for name, table in tables_in(answer).items() if table is not None}


def _columns(name: str) -> tuple[str, ...]:
    hidden = PERSONAL.get(name, frozenset())
    new = TABLES[name].columns if name in TABLES else ()
    old = OHANA_TABLES.get(name, "").split()
    return tuple(column for column in dict.fromkeys((*new, *old)) if column not in hidden)


def _called(name: str) -> tuple[str, ...]:
    """Return what else a file of the table is called: by one row, as the standard calls its tables too."""
    entity = (TABLES[name].entity,) if name in TABLES and TABLES[name].entity not in OHANA_TABLES else ()
    return (*entity, *_OTHER_NAMES.get(name, ()))


def _rows(table: RawTable) -> list[Row]:
    headers = [header.strip().casefold() for header in table.headers]
    cells = [table.cells(place) for place in range(len(headers))]
    return [
        {header: restore(text.strip()) for header, text in zip(headers, row, strict=True) if text.strip()}
        for row in zip(*cells, strict=True)
    ]
