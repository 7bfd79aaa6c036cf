"""What every map has in common, whatever its file: columns of texts and one of shapes, placed and checked."""

from collections.abc import Iterable

from clrisk_site.tables.readers.outlines import Gathered, Outlines
from clrisk_site.tables.readers.packing import SEPARATOR, SHOWN_CELL, SHOWN_ROWS
from clrisk_site.tables.readers.placing import place
from clrisk_site.tables.readers.repairing import find_accents, find_or_repair
from clrisk_site.tables.readers.request import Note, Reading, Request
from clrisk_site.tables.readers.shapes import build_shapes

GEOMETRY = "geometry"


def finish_map(
    reading: Reading,
    columns: Iterable[tuple[str, list[str]]],
    shapes: Gathered,
    stated: str,
    request: Request,
) -> Reading:
    """Fill a reading with the columns and the shapes of a map.

    Parameters
    ----------
    reading : Reading
        With its source, and the columns that held true numbers.
    columns : iterable of (str, list of str)
        Name and cells of each column.
    shapes : Gathered
        One per row; empty afterwards.
    stated : str
        The coordinate system as the file states it.
    """
    rows = len(shapes.kinds)
    reading.rows = rows
    reading.layout = {"header_row": 0, "header_rows": 0, "title_rows": 0, "last_row": rows}
    shown: list[list[str]] = [[] for _ in range(min(rows, SHOWN_ROWS))]
    for name, cells in columns:
        reading.headers.append(name)
        for line, cell in zip(shown, cells[:SHOWN_ROWS], strict=True):
            line.append(cell[:SHOWN_CELL])
        reading.columns.append(SEPARATOR.join(cells).encode("utf-8", "replace"))
    reading.top = shown
    find_or_repair(reading, repair=request.repair)
    reading.accents = find_accents(reading.columns)
    reading.geometry_column = len(reading.headers)
    reading.headers.append(GEOMETRY)
    reading.columns.append(_shapes(Outlines.of(shapes), stated, request, reading))
    return reading


def _shapes(outlines: Outlines, stated: str, request: Request, reading: Reading) -> bytes:
    placing = place(outlines, stated, request)
    shapes: list[bytes] = [b""] * len(outlines)
    mended: dict[int, float] = {}
    if not placing.asks:
        shapes, mended = build_shapes(outlines)
    reading.notes += [
        Note(fault.code, number + 1, params=fault.params) for number, fault in outlines.faults.items()
    ]
    reading.notes += [
        Note("mended", number + 1, warning=True, params={"percent": f"{percent:.4f}"})
        for number, percent in mended.items()
    ]
    reading.map = placing.to_plain() | {
        "mended": [[number + 1, percent] for number, percent in mended.items()]
    }
    return SEPARATOR.encode().join(shapes)
