"""The text that a list is searched in: several texts in one, without accents, case or punctuation."""

from clrisk_site.places.names import search_form


def search_text(*texts: str) -> str:
    """Return the texts as they are searched. Writers that do not call `save` must set it themselves.

    Examples
    --------
    >>> search_text("Jóvenes Construyendo", "Educación")
    'jovenes construyendo educacion'
    """
    return search_form(" ".join(texts))
