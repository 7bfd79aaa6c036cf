"""Reads tables in text: finds the encoding and the separator, keeps quoted line breaks, remarks ragged
rows."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from clrisk_site.tables.readers.literals import spell_literals
from clrisk_site.tables.readers.packing import pack
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.sentences import RefusedError

SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 65_536
SAMPLE_ROWS = 100
BLOCK = 1024 * 1024
LOOKED_AT = 4 * BLOCK
LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑãõâêôàçÃÕÂÊÔÀÇ¿¡º°")
LONGEST_CELL_LINES = 500
"""A cell of more lines than this is a quotation mark that was never closed."""


def read_text(request: Request) -> Reading:
    """Read a text table as packed columns."""
    # One field may be as long as the file; what is too long is remarked row by row, not thrown at the user.
    csv.field_size_limit(request.limits.file_bytes)
    encoding = (
        resolve_encoding(request.path, request.encoding) if request.encoding else find_encoding(request.path)
    )
    with request.path.open(encoding=encoding, errors="replace", newline="") as file:
        separator = request.separator or find_separator(file.read(SAMPLE))
        file.seek(0)
        reading = pack(_records(file, separator), request, ragged=True)
    reading.source = {"kind": "csv", "encoding": encoding, "separator": separator}
    spell_literals(reading)
    return reading


def find_encoding(path: Path) -> str:
    """Return the encoding of a text file: by its mark, else UTF-8 where all of it is valid, else cp1252."""
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head[1::2].count(0) * 10 > len(head) * 3:
            return "utf-16-le"
        if head[0::2].count(0) * 10 > len(head) * 3:
            return "utf-16-be"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _likeliest(path)
    return "utf-8"


def _likeliest(path: Path) -> str:
    """Return the encoding of one byte per letter that gives the most letters of Spanish and Portuguese."""
    with path.open("rb") as file:
        high = Counter(file.read(LOOKED_AT).translate(None, bytes(range(128))))

    def letters(encoding: str) -> int:
        return sum(n for byte, n in high.items() if bytes([byte]).decode(encoding, "replace") in LETTERS)

    # Of equals the first is taken, and the others have to be clearly better.
    return max(("cp1252", "mac_roman", "cp850"), key=lambda name: letters(name) - (name != "cp1252"))


def resolve_encoding(path: Path, chosen: str) -> str:
    """Return how Python calls an encoding that a person chose: with its mark, and the order of its bytes."""
    if chosen == "utf-8":
        return "utf-8-sig"
    if chosen == "utf-16":
        found = find_encoding(path)
        return found if found.startswith("utf-16") else "utf-16-le"
    return chosen


def find_separator(sample: str) -> str:
    """Return the separator that cuts the sample into the widest and most even table."""
    best, best_score = ",", 0.0
    complete = sample if len(sample) < SAMPLE else sample[: sample.rfind("\n") + 1] or sample
    for separator in SEPARATORS:
        if separator not in complete:
            continue
        rows = islice(csv.reader(io.StringIO(complete, newline=""), delimiter=separator), SAMPLE_ROWS)
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width))
        score = widths.count(usual) / len(widths) * (1 + min(usual, 20) / 20) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best


def _records(file: io.TextIOBase, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(file, delimiter=separator)
    row = before = start = 0
    for cells in reader:
        row += 1
        start, before = before, reader.line_num
        if before - start > LONGEST_CELL_LINES:
            raise RefusedError("unclosed_quote", row=row)
        yield cells
    if before - start > 1:
        _check_last_quote(file, separator, row, start)


def _check_last_quote(file: io.TextIOBase, separator: str, row: int, start: int) -> None:
    """Refuse when the last record, which spans several lines, only ended because the file did."""
    file.seek(0)
    try:
        for _ in csv.reader(islice(file, start, None), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise RefusedError("unclosed_quote", row=row) from error
