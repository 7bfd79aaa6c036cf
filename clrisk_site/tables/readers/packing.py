"""Turns a stream of rows into packed columns: header, data, totals and notes told apart, limits held to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from clrisk_site.tables.readers.layout import (
    LOOK,
    Header,
    adds_up,
    filled,
    is_note,
    join_header,
    propose_header,
    says_total,
)
from clrisk_site.tables.readers.repairing import find_accents, find_or_repair
from clrisk_site.tables.readers.request import Note, Reading, Request, Rows
from clrisk_site.tables.readers.tags import find_tags, plain_tags, propose_tagged_header, tags_as_header
from clrisk_site.tables.sentences import RefusedError

CHUNK = 4096
TAIL = 60
SEPARATOR = "\0"
MANY_ROWS = 5_000
SHOWN_ROWS = 15
SHOWN_CELL = 120
TOTAL_COLUMNS = 3
MOST_TOTALS = 5
MOST_BELOW = 8

type Numbered = list[tuple[int, list[str]]]


@dataclass(slots=True)
class Found:
    """What a reader notices while it yields rows: columns with true numbers, and cells to remark."""

    typed: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)


def pack(
    rows: Rows,
    request: Request,
    *,
    ragged: bool,
    merged: Sequence[tuple[int, int, int]] = (),
    found: Found | None = None,
) -> Reading:
    """Read a whole sheet.

    Parameters
    ----------
    rows : iterator of rows of text
        From row 1 of the sheet.
    ragged : bool
        Rows may differ in length, which is then remarked; sheets of a workbook are filled up instead.
    merged : sequence of (row, first column, last column)
        Cells merged sideways, from 0.
    found : Found, optional
        Filled by the reader while it yields rows.

    Raises
    ------
    RefusedError
        If there is no header, no data, or more than the limits allow.
    """
    look = max(LOOK, request.header_row or 0)
    first = list(islice(rows, look))
    tagged = find_tags(first)
    header = _header(first, request, merged, tagged)
    texts = _named_width(header, first, ragged=ragged)
    if len(texts) > request.limits.columns:
        raise RefusedError("too_many_columns", limit=request.limits.columns)
    reading = Reading(headers=texts, first_row=header.row + 1)
    reading.top = [
        [cell[:SHOWN_CELL] for cell in row[: len(texts)]]
        for row in first[: max(SHOWN_ROWS, header.row + SHOWN_ROWS // 2)]
    ]
    reading.layout = {
        "header_row": header.row,
        "header_rows": header.rows,
        "title_rows": sum(1 for row in first[: header.row - header.rows] if filled(row)),
    }
    if tagged is not None:
        reading.tags = (plain_tags(first[tagged]) + [""] * len(texts))[: len(texts)]
        reading.layout["tags_row"] = tagged + 1
        # As a blank row it keeps its number and is no data.
        first[tagged] = []
    if header.rows > 1:
        reading.notes.append(Note("two_headers", header.row, warning=True, params={"rows": header.rows}))
    packer = Packer(request, header.row + 1, reading, ragged=ragged)
    packer.take(chain(first[header.row :], rows))
    packer.finish(found or Found())
    find_or_repair(reading, repair=request.repair)
    reading.accents = find_accents(reading.columns)
    return reading


def _header(
    first: list[list[str]], request: Request, merged: Sequence[tuple[int, int, int]], tagged: int | None
) -> Header:
    at = (request.header_row or 0) - 1
    if request.header_row is not None and (not 0 <= at < len(first) or not filled(first[at])):
        raise RefusedError("header_row", row=request.header_row)
    if tagged is not None and at == tagged:
        return tags_as_header(first, tagged)
    header = propose_header(first, merged) if tagged is None else propose_tagged_header(first, tagged, merged)
    if header is None:
        raise RefusedError("empty")
    if request.header_row is None:
        at = header.row - 1
    rows = request.header_rows or (header.rows if header.row == at + 1 else 1)
    return (
        header
        if (header.row, header.rows) == (at + 1, rows)
        else join_header(first, at, min(rows, at + 1), merged)
    )


def _named_width(header: Header, first: list[list[str]], *, ragged: bool) -> list[str]:
    """Return the headers, widened to the columns that most rows have."""
    sample = [_filled_width(row) for row in first[header.row :] if filled(row)]
    widest = max(sample, default=0)
    usual = sorted(sample)[len(sample) // 2] if sample else 0
    width = max(len(header.texts), usual if ragged else widest)
    return list(header.texts) + [""] * (width - len(header.texts))


def _filled_width(row: Sequence[str]) -> int:
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def letter(column: int) -> str:
    """Return the name a spreadsheet gives to a column (from 0): A, B, ... AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Packer:
    """Collects rows below the header, column by column, holding back the last ones until the end is seen."""

    def __init__(self, request: Request, next_row: int, reading: Reading, *, ragged: bool) -> None:
        self.request = request
        self.reading = reading
        self.width = len(reading.headers)
        self.ragged = ragged
        self.parts: list[list[str]] = [[] for _ in reading.headers]
        self.held: Numbered = []
        self.next_row = next_row
        self.totals: list[int] = []

    def take(self, rows: Iterable[list[str]]) -> None:
        """Take all rows, in chunks."""
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            numbered = self.held + list(enumerate(chunk, self.next_row))
            self.next_row += len(chunk)
            self.held = numbered[-TAIL:]
            self._pack(numbered[:-TAIL])
            if self.reading.rows > self.request.limits.rows:
                raise RefusedError("too_many_rows", limit=self.request.limits.rows)

    def finish(self, found: Found) -> None:
        """Look at the last rows, leave out notes and totals, pack the rest, and name what has no header."""
        proposed = self._propose_last_row()
        last = self.request.last_row or proposed
        if last > proposed:
            self._take_back(last)
        self._pack([(row, cells) for row, cells in self.held if row <= last])
        if self.reading.rows > self.request.limits.rows:
            raise RefusedError("too_many_rows", limit=self.request.limits.rows)
        if not self.reading.rows:
            raise RefusedError("no_rows_text" if self.ragged else "no_rows", sheet=self.request.sheet or "")
        below = [(row, [cell[:SHOWN_CELL] for cell in cells]) for row, cells in self.held if row > last]
        self.reading.bottom = [line for line in below if filled(line[1])][:MOST_BELOW]
        self.held = []
        last = min(last, self.next_row - 1)
        self.reading.layout["last_row"] = last
        self._remark_totals()
        self.reading.typed = sorted(found.typed)
        self.reading.notes += [
            note for note in found.notes if self.reading.first_row <= (note.row or 0) <= last
        ]
        self._drop_blank_columns()

    def _drop_blank_columns(self) -> None:
        tags = self.reading.tags or [""] * self.width
        headers = [header or tag for header, tag in zip(self.reading.headers, tags, strict=True)]
        kept = [
            i for i, part in enumerate(self.parts) if headers[i] or any(text.strip("\0 ") for text in part)
        ]
        self.reading.headers = [headers[i] or f"({letter(i)})" for i in kept]
        self.reading.tags = [tags[i] for i in kept] if self.reading.tags else []
        self.reading.columns = [SEPARATOR.join(self.parts[i]).encode("utf-8", "replace") for i in kept]
        moved = {old: new for new, old in enumerate(kept)}
        self.reading.typed = [moved[i] for i in self.reading.typed if i in moved]
        self.reading.notes = [
            note
            if note.column is None
            else Note(note.code, note.row, moved[note.column], note.warning, note.params)
            for note in self.reading.notes
            if note.column is None or note.column in moved
        ]

    def _pack(self, numbered: Numbered) -> None:
        last = self.request.last_row
        kept: Numbered = []
        for row, cells in numbered:
            if last is not None and row > last:
                break
            if not any(map(str.strip, cells)):
                self.reading.skipped.append(row)
            else:
                kept.append((row, cells if len(cells) == self.width else self._fitted(row, cells)))
        if not kept:
            return
        longest = self.request.limits.cell_characters
        columns = zip(*(cells for _, cells in kept), strict=True)
        for i, (part, column) in enumerate(zip(self.parts, columns, strict=True)):
            text = SEPARATOR.join(column)
            too_long = len(text) > longest and max(map(len, column)) > longest
            if i < TOTAL_COLUMNS and ("otal" in text or "OTAL" in text):
                words = {cell for cell in set(column) if says_total((cell,))}
                self.totals += [row for row, cells in kept if cells[i] in words] if words else []
            if too_long or text.count(SEPARATOR) >= len(column) or "\ufffd" in text:
                text = SEPARATOR.join(self._examined(i, kept))
            part.append(text)
        self.reading.rows += len(kept)

    def _examined(self, column: int, kept: Numbered) -> list[str]:
        """Return the cells of a column without what may not be in them, and remark where it was."""
        cells = []
        for row, texts in kept:
            cell = texts[column]
            if SEPARATOR in cell:
                self.reading.notes.append(Note("nul", row, column))
                cell = cell.replace(SEPARATOR, "\ufffd")
            elif "\ufffd" in cell:
                self.reading.notes.append(Note("undecodable", row, column, warning=True))
            limit = self.request.limits.cell_characters
            if len(cell) > limit:
                self.reading.notes.append(Note("long_cell", row, column, params={"limit": limit}))
                cell = cell[:limit]
            cells.append(cell)
        return cells

    def _fitted(self, row: int, cells: list[str]) -> list[str]:
        extra = cells[self.width :]
        params: dict[str, str | int] = {"found": len(cells), "expected": self.width}
        if self.ragged and filled(extra):
            self.reading.notes.append(Note("long_row", row, params=params))
        elif self.ragged and len(cells) < _filled_width(self.reading.headers):
            self.reading.notes.append(Note("short_row", row, warning=True, params=params))
        return cells[: self.width] + [""] * (self.width - len(cells))

    def _propose_last_row(self) -> int:
        held = [(row, cells) for row, cells in self.held if filled(cells)]
        if not held:
            return self.next_row - 1
        self.reading.layout["end_row"] = held[-1][0]
        notes = 0
        while len(held) > 1 and self._is_note(held[-1], held[-2][0]):
            notes += 1
            held.pop()
        if notes:
            below = next(row for row, cells in self.held if row > held[-1][0] and filled(cells))
            self.reading.layout |= {"note_rows": notes, "note_row": below}
            self.reading.notes.append(Note("notes", below, warning=True, params={"rows": notes}))
        row, cells = held[-1]
        named = bool(cells and cells[0].strip())
        adds_up = len(held) > 1 and not says_total(cells) and self._adds_up(held)
        if adds_up and named:
            # Counts as small as 0, 1, 0, 1 often add up; a row that names something is left out by nobody.
            self.reading.notes.append(Note("totals_inside", row, warning=True))
        elif adds_up or (len(held) > 1 and says_total(cells)):
            self.reading.layout["totals_row"] = row
            self.reading.notes.append(Note("totals", row, warning=True))
            held.pop()
        return held[-1][0]

    def _take_back(self, last: int) -> None:
        """Say nothing about totals and notes that a person counts among the data."""
        layout = self.reading.layout
        if (layout.get("totals_row") or last) <= last:
            layout["totals_row"] = None
        if (layout.get("note_row") or last) <= last:
            layout |= {"note_row": None, "note_rows": 0}
        self.reading.notes = [
            note
            for note in self.reading.notes
            if note.code not in ("totals", "notes") or (note.row or 0) > last
        ]

    def _remark_totals(self) -> None:
        rows = sorted(set(self.totals))
        if len(rows) > MOST_TOTALS:
            params: dict[str, str | int] = {"count": len(rows)}
            self.reading.notes.append(Note("totals_many", rows[0], warning=True, params=params))
        else:
            self.reading.notes += [Note("totals_inside", row, warning=True) for row in rows]

    def _is_note(self, line: tuple[int, list[str]], row_before: int) -> bool:
        row, cells = line
        if not is_note(cells, self.width):
            return False
        text = next(cell for cell in cells if cell.strip())
        apart, wordy = row > row_before + 1, len(text) > SHOWN_CELL // 3 or ":" in text
        if self.width == 2:
            # Of two columns one may well be blank in the last row.
            return text.startswith("# ") or (apart and wordy)
        return apart or wordy or text.lstrip()[0] in "*†1¹/#"

    def _adds_up(self, held: Numbered) -> bool:
        if self.reading.rows > MANY_ROWS:
            return False
        columns = []
        for i, part in enumerate(self.parts):
            packed = SEPARATOR.join(part).split(SEPARATOR) if part else []
            columns.append(packed + [cells[i] if i < len(cells) else "" for _, cells in held[:-1]])
        return adds_up(held[-1][1], columns)
