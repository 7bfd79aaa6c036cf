"""How much room words take, where no browser can be asked. Measured on Source Sans; other faces are close."""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    0.27: " '\",.:;!|()[]{}-ijlIf·",
    0.36: "/\\rt",
    0.45: "*?cszvxyk",
    0.65: "&GHNOQU",
    0.77: "MwmW",
    0.88: "@%—",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL = 0.55


def width_of(words: str, size: float) -> float:
    """Return the width of one line of words in pixels, a little generously."""
    bare = unicodedata.normalize("NFD", words)
    return size * sum(_WIDTH_OF.get(c, _USUAL) for c in bare if not unicodedata.combining(c))


def lines_of(words: str, size: float, room: float) -> list[str]:
    """Break words into lines that fit; a single word longer than the room keeps its own line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
