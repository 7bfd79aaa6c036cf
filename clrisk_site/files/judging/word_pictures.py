"""Writes the pictures inside a Word file anew, so that none tells where it was taken."""

import io
import zipfile

from clrisk_site.figures.message import says
from clrisk_site.files.judging.kinds import Refusal, Refused
from clrisk_site.files.judging.limits import LONGEST_SIDE

_REWRITTEN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_TELLING = (b"II*\0", b"MM\0*", b"II\xbc\x01")  # TIFF and JPEG XR
MOST_HEAD = 16


def pictures_anew(archive: zipfile.ZipFile) -> bytes:
    """Return the file with its JPG and PNG pictures written anew; nothing when it holds none.

    Raises
    ------
    Refused
        When a picture is damaged, or of a kind that is not rewritten and may tell its place.
    """
    heads = {part.filename: _head(archive, part) for part in archive.infolist()}
    for head in heads.values():
        if head.startswith(_TELLING) or head[4:8] == b"ftyp" or head[8:12] == b"WEBP":  # HEIC and WebP
            raise Refused(
                says(
                    "The Word file holds a photograph that is no JPG or PNG. Put it in as JPG and send again."
                ),
                Refusal.IMAGE,
            )
    if not any(head.startswith(_REWRITTEN) for head in heads.values()):
        return b""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, head in heads.items():
            content = archive.read(name)
            written.writestr(name, _anew(content) if head.startswith(_REWRITTEN) else content)
    return target.getvalue()


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as content:
        return content.read(MOST_HEAD)


def _anew(content: bytes) -> bytes:
    from clrisk_site.files.images import ImageRefused, reencode  # noqa: PLC0415 - Pillow for images only

    try:
        return reencode(content, longest_side=LONGEST_SIDE).content
    except ImageRefused as refused:
        raise Refused(
            says("The Word file holds a picture that cannot be read. Take it out, or put it in anew as JPG."),
            Refusal.IMAGE,
        ) from refused
