"""Texts kept in several languages side by side, resolved as late as possible."""

from collections.abc import Mapping

from django.utils.translation import get_language

LANGUAGES = ("es", "en", "pt", "fr")


def lacking(texts: Mapping[str, str]) -> str:
    """Return the languages that have no text, for a message; "" when all have."""
    return ", ".join(language for language in LANGUAGES if not texts.get(language))


def resolve(texts: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in the wanted language, else in Spanish, else in any.

    Parameters
    ----------
    texts : mapping of str to str
        Language code ("es", "en", "pt", "fr") to text.
    language : str, optional
        Wanted language; the active one by default. A regional code such as "es-mx" is read as "es".

    Returns
    -------
    str
        The text, or "" when no language has one.
    """
    wanted = (language or get_language() or "es").split("-")[0]
    for code in (wanted, "es", *LANGUAGES):
        if texts.get(code):
            return texts[code]
    return ""
