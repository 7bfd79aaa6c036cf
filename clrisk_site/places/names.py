"""How names of places are compared: without accents, case, or punctuation."""

import re
import unicodedata

_separators = re.compile(r"[^0-9a-z]+")


def search_form(name: str) -> str:
    """Return a name as it is searched: lower case, no accents, single spaces.

    Examples
    --------
    >>> search_form("Tuxtla Gutiérrez")
    'tuxtla gutierrez'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _separators.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
