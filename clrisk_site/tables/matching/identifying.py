"""Which columns of digits are numbers of rows or codes rather than quantities; a person decides on them."""

import re

from clrisk_site.tables.matching.numeric import first_cells
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.values.parsed import is_missing
from clrisk_site.tables.wording import plain

SHORTEST_COUNT = 5
"""So many numbers in order are no chance."""

CODE_WORDS = frozenset({
    "clave", "claves", "cve", "id", "codigo", "cod", "code", "codes", "folio", "identificador", "identifier",
    "identifiant", "uuid", "clee", "clues", "cct", "curp", "rfc", "cp", "ord", "orden", "rank", "ranking",
})  # fmt: skip
"""A header that begins or ends with one of them names, or ranks, and counts nothing."""

ROW_WORDS = frozenset({
    "registro", "record", "row", "fila", "renglon", "linea", "line", "consecutivo", "no", "num", "nr",
    "linha", "ligne", "enregistrement", "unnamed",
})  # fmt: skip
"""A header of these words alone numbers the rows."""

MANY_DIGITS = 9
"""Quantities of so many digits are seldom, and then not all as long."""

_BETWEEN = re.compile(r"[\s\-]")
_LETTER = re.compile(r"\([A-Z]{1,3}\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LED_BY_ZERO = re.compile(r"0\d+")


def identifier_headers(table: RawTable) -> frozenset[str]:
    """Return the headers over digits that should not be taken for quantities by themselves.

    No name of its own, a year for a name, a name that says code or number of a row, zeros in front that a
    number would lose, 1, 2, 3 in order, or many digits and always as many, as telephones have.
    """
    return frozenset(
        header
        for header, packed in zip(table.headers, table.packed, strict=False)
        if _names_codes(header) or (len(table) and _holds_identifiers(first_cells(packed)))
    )


def _names_codes(header: str) -> bool:
    if _LETTER.fullmatch(header.strip()):
        return True
    words = plain(header.rsplit("·", 1)[-1]).split()
    if not words or (len(words) == 1 and _YEAR.fullmatch(words[0])):
        return True
    return words[0] in CODE_WORDS or words[-1] in CODE_WORDS or _numbers_rows(words)


def _numbers_rows(words: list[str]) -> bool:
    return words[0] in ROW_WORDS and all(word in ROW_WORDS or word.isdigit() for word in words)


def _holds_identifiers(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells if not is_missing(cell)]
    if any(_LED_BY_ZERO.fullmatch(cell) for cell in filled):
        return True
    if _all_as_long(filled):
        return True
    counting = (str(number) for number in range(1, len(filled) + 1))
    return len(filled) >= SHORTEST_COUNT and all(
        cell.removesuffix(".0") == number for cell, number in zip(filled, counting, strict=True)
    )


def _all_as_long(cells: list[str]) -> bool:
    digits = {_BETWEEN.sub("", cell) for cell in cells}
    if len(digits) < max(SHORTEST_COUNT, len(cells)) or not all(cell.isdigit() for cell in digits):
        return False
    lengths = {len(cell) for cell in digits}
    return len(lengths) == 1 and lengths.pop() >= MANY_DIGITS
