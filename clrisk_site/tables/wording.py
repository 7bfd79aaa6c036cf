"""Texts made comparable: without case, accents, odd spaces and punctuation.

Nothing here is ever shown or stored.
"""

import re
import unicodedata

ODD_SPACES = {
    0x00A0: " ",
    0x2007: " ",
    0x2009: " ",
    0x202F: " ",
    0x3000: " ",
    0x200B: "",
    0xFEFF: "",
    0x00AD: "",
    # Marks of direction: they show a text in another order than it is stored.
    **dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}
"""Spaces that look like one, and characters that look like none."""

_NOT_WORD = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """Return the text composed (NFC), with plain single spaces, stripped."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text).translate(ODD_SPACES).split())


def plain(text: str) -> str:
    """Return the words of a text in lower case, without accents, in plain letters.

    Examples
    --------
    >>> plain("  Tuxtla_Gutiérrez, 1º ")
    'tuxtla gutierrez 1o'
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    letters = unicodedata.normalize("NFKD", text.translate(ODD_SPACES)).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", bare).strip()
