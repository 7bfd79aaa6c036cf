"""What a file is, by its first bytes and never by its name.

Opens nothing but the file itself, parses nothing.
"""

import re
import struct
import zipfile
from pathlib import Path

from clrisk_site.tables.archive import check_archive
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.raw import FileKind
from clrisk_site.tables.sentences import RefusedError

HEAD = 8192
OLE_SEARCH = 4 * 1024 * 1024
MOST_CONTROLS = 3
"""Control characters that the first bytes of a text may hold, or one in a hundred if that is more."""

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "not_a_table", "pdf"),
    (b"MZ", "not_a_table", "program"),
    (b"\x7fELF", "not_a_table", "program"),
    (b"\x89PNG", "not_a_table", "image"),
    (b"\xff\xd8\xff", "not_a_table", "image"),
    (b"GIF8", "not_a_table", "image"),
    (b"RIFF", "not_a_table", "media"),
    (b"{\\rtf", "not_a_table", "word"),
    (b"\x1f\x8b", "not_a_table", "zip"),
    (b"7z\xbc\xaf", "not_a_table", "zip"),
    (b"Rar!", "not_a_table", "zip"),
    (b"SQLite format 3\0", "save_as_geojson", "sqlite"),
    (b"\x00\x00\x27\x0a", "shapefile_alone", "shapefile"),
)

MARKUP: tuple[tuple[bytes, str, str], ...] = (
    (b"<stata_dta>", "not_a_table", "stata"),
    (b"<ogrvrtdatasource", "save_as_geojson", "vrt"),
    (b"<vrtdataset", "save_as_geojson", "vrt"),
    (b"opengis.net/gml", "save_as_geojson", "gml"),
    (b"<kml", "save_as_geojson", "kml"),
    (b"opengis.net/kml", "save_as_geojson", "kml"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "save_as_xlsx", "spreadsheetml"),
    (b"<html", "not_a_table", "html"),
    (b"<!doctype html", "not_a_table", "html"),
    (b"<table", "not_a_table", "html"),
)


def sniff(path: Path, limits: Limits) -> FileKind:
    """Return what the file is.

    Raises
    ------
    RefusedError
        If it is empty, too large, or nothing that is read here.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise RefusedError("too_large", limit=limits.file_bytes // (1024 * 1024))
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise RefusedError("empty")
    if head.startswith(b"PK"):
        return _zipped(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(path)
    for start, code, what in SIGNATURES:
        if head.startswith(start):
            raise RefusedError(code, what=what)
    return _text(head)


def _zipped(path: Path, limits: Limits) -> FileKind:
    try:
        names = check_archive(path, limits)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise RefusedError("zip_damaged") from error
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        raise RefusedError("save_as_xlsx", what="xlsb")
    if names.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return FileKind.ODS
    if any(name.startswith("word/") for name in names) or "mimetype" in names:
        raise RefusedError("not_a_table", what="word")
    if any(name.endswith(".kml") for name in names):
        raise RefusedError("save_as_geojson", what="kmz")
    if any(name.casefold().endswith(".shp") for name in names):
        return FileKind.SHAPEFILE
    if any(name.casefold().endswith((".shx", ".dbf")) for name in names):
        raise RefusedError("shapefile_part", part=".shp", name="?")
    raise RefusedError("not_a_table", what="zip")


def _ole(path: Path) -> FileKind:
    with path.open("rb") as file:
        content = file.read(OLE_SEARCH)
        # The directory of streams may lie anywhere; in files of this size it is at one of the two ends.
        file.seek(max(0, path.stat().st_size - OLE_SEARCH))
        content += file.read(OLE_SEARCH)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError("password")
    if "Workbook".encode("utf-16-le") in content or b"B\0o\0o\0k\0\0\0" in content:
        return FileKind.XLS
    raise RefusedError("not_a_table", what="ole")


def _text(head: bytes) -> FileKind:
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith(b"<"):
        for mark, code, what in MARKUP:
            if mark in plain:
                raise RefusedError(code, what=what)
        raise RefusedError("not_a_table", what="xml")
    if plain.startswith(b"{"):
        return FileKind.GEOJSON
    if plain.startswith(b"["):
        raise RefusedError("not_a_table", what="json")
    if not _looks_like_text(head):
        raise RefusedError("binary")
    return FileKind.CSV


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or len(head[0::2].strip(b"\0")) < len(head) // 4:
        return True
    if len(head[1::2].strip(b"\0")) == 0 or head[1::2].count(0) > len(head) * 0.3:
        return True
    controls = len(re.findall(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]", head))
    return controls <= max(MOST_CONTROLS, len(head) // 100)
