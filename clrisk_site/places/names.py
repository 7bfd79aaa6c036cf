"""How names of places are searched: the same way in which imported files are matched."""

from clrisk_site.tables.wording import plain


def search_form(name: str) -> str:
    """Return a name as it is searched: lower case, no accents, single spaces.

    Examples
    --------
    >>> search_form("Tuxtla Gutiérrez")
    'tuxtla gutierrez'
    """
    return plain(name)
