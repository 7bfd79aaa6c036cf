"""Lists of persons in the parts of a workbook that are not read: other sheets, hidden ones too, and the copy
of its source that a pivot table keeps.

A workbook is kept whole while its import is looked at, so no part of it may be such a list.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from clrisk_site.tables.persons.columns import Column
from clrisk_site.tables.persons.judging import find_persons
from clrisk_site.tables.persons.refusing import name_of, named_columns, tells_of_somebody
from clrisk_site.tables.readers.cell_texts import AS_TEXT
from clrisk_site.tables.readers.layout import LOOK, propose_header
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import PERSONS_UNREAD, RefusedError

MOST_CELLS = 480
MOST_COLUMNS = 1000
_DEFINITION = re.compile(r"xl/pivotCache/pivotCacheDefinition(\d*)\.xml")


def refuse_persons_unread(workbook: CalamineWorkbook, sheets: Sequence[str], request: Request) -> None:
    """Look for persons where nobody reads.

    Parameters
    ----------
    sheets : sequence of str
        Names of the sheets that are not read.

    Raises
    ------
    RefusedError
        With the code ``persons_unread``, the part and its columns, if one of them is a list of persons.
    """
    for number, name in enumerate(sheets, 1):
        rows = _sampled(_opened(workbook, name))
        header = propose_header(rows[:LOOK])
        at, texts = (header.row, list(header.texts)) if header else (0, [])
        _refuse(texts, rows[at:], f"({number})" if tells_of_somebody(name) else f"«{name[:40]}»")
    if request.kind == "xlsx":
        for texts, rows in _pivot_sources(request.path):
            _refuse(texts, rows, "(pivot)")


def _refuse(headers: list[str], rows: Sequence[Sequence[str]], where: str) -> None:
    width = min(MOST_COLUMNS, max((len(row) for row in rows), default=0))
    columns = [
        Column(
            headers[place] if place < len(headers) else "",
            [row[place].strip() for row in rows if place < len(row) and row[place].strip()],
        )
        for place in range(width)
    ]
    found = find_persons(columns)
    if found:
        names = named_columns([name_of(headers, place) for place in found])
        raise RefusedError(PERSONS_UNREAD, part=where, columns=names)


def _opened(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedError("not_a_workbook") from error


def _sampled(sheet: CalamineSheet) -> list[list[str]]:
    """Return the first rows, and some hundred spread over the rest."""
    every = max(1, (sheet.height - LOOK) // MOST_CELLS)
    rows: Iterator[list[Any]] = sheet.iter_rows()
    first = [_texts(row) for row in islice(rows, LOOK)]
    return first + [_texts(row) for row in islice(rows, 0, None, every)]


def _texts(row: list[Any]) -> list[str]:
    return [AS_TEXT[type(cell)](cell) if type(cell) in AS_TEXT else str(cell) for cell in row]


def _pivot_sources(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield header and first rows of what the pivot tables of a workbook were made from."""
    with zipfile.ZipFile(path) as archive:
        parts = set(archive.namelist())
        for part in sorted(parts):
            named = _DEFINITION.fullmatch(part)
            if named is None:
                continue
            try:
                with archive.open(part) as file:
                    headers, shared = _fields(file)
                records = f"xl/pivotCache/pivotCacheRecords{named[1]}.xml"
                if records not in parts:
                    # Without its rows the cache still holds every text that stood in a column.
                    longest = max(map(len, shared), default=0)
                    yield (
                        headers,
                        [[_at(texts, row) for texts in shared] for row in range(longest)][:MOST_CELLS],
                    )
                    continue
                with archive.open(records) as file:
                    yield headers, _records(file, shared)
            except (ParseError, zipfile.BadZipFile, ValueError) as error:
                raise RefusedError("not_a_workbook") from error


def _fields(file: IO[bytes]) -> tuple[list[str], list[list[str]]]:
    headers, shared = [], []
    for _event, element in iterparse(file):  # noqa: S314 - files with a DTD were refused before
        if _tag(element) == "cacheField":
            headers.append(element.get("name", ""))
            items = [child for child in element if _tag(child) == "sharedItems"]
            shared.append([item.get("v", "") for group in items for item in group])
            element.clear()
    return headers, shared


def _records(file: IO[bytes], shared: list[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for _event, element in iterparse(file):  # noqa: S314 - the same
        if _tag(element) == "r":
            rows.append(
                [
                    _at(shared[place], int(cell.get("v", "0")))
                    if _tag(cell) == "x" and place < len(shared)
                    else cell.get("v", "")
                    for place, cell in enumerate(element)
                ]
            )
            element.clear()
            if len(rows) >= MOST_CELLS:
                break
    return rows


def _at(texts: list[str], place: int) -> str:
    return texts[place] if 0 <= place < len(texts) else ""


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
