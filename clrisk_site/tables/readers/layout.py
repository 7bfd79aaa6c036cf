"""Where the header, the data, the totals and the notes of a sheet are.

Proposes only; a person may say otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOOK = 60
"""Rows looked at from the top for a header."""

_NUMBER = re.compile(r"[\s$€]*[-+−]?[\d.,\s\u00a0]*\d[\d.,\s\u00a0]*(?:[eE][-+]?\d+)?\s*%?\s*")
_JOINT = " · "
MARKS = ("ï»¿", "\ufeff")


@dataclass(frozen=True, slots=True)
class Header:
    """A header of one or more rows, the last of them in `row` (counted from 1)."""

    row: int
    rows: int
    texts: tuple[str, ...]


def looks_numeric(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def propose_header(
    rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int]] = ()
) -> Header | None:
    """Find the header among the first rows.

    Parameters
    ----------
    rows : sequence of rows of text
        The first rows of the sheet, from row 1.
    merged : sequence of (row, first column, last column)
        Cells merged sideways, all counted from 0.

    Returns
    -------
    Header or None
        None when every row is blank.
    """
    width = _usual_width(rows)
    if not width:
        return None
    at = next((i for i, row in enumerate(rows) if _may_be_header(row, width)), None)
    if at is None:
        at = next(i for i, row in enumerate(rows) if filled(row))
    at = _second_name_row(rows, at)
    if at + 1 < len(rows) and (
        _continues(rows[at], rows[at + 1]) or _spans(rows[at], rows[at + 1], _merged_in(at, merged))
    ):
        return join_header(rows, at + 1, 2, merged)
    return propose_header_above(rows, at, merged)


def propose_header_above(
    rows: Sequence[Sequence[str]], at: int, merged: Sequence[tuple[int, int, int]] = ()
) -> Header:
    """Return the header whose last row is `at`, with the row of group headings above it if there is one."""
    grouped = at > 0 and (
        _is_group_row(rows[at - 1], rows[at]) or _spans(rows[at - 1], rows[at], _merged_in(at - 1, merged))
    )
    return join_header(rows, at, 2 if grouped else 1, merged)


def join_header(
    rows: Sequence[Sequence[str]], at: int, height: int, merged: Sequence[tuple[int, int, int]] = ()
) -> Header:
    """Return the header whose last row is `at` (from 0), the texts of its rows joined."""
    texts = [_clean(cell) for cell in rows[at]]
    if height > 1:
        upper = _filled_sideways(rows[at - 1], len(texts), at - 1, merged, texts)
        texts = [
            _joined(above, below) for above, below in zip(upper, texts + [""] * len(upper), strict=False)
        ]
    while texts and not texts[-1]:
        texts.pop()
    return Header(at + 1, height, tuple(texts))


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    counts = [filled(row) for row in rows]
    # Titles and notes fill one cell each and say nothing about the width of the table.
    widths = sorted(count for count in counts if count > 1) or [count for count in counts if count][:1]
    return widths[len(widths) * 3 // 4] if widths else 0


def _may_be_header(row: Sequence[str], width: int) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    texts = {cell for cell in cells if not looks_numeric(cell)}
    # A single text above a table of two columns is its title.
    return len(cells) * 2 >= width and len(cells) >= min(width, 2) and len(texts) * 10 >= len(cells) * 6


def _second_name_row(rows: Sequence[Sequence[str]], at: int) -> int:
    """Return the row of short names that follows a row of long ones, as in tables with both.

    Else the row itself.
    """
    wanted = filled(rows[at]) * 9
    for i in range(at + 1, min(at + 4, len(rows) - 1)):
        cells = [cell.strip() for cell in rows[i] if cell.strip()]
        if not cells:
            continue
        if any(looks_numeric(cell) for cell in cells) or len(set(cells)) * 10 < wanted:
            break
        # Rows of data may be all text above the first number; short names are single words in capitals, and
        # codes such as 017A begin with a digit.
        short = [cell for cell in cells if cell.isupper() and " " not in cell and cell[0].isalpha()]
        if len(short) * 2 < len(cells):
            break
        below = next((row for row in rows[i + 1 :] if filled(row)), ())
        if sum(1 for cell in below if looks_numeric(cell)) * 4 >= len(cells):
            return i
    return at


def _continues(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below is a second header row: it names columns the first leaves blank, but not the
    first column."""
    first = next((i for i, cell in enumerate(row) if cell.strip()), None)
    if first is None or any(looks_numeric(cell) for cell in below if cell.strip()):
        return False
    blank_below = first >= len(below) or not below[first].strip()
    names_blank = any(
        cell.strip() and (i >= len(row) or not row[i].strip()) for i, cell in enumerate(below) if i > first
    )
    return blank_below and names_blank


