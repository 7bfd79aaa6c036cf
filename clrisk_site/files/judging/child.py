"""The process that opens an attachment: sets its own limits first, judges, writes one answer, ends.

Started as ``python -m clrisk_site.files.judging.child FILE ANSWER OWNER``. The answer is one line of JSON,
then the bytes to keep when the file was written anew.
"""

import json
import sys
import zipfile
from pathlib import Path

from clrisk_site.figures.message import says
from clrisk_site.files.judging.kinds import FileKind, Refusal, Refused, damaged, sniff, two_in_one
from clrisk_site.files.judging.limits import LIMITS, LONGEST_SIDE
from clrisk_site.files.judging.pdf import check_pdf
from clrisk_site.files.judging.word import judge_word
from clrisk_site.tables.child import restrain
from clrisk_site.tables.child_folder import end_with


def main(source: Path, answer: Path, owner: int) -> None:
    """Judge one file and write the answer; end with the process that asked."""
    end_with(owner)
    restrain(LIMITS)
    body = b""
    try:
        kind, body = judge(source)
        head: dict[str, object] = {"kind": kind.value, "anew": bool(body)}
    except Refused as refused:
        head = {"refused": refused.message.to_json(), "for": refused.kind.value}
    except MemoryError:
        head = {
            "refused": says("The file takes too much memory to be checked. Save it anew, smaller.").to_json(),
            "for": Refusal.UNCHECKED.value,
        }
    answer.write_bytes(json.dumps(head).encode() + b"\n" + body)


def judge(source: Path) -> tuple[FileKind, bytes]:
    """Return the kind, and the bytes of what was written anew; nothing for files kept as they are."""
    with source.open("rb") as file:
        kind = sniff(file.read(4096))
    if kind is FileKind.DOCX:
        return kind, judge_word(source, LIMITS)
    if zipfile.is_zipfile(source):
        raise two_in_one()
    if kind is FileKind.PDF:
        check_pdf(source.read_bytes())
        return kind, b""
    return _image(source.read_bytes())


def _image(content: bytes) -> tuple[FileKind, bytes]:
    from clrisk_site.files.images import ImageRefused, reencode  # noqa: PLC0415 - Pillow for images only

    try:
        made = reencode(content, longest_side=LONGEST_SIDE)
    except ImageRefused as refused:
        raise Refused(refused.message, Refusal.IMAGE) from refused
    if not made.content:
        raise damaged()
    return FileKind(made.extension), made.content


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
