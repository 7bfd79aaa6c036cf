"""Formulas in a text table that only spell a text, such as ``=CONCATENAR(0,01)`` or ``="07101"``.

Census queries write codes in this way to keep a zero. Nothing is computed: the pieces must be plain numbers
or quoted texts, and any other formula stays the text that it is.
"""

import re

from clrisk_site.tables.readers.request import Note, Reading

_PIECE = r'\s*(?:"[^"\0]*"|\d*)\s*'
_LITERAL = re.compile(
    rf"(?:^|(?<=\0))\s*=\s*(?:(?:CONCAT|CONCATENATE|CONCATENAR|CONCATENER)\s*\({_PIECE}(?:[,;]{_PIECE})*\)"
    rf'|"[^"\0]*")\s*(?=\0|$)',
    re.IGNORECASE,
)
_PARTS = re.compile(r'"([^"]*)"|(\d+)')


def spell_literals(reading: Reading) -> None:
    """Replace such cells by their text, and remark in which columns and how many."""
    for number, column in enumerate(reading.columns):
        if not (column.startswith((b"=", b" =")) or b"\0=" in column or b"\0 =" in column):
            continue
        text, count = _LITERAL.subn(_spelled, column.decode())
        if count:
            reading.columns[number] = text.encode()
            reading.notes.append(Note("literals", None, number, warning=True, params={"count": count}))


def _spelled(match: re.Match[str]) -> str:
    """Join the pieces as a spreadsheet would, which shows a bare number without leading zeros."""
    pieces = _PARTS.findall(match.group().partition("=")[2])
    return "".join(text if not digits else digits.lstrip("0") or "0" for text, digits in pieces)
