"""Cells made only of personal names, told by small lists of frequent given names and surnames."""

import re
from collections.abc import Sequence

from clrisk_site.tables.persons.given_names import GIVEN_NAMES
from clrisk_site.tables.persons.honoured import HONOURED
from clrisk_site.tables.persons.surnames import SURNAMES
from clrisk_site.tables.wording import plain

LONGEST = 60
MOST_WORDS = 8
SAINTS = frozenset(("san", "santa", "santo", "sao", "saint", "st"))
SCREEN = 80
"""About so many cells are looked at first; a column without any name among them is left alone."""
PARTICLES = frozenset(("de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "e", "y", "i"))
LANDSCAPE = frozenset(
    (
        "arenas", "arroyo", "barrios", "bosque", "bravo", "campos", "casas", "castillo", "cerda",
        "costa", "cruz", "cuevas", "flores", "fuentes", "huerta", "iglesias", "islas", "lagos",
        "lagunes", "leon", "luna", "luz", "madera", "mata", "mesa", "montes", "nieves", "olmos",
        "palacios", "palma", "paredes", "parra", "paz", "peralta", "pino", "portillo", "prado",
        "puente", "ramos", "rincon", "rio", "rios", "roble", "robles", "roca", "rosa", "rosario",
        "rosas", "salinas", "sierra", "sol", "torres", "valle", "vega", "victoria", "villa",
        "villanueva",
    )
)  # fmt: skip
"""Surnames that are also words of place names."""
_DIGIT = re.compile(r"\d")
_APART = re.compile(r"[\W_]+")
TITLES = frozenset(
    ("c", "lic", "ing", "dr", "dra", "prof", "profa", "profr", "mtro", "mtra", "sr", "sra", "gral")
)


def share_of_names(cells: Sequence[str]) -> tuple[float, int]:
    """Return the share of cells that are a person's name of two words or more, and how many different ones.

    Names of people whom places and schools are called after do not count, and count against it.
    """
    if not any(map(is_full_name, _first_look(cells))):
        return 0.0, 0
    kinds = {cell: is_full_name(cell) for cell in set(cells)}
    found = sum(1 for cell in cells if kinds[cell])
    return found / len(cells), sum(kinds.values())


def _first_look(cells: Sequence[str]) -> Sequence[str]:
    return cells[:: max(1, len(cells) // SCREEN)]


def is_full_name(cell: str) -> bool:
    """Whether a cell is a given name and a surname, or more of either; one word in three may be unknown."""
    words = _words(cell)
    if len(words) < 2:
        return False
    known = [word for word in words if word in GIVEN_NAMES or word in SURNAMES]
    if len(known) < 2 or len(known) * 3 < len(words) * 2:
        return False
    if any(word in GIVEN_NAMES for word in known):
        return any(word in SURNAMES for word in known)
    # Given names of indigenous languages are in no list, so two surnames at the end are enough after one.
    return len(words) > 2 and all(word in SURNAMES and word not in LANDSCAPE for word in words[-2:])


def shares_of_single_words(cells: Sequence[str]) -> tuple[float, float]:
    """Return the shares of cells that hold nothing but given names, and nothing but surnames."""
    first = _first_look(cells)
    given, family = _count_single_words(first)
    if not first or max(given, family) * 4 < len(first):
        return 0.0, 0.0
    given, family = _count_single_words(cells)
    return given / len(cells), family / len(cells)


def _count_single_words(cells: Sequence[str]) -> tuple[int, int]:
    split = [_words(cell) for cell in cells]
    given = sum(1 for words in split if words and GIVEN_NAMES.issuperset(words))
    family = sum(1 for words in split if words and SURNAMES.issuperset(words))
    return given, family


def has_name_in_it(text: str) -> bool:
    """Whether any word of a text is a given name or surname; used before a header is repeated to anybody."""
    return any(word in GIVEN_NAMES or word in SURNAMES for word in plain(text).split())


def _words(cell: str) -> list[str]:
    """Return the words of a cell that may be a name, without particles and titles; else nothing."""
    if len(cell) > LONGEST or _DIGIT.search(cell):
        return []
    bare = " ".join(_APART.split(cell.lower())).strip() if cell.isascii() else plain(cell)
    if bare in HONOURED:
        return []
    words = bare.split()
    if not SAINTS.isdisjoint(words):
        return []
    while words and words[0] in TITLES:
        words = words[1:]
    words = [word for word in words if word not in PARTICLES]
    if len(words) > MOST_WORDS or " ".join(words) in HONOURED:
        return []
    return words
