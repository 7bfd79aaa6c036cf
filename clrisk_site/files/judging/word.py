"""Judges a Word file: its parts are what they say; nothing that acts, hides or comes from elsewhere."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from clrisk_site.figures.message import says
from clrisk_site.files.judging.kinds import ACCEPTED, Refusal, Refused, damaged
from clrisk_site.files.judging.word_fields import Fields
from clrisk_site.files.judging.word_pictures import pictures_anew
from clrisk_site.tables.archive import check_archive
from clrisk_site.tables.limits import MEBIBYTE, Limits
from clrisk_site.tables.sentences import RefusedError

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LARGEST_LIST = 2 * MEBIBYTE

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    expat.ExpatError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # marks of UTF-8 and UTF-16, and blanks

# Parts that act, or that are files of their own, by what their path holds; small letters.
ACTIVE_PARTS = ("vbaproject", "vbadata", "activex", "/embeddings/", "/customui")
ACTIVE_LINKS = (
    "/vbaproject",
    "/oleobject",
    "/package",
    "/control",
    "/afchunk",
    "/subdocument",
    "/keymapcustomizations",
)


def judge_word(path: Path, limits: Limits) -> bytes:
    """Refuse what is no plain Word file; return it with its pictures written anew, or nothing without any.

    Raises
    ------
    Refused
        Naming what was found and how to mend it.
    """
    try:
        parts = check_archive(path, limits)
        names = {name.casefold() for name in parts}
        if "[content_types].xml" not in names or "word/document.xml" not in names:
            raise Refused(
                says(
                    "The file is an archive, not a Word file. %(accepted)s Send each paper by itself.",
                    accepted=says(ACCEPTED),
                ),
                Refusal.OTHER_KIND,
            )
        if any(active in f"/{name}" for name in names for active in ACTIVE_PARTS):
            raise _active()
        with zipfile.ZipFile(path) as archive:
            _check_types(_elements(archive, "[Content_Types].xml"))
            for name in parts:
                if name.casefold().endswith(".rels"):
                    _check_links(_elements(archive, name))
                _check_fields(archive, name)
            return pictures_anew(archive)
    except RefusedError as refused:
        raise _refusal_of(refused.code) from refused
    except DAMAGES as error:
        raise damaged() from error


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small part with their attributes; a document type in it is refused."""
    info = archive.getinfo(name)
    if info.file_size > LARGEST_LIST:
        raise _refusal_of("zip_bomb")
    found: list[tuple[str, dict[str, str]]] = []

    def refuse(*_arguments: object) -> None:
        raise _refusal_of("dtd")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rsplit(":", 1)[-1], attributes))
    parser.Parse(archive.read(name), True)  # noqa: FBT003 - expat takes it by position only
    return found


def _check_fields(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse fields that act, in any part that is XML: which ones Word reads is told elsewhere."""
    content = archive.read(name)
    if not content.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return
    fields = Fields()
    fields.read(content)
    if fields.has_doctype:
        raise _refusal_of("dtd")
    if fields.acts:
        raise Refused(
            says(
                "The Word file holds a field that starts a program or fetches something from elsewhere. "
                "Save it as PDF and send that file."
            ),
            Refusal.ACTIVE,
        )


def _check_types(elements: list[tuple[str, dict[str, str]]]) -> None:
    types = [attributes.get("ContentType", "") for _tag, attributes in elements]
    if any("macroenabled" in kind.casefold() or "vba" in kind.casefold() for kind in types):
        raise _active()
    if MAIN not in types:
        raise damaged()


def _check_links(elements: list[tuple[str, dict[str, str]]]) -> None:
    for tag, attributes in elements:
        if tag != "Relationship":
            continue
        kind = attributes.get("Type", "").casefold()
        if kind.endswith(ACTIVE_LINKS):
            raise _active()
        # A link that a reader follows by hand is harmless; anything else is fetched when the file is opened.
        if attributes.get("TargetMode", "").casefold() == "external" and not kind.endswith("/hyperlink"):
            raise Refused(
                says(
                    "The Word file takes a picture or a template from elsewhere. "
                    "Save it as PDF and send that file."
                ),
                Refusal.ELSEWHERE,
            )


def _active() -> Refused:
    return Refused(
        says("The Word file holds macros or other files inside. Save it as PDF and send that file."),
        Refusal.ACTIVE,
    )


def _refusal_of(code: str) -> Refused:
    if code == "password":
        return Refused(
            says("The Word file is protected by a password. Save it as PDF and send that file."),
            Refusal.PASSWORD,
        )
    if code in {"zip_bomb", "zip_ratio", "zip_entries"}:
        return Refused(
            says("The Word file would unpack to more than is allowed. Save it as PDF and send that file."),
            Refusal.UNPACKS,
        )
    if code in {"zip_unsafe", "dtd"}:
        return Refused(
            says("The Word file is built in an unsafe way. Save it as PDF and send that file."),
            Refusal.UNSAFE,
        )
    return damaged()
