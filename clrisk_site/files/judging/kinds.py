"""The kinds of file that may be attached, and what other files are by their first bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from clrisk_site.figures.message import N_, Message, says


class FileKind(StrEnum):
    """What may be attached."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    DOCX = "docx"


ENDINGS = {
    "pdf": FileKind.PDF,
    "jpg": FileKind.JPG,
    "jpeg": FileKind.JPG,
    "png": FileKind.PNG,
    "docx": FileKind.DOCX,
}

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

ACCEPTED = N_("PDF, JPG, PNG and Word (DOCX) are taken.")


class Refusal(StrEnum):
    """For what a file was refused, as the audit keeps it: without a word that the sender chose."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    NAME = "name"
    PROGRAM = "program"
    MARKUP = "markup"
    OTHER_KIND = "other-kind"
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - the word, none of anybody
    TWO_IN_ONE = "two-in-one"
    ACTIVE = "active"
    ELSEWHERE = "elsewhere"
    UNPACKS = "unpacks"
    UNSAFE = "unsafe"
    IMAGE = "image"
    UNCHECKED = "unchecked"


class Refused(Exception):  # noqa: N818 - an answer for the person, not a fault of the program
    """The file is not taken; `message` says why and how to mend it, `kind` for what in one word."""

    def __init__(self, message: Message, kind: Refusal) -> None:
        super().__init__(str(message))
        self.message = message
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept: its kind, and its bytes as they are to be kept."""

    kind: FileKind
    content: bytes


_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", N_("a program for Windows")),
    (b"\x7fELF", N_("a program")),
    (b"\xca\xfe\xba\xbe", N_("a program")),
    (b"\xcf\xfa\xed\xfe", N_("a program")),
    (b"#!", N_("a program")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("an old Office file, or one with a password")),
    (b"GIF8", N_("a GIF image")),
    (b"II*\x00", N_("a TIFF image")),
    (b"MM\x00*", N_("a TIFF image")),
    (b"BM", N_("a BMP image")),
    (b"RIFF", N_("a WebP image or a recording")),
    (b"{\\rtf", N_("an RTF text")),
    (b"Rar!", N_("an archive")),
    (b"7z\xbc\xaf\x27\x1c", N_("an archive")),
    (b"\x1f\x8b", N_("an archive")),
    (b"%!PS", N_("a PostScript file")),
    (b"L\x00\x00\x00\x01\x14\x02\x00", N_("a Windows shortcut")),
)
_PROGRAMS = frozenset({b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!"})
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|svg|script|body|head|\?xml|!doctype\s+svg)", re.IGNORECASE
)


def sniff(head: bytes) -> FileKind:
    """Return which kind the first bytes announce; whether the rest keeps the promise is judged after.

    Raises
    ------
    Refused
        When they announce nothing that is taken.
    """
    if not head:
        raise Refused(says("The file is empty. Choose the file again, or save it anew."), Refusal.EMPTY)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"PK\x03\x04"):
        return FileKind.DOCX
    name, kind = _named(head)
    raise Refused(
        says(
            "The file is %(found)s. %(accepted)s Save it as one of these and send it again.",
            found=says(name),
            accepted=says(ACCEPTED),
        ),
        kind,
    )


def _named(head: bytes) -> tuple[str, Refusal]:
    for start, name in _STARTS:
        if head.startswith(start):
            return name, Refusal.PROGRAM if start in _PROGRAMS else Refusal.OTHER_KIND
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        return N_("a photograph in a format that only some phones read (HEIC)"), Refusal.OTHER_KIND
    if _MARKUP.search(head[:1024].replace(b"\0", b"")):
        return N_("a web page or a drawing that can carry a program"), Refusal.MARKUP
    return N_("of a kind that is not known here"), Refusal.OTHER_KIND


def damaged() -> Refused:
    """Return the refusal of a file that begins well and does not hold what it should."""
    return Refused(
        says("The file is damaged or cut off. Open it, save it anew, and send that file."), Refusal.DAMAGED
    )


def two_in_one() -> Refused:
    """Return the refusal of a file that is two kinds of file at once."""
    return Refused(
        says("The file holds another file hidden inside. Print it as PDF and send that file."),
        Refusal.TWO_IN_ONE,
    )
