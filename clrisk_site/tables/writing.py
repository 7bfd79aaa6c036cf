"""Tables going out as CSV in which no cell can act as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from clrisk_site.tables.neutral import Value, neutralise
from clrisk_site.tables.outgoing import OutgoingTable

_THREE_DECIMALS = re.compile(r"-?\d+\.\d{3}")


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that spreadsheet programs show accents right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutralise(header) for header in headers])
    for row in rows:
        writer.writerow(["" if value is None else neutralise(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def write_outgoing_csv(table: OutgoingTable) -> bytes:
    """Return a table as CSV that is read back as it was, without a question about its decimals."""
    return write_csv(table.headers, ([_certain(value) for value in row] for row in table.rows()))


def _certain(value: Value) -> Value:
    """Write a number so that its point cannot be taken for a mark of thousands, as that of 1.234 could be."""
    if not isinstance(value, float):
        return value
    text = repr(value)
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text
