"""Writes CSV that spreadsheets read as data: text that would start a formula is disarmed."""

import csv
import io
from collections.abc import Iterable, Sequence

type Cell = str | int | float | None

# Spreadsheets start a formula with these, the full-width ones included, and skip blanks before them.
_STARTERS = frozenset("=+-@\t\r\n＝＋－＠")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV with a byte order mark, which Excel needs to see UTF-8.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : iterable of sequences
        Texts are disarmed; numbers stay numbers; None is an empty cell.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([disarmed(name) for name in header])
    writer.writerows([disarmed(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + buffer.getvalue()


def disarmed(text: str) -> str:
    """Return the text with a quote in front if a spreadsheet would run it."""
    return f"'{text}" if text[:1] in _STARTERS or text.lstrip()[:1] in _STARTERS else text
