"""Old workbooks (.xls) written byte by byte: a compound file with one stream of BIFF8 records."""

import struct
from collections.abc import Sequence

SECTOR = 512
SMALLEST_STREAM = 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, SHEET, LABEL, NUMBER = 0x0809, 0x000A, 0x0085, 0x0204, 0x0203


def old_workbook(rows: Sequence[Sequence[str | float]], title: str = "Hoja1") -> bytes:
    """A workbook of one sheet of texts and numbers."""
    head = _record(BOF, struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 1997, 0, 0))
    name = struct.pack("<BB", len(title), 0) + title.encode("latin-1")
    at = len(head) + 4 + 6 + len(name) + 4
    book = head + _record(SHEET, struct.pack("<LH", at, 0) + name) + _record(EOF, b"")
    sheet = _record(BOF, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 1997, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet += _cell(r, c, value)
    return compound_file("Workbook", book + sheet + _record(EOF, b""))


def compound_file(stream: str, content: bytes) -> bytes:
    """An OLE compound file with one stream."""
    content = content.ljust(SMALLEST_STREAM, b"\0")
    sectors = -(-len(content) // SECTOR)
    table = [FAT, END, *range(3, sectors + 2), END]
    head = struct.pack(
        "<8s16sHHHHH6xLLLLLLLLLL", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0, 0,
    )  # fmt: skip
    head = head.ljust(SECTOR, b"\xff")
    fat = struct.pack(f"<{len(table)}L", *table).ljust(SECTOR, b"\xff")
    assert len(fat) == SECTOR, "one sector of the table holds files up to 64 kB"
    root = _entry("Root Entry", 5, 1, END, 0)
    directory = (root + _entry(stream, 2, FREE, 2, len(content))).ljust(SECTOR, b"\0")
    return head + fat + directory + content.ljust(sectors * SECTOR, b"\0")


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(LABEL, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1"))
    return _record(NUMBER, place + struct.pack("<d", value))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16sL8s8sLQ", written, len(written), kind, 1, FREE, FREE, child, bytes(16), 0,
        bytes(8), bytes(8), start, size,
    )  # fmt: skip
