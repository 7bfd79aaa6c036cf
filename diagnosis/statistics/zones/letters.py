"""Letters of zones: A, B ... Z, AA, AB ..."""

from __future__ import annotations

_ALPHABET = 26


def letter_of(place: int) -> str:
    """Return the letter of a place in the order, from 0.

    Examples
    --------
    >>> [letter_of(place) for place in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    written, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, _ALPHABET)
        written = chr(ord("A") + digit) + written
    return written


def place_of(letter: str) -> int:
    """Return the place of a letter in the order, from 0.

    Examples
    --------
    >>> [place_of(letter) for letter in ("A", "Z", "AA", "ZZ")]
    [0, 25, 26, 701]
    """
    place = 0
    for character in letter:
        place = place * _ALPHABET + ord(character) - ord("A") + 1
    return place - 1
