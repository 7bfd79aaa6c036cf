"""The rows of a .dbf file as columns of text: its fields, its letters, its numbers."""

import codecs
import io
import struct
from dataclasses import dataclass

import shapefile  # type: ignore[import-untyped]  # pyshp has no stubs

from clrisk_site.tables.readers.packing import SEPARATOR
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError

HEAD, FIELD = 32, 32
LANGUAGE_AT = 29
LANGUAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x64: "cp852"}
"""What the byte for the language means; most programs leave it blank."""
CODE_PAGES = {
    "1252": "cp1252",
    "ansi 1252": "cp1252",
    "88591": "cp1252",
    "iso-8859-1": "cp1252",
    "850": "cp850",
}
LIKELIEST = "cp1252"
NUMERIC = ("N", "F", "I", "O", "B")


@dataclass(frozen=True, slots=True)
class Attributes:
    """Columns as name and cells; which of them hold numbers; how the letters were read."""

    columns: list[tuple[str, list[str]]]
    numeric: list[int]
    rows: int
    encoding: str


def read_attributes(content: bytes, code_page: str, request: Request) -> Attributes:
    """Read a .dbf file.

    Parameters
    ----------
    code_page : str
        What the .cpg file says, "" where there is none.

    Raises
    ------
    RefusedError
        If it is damaged, larger than allowed, or its letters cannot be read as they were chosen to be.
    """
    rows = _checked_rows(content, request)
    try:
        # One sign per byte, so that the letters can be judged as a whole afterwards.
        with shapefile.Reader(dbf=io.BytesIO(content), encoding="latin-1") as reader:
            fields = reader.fields[1:]
            records = [list(record) for record in reader.iterRecords()]
    except Exception as error:
        # The library has no bounds to what it raises on damaged files.
        raise RefusedError("shapefile_damaged", part=".dbf") from error
    if len(records) != rows:
        raise RefusedError("shapefile_damaged", part=".dbf")
    plain = [
        (str(field[0]), [_text(record[number]) for record in records]) for number, field in enumerate(fields)
    ]
    encoding = request.encoding or _stated(content, code_page) or _likeliest(plain)
    columns = [(_decoded(name, encoding), _cells(cells, encoding)) for name, cells in plain]
    numeric = [number for number, field in enumerate(fields) if str(field[1]) in NUMERIC]
    return Attributes(columns, numeric, rows, encoding)


def _checked_rows(content: bytes, request: Request) -> int:
    """Return how many rows there are, after holding the sizes in the header to the size of the file."""
    try:
        rows, header, width = struct.unpack_from("<LHH", content, 4)
    except struct.error as error:
        raise RefusedError("shapefile_damaged", part=".dbf") from error
    if header < HEAD or not width or header + rows * width > len(content) + 1:
        raise RefusedError("shapefile_damaged", part=".dbf")
    if rows > request.limits.features:
        raise RefusedError("too_many_features", limit=request.limits.features)
    if (header - HEAD) // FIELD > request.limits.columns:
        raise RefusedError("too_many_columns", limit=request.limits.columns)
    return int(rows)


def _stated(content: bytes, code_page: str) -> str:
    """Return the encoding that the .cpg file or the .dbf file itself states, "" for none that is known."""
    said = code_page.strip().lower()
    try:
        name = CODE_PAGES.get(said) or (codecs.lookup(said).name if said else "")
        "".encode(name or "ascii")
    except (LookupError, ValueError):
        name = ""
    # Also codecs of Python that are no letters at all have names.
    known = name if name in ("utf-8", "cp1252", "cp850", "cp437", "mac-roman", "iso8859-15") else ""
    return known or LANGUAGES.get(content[LANGUAGE_AT], "")


def _likeliest(columns: list[tuple[str, list[str]]]) -> str:
    texts = "".join(text for name, cells in columns for text in (name, *cells) if not text.isascii())
    try:
        texts.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return LIKELIEST
    return "utf-8"


def _cells(cells: list[str], encoding: str) -> list[str]:
    whole = SEPARATOR.join(cells)
    return cells if whole.isascii() else _decoded(whole, encoding).split(SEPARATOR)


def _decoded(text: str, encoding: str) -> str:
    try:
        return text.encode("latin-1").decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        if encoding == LIKELIEST:
            return text.encode("latin-1").decode(encoding, "replace")
        raise RefusedError("undecodable", encoding=encoding[:20]) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace(SEPARATOR, "").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
