"""Finds what looks like a person in a free text (R18). It knows frequent names only: a hint, no proof."""

import re
from collections.abc import Iterable, Iterator

from clrisk_site.tables.persons.given_names import GIVEN_NAMES
from clrisk_site.tables.persons.identifiers import CPF_WRITTEN, has_curp
from clrisk_site.tables.persons.names import PARTICLES, SAINTS, is_full_name
from clrisk_site.tables.persons.surnames import SURNAMES
from clrisk_site.tables.wording import plain

_WORD = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+"
_JOINT = r"(?:\s+(?:del?|las?|los|d[aeo]s?))*\s+"
_RUN = re.compile(rf"{_WORD}(?:{_JOINT}{_WORD})+")
_LONGEST = 4
# Typed on a phone, names have no capitals; beside a child or an age they are looked for all the same.
_ANY = r"[^\W\d_]{2,}"
_CHILD = re.compile(
    rf"\b(?:niñ[oa]|hij[oa]|menor|adolescente|joven|alumn[oa])\s+(?:llamad[oa]\s+|de nombre\s+)?"
    rf"({_ANY}(?:\s+{_ANY}){{0,4}})",
    re.IGNORECASE,
)
_AGED = re.compile(rf"((?:{_ANY}\s+){{2,6}})(?:de|con|tiene)\s+\d{{1,2}}\s+años", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:tel|teléfono|cel|celular|whatsapp|phone)\b[.:]?\s*\+?\d[\d\s().-]{5,}\d", re.IGNORECASE
)
_TEN_DIGITS = re.compile(r"(?<!\d)(?:\d[\s.()-]*){10}(?!\d)")
_HOUSE = re.compile(
    r"\b(?:calle|avenida|av|callejón|andador|privada|street)\b\.?\s+(?:[^\W_]+\s+){1,4}?"
    r"(?:(?:núm|num|número|no)\b\.?\s*|#\s*)?\d{1,4}\b(?=\s*(?:[,.;)]|$|col|int|depto|esq))",
    re.IGNORECASE,
)


def names_in(text: str, *, places: Iterable[str] = ()) -> tuple[str, ...]:
    """Return runs of words that look like a given name with a surname, each once.

    Parameters
    ----------
    text : str
        What somebody wrote.
    places : iterable of str
        Names of places nearby: many are called after a person.

    Examples
    --------
    >>> names_in("La señora María Gómez Pérez vende en la colonia Emiliano Zapata.")
    ('María Gómez Pérez',)
    """
    known = {plain(place) for place in places}
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        found.update(dict.fromkeys(_named(run.split(), known)))
    if not found:
        found.update(dict.fromkeys(_named_children(text, known)))
    return tuple(found)


def ways_to_persons_in(text: str) -> tuple[str, ...]:
    """Return what tells where somebody lives, or how to call them: a street with its number, a telephone.

    Examples
    --------
    >>> ways_to_persons_in("vive en calle Hidalgo 45, tel 961 123 4567")
    ('calle Hidalgo 45', 'tel 961 123 4567')
    """
    return tuple(found[0] for one in (_HOUSE, _PHONE) for found in one.finditer(text))


def telephones_in(text: str) -> bool:
    """Whether a name holds a telephone: ten digits say so without a word beside them."""
    return bool(_PHONE.search(text) or _TEN_DIGITS.search(text))


def numbers_of_persons_in(text: str) -> bool:
    """Whether a text holds a number that a state gives to one person."""
    return has_curp(text) or bool(CPF_WRITTEN.search(text))


def _named_children(text: str, known: set[str]) -> Iterator[str]:
    """Return names of children whatever their letters: a given name after "the girl" is enough."""
    for found in _CHILD.finditer(text):
        words = found[1].split()
        if plain(words[0]) in GIVEN_NAMES:
            whole = next(_named([word.capitalize() for word in words], known), words[0])
            yield found[1][: len(whole)]
    for found in _AGED.finditer(text):
        yield from _named([word.capitalize() for word in found[1].split()], known)


def _named(words: list[str], known: set[str]) -> Iterator[str]:
    """Return the longest stretches of words that are a name."""
    first = 0
    while first < len(words) - 1:
        last = _end_of_name(words, first, known)
        if last:
            yield " ".join(words[first:last])
        first = last or first + 1


def _end_of_name(words: list[str], first: int, known: set[str]) -> int:
    """Return the position after the name that begins at a word; 0 where none begins."""
    if plain(words[first]) in PARTICLES or (first and plain(words[first - 1]) in SAINTS):
        return 0
    for last in range(min(len(words), first + 2 * _LONGEST), first + 1, -1):
        stretch = words[first:last]
        telling = [word for word in stretch if plain(word) not in PARTICLES]
        if len(telling) < 2 or len(telling) > _LONGEST or plain(stretch[-1]) in PARTICLES:
            continue
        text = " ".join(stretch)
        if plain(text) in known:
            return 0
        if is_full_name(text) and all(map(_is_name, telling)):
            return last
    return 0


def _is_name(word: str) -> bool:
    return plain(word) in GIVEN_NAMES or plain(word) in SURNAMES
