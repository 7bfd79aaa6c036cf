"""Quotes the part of a text in which a word was found. No database here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapping.models.searching import search_text

AROUND = 9


@dataclass(frozen=True)
class Piece:
    """A part of a quote; `is_found` where it holds a word that was looked for."""

    text: str
    is_found: bool = False


def quote(texts: Iterable[str], words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the words around the first find in the first text that has one.

    Parameters
    ----------
    texts : iterable of str
        Texts as people wrote them.
    words : sequence of str
        What was looked for, in the form of `search_text`.

    Returns
    -------
    tuple of Piece
        Empty where none of the texts holds any of the words: then the name itself was found.

    Examples
    --------
    >>> [piece.text for piece in quote(["Becas de educación básica"], ["educacion"]) if piece.is_found]
    ['educación']
    """
    for text in texts:
        written = text.split()
        found = [_holds(one, words) for one in written]
        if any(found):
            return _around(written, found)
    return ()


def _holds(written: str, words: Sequence[str]) -> bool:
    plain = search_text(written)
    return any(word in plain for word in words)


def _around(written: list[str], found: list[bool]) -> tuple[Piece, ...]:
    first = found.index(True)
    start, end = max(0, first - AROUND), min(len(written), first + 2 * AROUND)
    pieces = [Piece(written[at], found[at]) for at in range(start, end)]
    before = [Piece("…")] if start else []
    after = [Piece("…")] if end < len(written) else []
    return (*before, *pieces, *after)