def _merged_in(at: int, merged: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    return [(first, last) for line, first, last in merged if line == at]


def _spans(row: Sequence[str], below: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether cells merged sideways group several names in the row below; a single text is a title."""
    if filled(row) < 2 or any(looks_numeric(cell) for cell in below if cell.strip()):
        return False
    named = {i for i, cell in enumerate(below) if cell.strip()}
    groups = [named & set(range(first, last + 1)) for first, last in spans]
    return any(len(group) > 1 for group in groups)


def _is_group_row(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row above holds group headings: at least two texts, over more named columns than texts.

    A text over the first named column would be a title, not a group.
    """
    places = {i for i, cell in enumerate(row) if cell.strip()}
    named = {i for i, cell in enumerate(below) if cell.strip()}
    if len(places) < 2 or any(looks_numeric(row[i]) for i in places) or 0 in places & named:
        return False
    groups = places & named
    return bool(groups) and any(i not in places for i in named if i > min(groups))


def _filled_sideways(
    row: Sequence[str], width: int, at: int, merged: Sequence[tuple[int, int, int]], below: Sequence[str]
) -> list[str]:
    cells = [_clean(cell) for cell in row] + [""] * max(0, width - len(row))
    spans = _merged_in(at, merged)
    if spans:
        for first, last in spans:
            for i in range(first, min(last, len(cells) - 1) + 1):
                cells[i] = cells[first]
        return cells
    for i in range(1, len(cells)):
        # Without merge marks a heading reaches as far as the columns below it are named.
        if not cells[i] and i < len(below) and below[i] and i - 1 < len(below) and below[i - 1]:
            cells[i] = cells[i - 1]
    return cells


def _joined(above: str, below: str) -> str:
    if not above or above == below:
        return below
    return f"{above}{_JOINT}{below}" if below else above


def _clean(cell: str) -> str:
    # A byte order mark that was itself encoded twice also hides the quotation marks after it.
    if cell.startswith(MARKS):
        cell = cell.removeprefix(MARKS[0]).removeprefix(MARKS[1])
        cell = cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
    return " ".join(cell.split())


def is_note(row: Sequence[str], width: int) -> bool:
    """Whether a row below the table is a remark: one filled cell where the table has several."""
    return width > 1 and filled(row) == 1 and not looks_numeric(next(cell for cell in row if cell.strip()))


_TOTAL_WORDS = re.compile(
    r"\s*(?:gran |sub)?total(?:es|s)?\b(?: (?:general|geral|général|nacional|estatal|municipal))?\s*:?\s*",
    re.IGNORECASE,
)


def says_total(row: Sequence[str]) -> bool:
    return any(_TOTAL_WORDS.fullmatch(cell) for cell in row[:3])


def number(cell: str) -> float | None:
    """Read a plain number with thousands commas; good enough to compare sums, never used for values."""
    try:
        return float(cell.replace(",", "").replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        return None


def adds_up(row: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a row's numbers are the sums of the columns (or twice them, where subtotals are among the
    rows)."""
    checked = 0
    for cell, column in zip(row, columns, strict=False):
        total = number(cell)
        if total is None or abs(total) < 1:
            continue
        values = [number(other) for other in column]
        known = [value for value in values if value is not None]
        if len(known) < 3:
            continue
        if abs(sum(known) - total) > abs(total) * 1e-6 + 0.5 * (total % 1 != 0):
            return False
        checked += 1
        if checked == 3:
            return True
    return checked > 0
