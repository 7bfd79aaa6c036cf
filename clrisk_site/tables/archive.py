"""Checks a zipped workbook or shapefile before it is unpacked: sizes, names, headers, document types."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from clrisk_site.tables.limits import MEBIBYTE, Limits
from clrisk_site.tables.sentences import RefusedError

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
PROLOGUE = 4096
LONGEST_NAME = 512
DIRECTORY_ENTRY = 46
CONTENT_TYPES = "[Content_Types].xml"
BLANKS = 5
"""How much tighter the rows of a shapefile may be packed: its cells are filled up with blanks."""
MARKED = (".xml", ".rels", ".vml")


def check_archive(path: Path, limits: Limits) -> dict[str, bytes]:
    """Return the names of the parts, each with the first bytes of those that may betray themselves.

    Raises
    ------
    RefusedError
        If the archive is damaged, unsafe, or would unpack to more than allowed.
    zipfile.BadZipFile
        If it is no zip archive at all.
    """
    with path.open("rb") as file:
        _check_end(file, path.stat().st_size, limits)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_sizes(parts, limits)
            _check_names(parts)
            _check_headers(file, parts, archive.start_dir)
            names = {part.filename for part in parts}
            read = [part for part in parts if not _is_never_read(part.filename, names)]
            return dict.fromkeys(names, b"") | {part.filename: _prologue(archive, part) for part in read}


def _check_end(file: BinaryIO, size: int, limits: Limits) -> None:
    """Refuse before the directory is read: it is as large as the file says, and is read whole."""
    tail_size = min(size, END.size + 65_535)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise RefusedError("zip_damaged")
    _, _, _, _, entries, directory_size, directory_at, comment = END.unpack_from(tail, at)
    if entries > limits.entries or directory_size > limits.entries * (DIRECTORY_ENTRY + LONGEST_NAME):
        raise RefusedError("zip_entries", limit=limits.entries)
    end_at = size - tail_size + at
    if end_at + END.size + comment != size or directory_at + directory_size != end_at:
        raise RefusedError("zip_damaged")
    file.seek(0)


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.entries:
        raise RefusedError("zip_entries", limit=limits.entries)
    if sum(part.file_size for part in parts) > limits.unzipped_bytes:
        raise RefusedError("zip_bomb", limit=limits.unzipped_bytes // MEBIBYTE)
    for part in parts:
        ratio = limits.ratio * (BLANKS if part.filename.casefold().endswith(".dbf") else 1)
        if part.file_size > MEBIBYTE and part.file_size > ratio * max(part.compress_size, 1):
            raise RefusedError("zip_ratio", part=part.filename[:80])


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in parts:
        # `filename` is cut at a NUL, `orig_filename` is what stands in the archive.
        name = part.orig_filename
        steps = name.split("/")
        unsafe = (
            "\\" in name or "\0" in name or name.startswith("/") or ".." in steps or ":" in steps[0]
            or name.casefold() in seen or stat.S_ISLNK(part.external_attr >> 16)
        )  # fmt: skip
        if unsafe or name.casefold().endswith((".zip", ".xlsx", ".jar", ".exe")):
            raise RefusedError("zip_unsafe", part=name.replace("\0", "?")[:80])
        seen.add(name.casefold())


def _check_headers(file: BinaryIO, parts: list[zipfile.ZipInfo], directory_at: int) -> None:
    """Compare each part's own header with the directory; readers disagree about which one to believe."""
    ordered = sorted(parts, key=lambda part: part.header_offset)
    ends = [part.header_offset for part in ordered[1:]] + [directory_at]
    for part, limit in zip(ordered, ends, strict=True):
        file.seek(part.header_offset)
        head = file.read(LOCAL.size)
        if len(head) < LOCAL.size:
            raise RefusedError("zip_damaged")
        magic, _, flags, method, _, _, crc, packed, unpacked, name_size, extra_size = LOCAL.unpack(head)
        if flags & 1:
            raise RefusedError("password")
        raw_name = file.read(name_size)
        deferred = bool(flags & 8) or packed == 0xFFFFFFFF
        agrees = deferred or (crc, packed, unpacked) == (part.CRC, part.compress_size, part.file_size)
        if magic != b"PK\x03\x04" or method != part.compress_type or method not in (0, 8) or not agrees:
            raise RefusedError("zip_damaged")
        if raw_name != _raw_name(part):
            raise RefusedError("zip_damaged")
        if part.header_offset + LOCAL.size + name_size + extra_size + part.compress_size > limit:
            raise RefusedError("zip_damaged")


def _is_never_read(name: str, names: Collection[str]) -> bool:
    """Whether a part is the description beside a shapefile: programs declare a document type in it."""
    return name.casefold().endswith(".shp.xml") and CONTENT_TYPES not in names


def _raw_name(part: zipfile.ZipInfo) -> bytes:
    return part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437")


def _prologue(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    name = part.filename.casefold()
    if not name.endswith(MARKED) and name not in ("mimetype", "[content_types].xml"):
        return b""
    with archive.open(part) as content:
        try:
            head = content.read(PROLOGUE)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise RefusedError("zip_damaged") from error
    if b"<!doctype" in head.replace(b"\0", b"").lower():
        raise RefusedError("dtd")
    return head[:100]
