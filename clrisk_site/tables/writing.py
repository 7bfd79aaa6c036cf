"""Tables going out as CSV in which no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from clrisk_site.tables.neutral import Value, neutralise


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that spreadsheet programs show accents right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutralise(header) for header in headers])
    for row in rows:
        writer.writerow(["" if value is None else neutralise(value) for value in row])
    return text.getvalue().encode("utf-8-sig")
