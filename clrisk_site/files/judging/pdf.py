"""Judges a PDF: whole, without password, and without anything that acts by itself or hides other files.

No full reader of the format: names are looked for in the bytes and in the packed object streams, which is
where they must stand to have an effect.
"""

import re
import zlib
from itertools import islice

from clrisk_site.figures.message import N_, says
from clrisk_site.files.judging.kinds import Refusal, Refused, damaged

TAIL = 2048
MOST_STREAMS = 20_000
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_DICTIONARY = 8192


def _name(text: str) -> bytes:
    """Return a pattern for a name, any letter of which may be written as # and two digits."""
    letters = (rf"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in text)
    return "".join(("/", *letters)).encode()


_END = rb"(?=[\s/<>\[\](){}%]|$)"

# Each name has an effect wherever it stands as a whole word; one of seven letters does not arise by chance.
ACTIVE = (
    (re.compile(_name("JavaScript") + _END), N_("a program (JavaScript)")),
    (re.compile(_name("Rendition") + _END), N_("a recording that plays by itself")),
    (re.compile(_name("RichMedia") + rb"[A-Za-z]*" + _END), N_("a recording or an animation")),
    (re.compile(_name("Launch") + _END), N_("an order to start a program")),
    (re.compile(_name("SubmitForm") + _END), N_("an order to send data elsewhere")),
    (re.compile(_name("ImportData") + _END), N_("an order to fetch data")),
    (re.compile(_name("GoToE") + _END), N_("another file")),
    (re.compile(_name("EmbeddedFile") + rb"s?" + _END), N_("another file")),
    (re.compile(_name("XFA") + rb"\s*(?:\[|\d+\s+\d+\s+R)"), N_("a form that is a program")),
)
_ENCRYPTED = re.compile(_name("Encrypt") + rb"\s*(?:<<|\d+\s+\d+\s+R)")
_PACKED = re.compile(_name("ObjStm") + _END)
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(_name("FlateDecode") + _END)
_OTHER_FILTER = re.compile(
    rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt|AHx|A85|LZW|RL)\b"
)
_PREDICTED = re.compile(_name("Predictor") + rb"\s*(?!1\b)\d")


def check_pdf(content: bytes) -> None:
    """Refuse what is no whole, plain PDF.

    Raises
    ------
    Refused
        Naming what was found and how to mend it.
    """
    _check_frame(content)
    if _ENCRYPTED.search(content):
        raise Refused(
            says("The PDF is protected by a password. Print it as a new PDF and send that file."),
            Refusal.PASSWORD,
        )
    _check_active(content)
    left = MOST_UNPACKED
    found = list(islice(_PACKED.finditer(content), MOST_STREAMS + 1))
    if len(found) > MOST_STREAMS:
        raise _unusual()
    for match in found:
        unpacked = _unpack(content, match.start(), left)
        left -= len(unpacked)
        _check_active(unpacked)


def _check_frame(content: bytes) -> None:
    if not re.match(rb"%PDF-[12]\.\d", content):
        raise damaged()
    tail = content[-TAIL:]
    end = tail.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in tail[:end] or tail[end + 5 :].strip(b"\r\n\t \0"):
        raise damaged()


def _check_active(text: bytes) -> None:
    for pattern, what in ACTIVE:
        if pattern.search(text):
            raise Refused(
                says("The PDF holds %(what)s. Print it as a new PDF and send that file.", what=says(what)),
                Refusal.ACTIVE,
            )


def _unpack(content: bytes, at: int, left: int) -> bytes:
    """Return the objects of the packed stream whose dictionary holds the position."""
    begin = content.rfind(b"obj", max(0, at - LONGEST_DICTIONARY), at)
    stream = _STREAM.search(content, at, at + LONGEST_DICTIONARY)
    if begin < 0 or stream is None:
        raise _unusual()
    dictionary = content[begin : stream.start()]
    if _OTHER_FILTER.search(dictionary) or _PREDICTED.search(dictionary):
        raise _unusual()
    if not _FLATE.search(dictionary):
        end = content.find(b"endstream", stream.end())
        if b"/Filter" in dictionary or end < 0:
            raise _unusual()
        return content[stream.end() : end]
    try:
        unpacked = zlib.decompressobj().decompress(content[stream.end() :], left + 1)
    except zlib.error as error:
        raise damaged() from error
    if len(unpacked) > left:
        raise _unusual()
    return unpacked


def _unusual() -> Refused:
    return Refused(
        says(
            "The PDF is built in an unusual way and cannot be checked. Print it as a new PDF and send that."
        ),
        Refusal.UNSAFE,
    )
