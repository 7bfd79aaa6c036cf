"""Text that was saved twice in UTF-8: found, shown before and after, and mended when it is asked for.

Whole columns are mended at once. Cells are looked at one by one only where a column holds both sorts.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from clrisk_site.tables.readers.request import Note, Reading

SEPARATOR = "\0"
EXAMPLES = 5
MOST_CANDIDATES = 400
LOOKED_AT = 2_000
"""Cells of a column among which examples are looked for: five names may repeat a hundred thousand times."""

LONGEST_EXAMPLE = 80

_SIGNS = (b"\xc3\x83", b"\xc3\x82", b"\xc3\xa2\xe2\x82\xac", b"\xc3\xa2\xc2\x80")
"""UTF-8 of Ã, Â and â€, with which nearly every letter of Spanish begins once it was saved twice."""

_SPECIALS = {
    chr(byte): shown
    for byte in range(0x80, 0xA0)
    if (shown := bytes([byte]).decode("cp1252", "replace")) != "\ufffd"
}
"""What cp1252 shows for the bytes that Latin-1 leaves to control characters."""

_CONTINUED = "[\u0080-\u00bf" + "".join(map(re.escape, _SPECIALS.values())) + "]"
# Latin letters and punctuation only: «voilà\u00a0»» and the like could also be bytes of rarer scripts.
_BROKEN = re.compile(f"[ÂÃÄÅ]{_CONTINUED}|â{_CONTINUED}{{2}}|ï»¿")
_ACCENTED = re.compile("[^\x00-\x7f]")
_MARK = "\ufeff"


def find_or_repair(reading: Reading, *, repair: bool) -> None:
    """Show what repairing would do, or do it; either way it is remarked."""
    broken = [number for number, column in enumerate(reading.columns) if _may_be_broken(column)]
    headers = [repaired(header) for header in reading.headers]
    examples = _examples(reading.columns, broken)
    if not examples and headers != reading.headers:
        examples = [pair for pair in zip(reading.headers, headers, strict=True) if pair[0] != pair[1]]
    if not examples:
        return
    reading.repairs = examples[:EXAMPLES]
    if not repair:
        reading.notes.append(Note("mojibake", warning=True, params={"example": examples[0][0][:40]}))
        return
    cells = sum(_repair_column(reading, number) for number in broken)
    reading.headers = headers
    reading.top = [[repaired(cell).removeprefix(_MARK) for cell in row] for row in reading.top]
    reading.bottom = [(row, list(map(repaired, line))) for row, line in reading.bottom]
    reading.notes.append(Note("repaired", warning=True, params={"count": cells}))


def find_accents(columns: Sequence[bytes]) -> list[str]:
    """Return up to five different short cells with letters beyond ASCII, for a person to look at."""
    found: dict[str, None] = {}
    for column in columns:
        if column.isascii():
            continue
        for cell in islice(_cells_with(_ACCENTED, column.decode()), LOOKED_AT):
            if len(cell) <= LONGEST_EXAMPLE:
                found[" ".join(cell.split())] = None
            if len(found) == EXAMPLES:
                return list(found)
    return list(found)


def repaired(text: str) -> str:
    """Return the text as it was before it was saved twice; as it stands if it does not survive that."""
    if text.isascii() or not _BROKEN.search(text):
        return text
    return _undone(text) or text


def _may_be_broken(column: bytes) -> bool:
    return not column.isascii() and any(sign in column for sign in _SIGNS)


def _undone(text: str) -> str | None:
    for control, shown in _SPECIALS.items():
        if shown in text:
            text = text.replace(shown, control)
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _repair_column(reading: Reading, number: int) -> int:
    """Mend one column and return how many cells changed; what stays broken is remarked by its row."""
    text = reading.columns[number].decode()
    if not _BROKEN.search(text):
        return 0
    before = text.split(SEPARATOR)
    whole = _undone(text)
    after = whole.split(SEPARATOR) if whole is not None else list(map(repaired, before))
    if len(after) != len(before):
        # An overlong NUL would cut a cell in two.
        after = list(map(repaired, before))
    stayed = [i for i, cell in enumerate(after) if not cell.isascii() and _BROKEN.search(cell)]
    rows = _row_numbers(reading, stayed)
    reading.notes += [Note("not_repaired", row, number, warning=True) for row in rows]
    reading.columns[number] = SEPARATOR.join(after).encode()
    return sum(1 for old, new in zip(before, after, strict=True) if old != new)


def _row_numbers(reading: Reading, positions: Sequence[int]) -> list[int]:
    """Return the row numbers in the file of packed rows."""
    if not positions:
        return []
    skipped = set(reading.skipped)
    numbers = [
        row
        for row in range(reading.first_row, reading.first_row + reading.rows + len(skipped))
        if row not in skipped
    ]
    return [numbers[position] for position in positions]


def _examples(columns: Sequence[bytes], broken: Sequence[int]) -> list[tuple[str, str]]:
    """Return the cells that together show the most different letters before and after."""
    candidates: dict[str, str] = {}
    for number in broken:
        for cell in dict.fromkeys(islice(_cells_with(_BROKEN, columns[number].decode()), 10 * LOOKED_AT)):
            after = repaired(cell)
            if after != cell and len(cell) <= LONGEST_EXAMPLE:
                candidates[" ".join(cell.split())] = " ".join(after.split())
            if len(candidates) >= MOST_CANDIDATES:
                break
    chosen: list[tuple[str, str]] = []
    seen: set[str] = set()
    while candidates and len(chosen) < EXAMPLES:
        best = max(candidates, key=lambda cell: (len(_letters(candidates[cell]) - seen), -len(cell)))
        seen |= _letters(candidates[best])
        chosen.append((best, candidates.pop(best)))
    return chosen


def _letters(text: str) -> set[str]:
    return {letter for letter in text if letter > "\x7f"}


def _cells_with(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    at = 0
    while found := pattern.search(text, at):
        start = text.rfind(SEPARATOR, 0, found.start()) + 1
        end = text.find(SEPARATOR, found.end())
        at = end if end >= 0 else len(text)
        yield text[start:at]
