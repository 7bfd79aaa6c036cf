"""Texts that a spreadsheet would run, made harmless when they go out and restored when they come back."""

import re
import unicodedata
from datetime import date

type Value = str | int | float | bool | date | None

DANGEROUS = "=+-@\t\r\n"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")


def neutralise(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula.

    Texts that begin with ``= + - @``, a tab or a line break, in half or full width and after spaces, get an
    apostrophe in front. Numbers, and texts that are numbers, such as ``-3.5``, stay as they are.

    Examples
    --------
    >>> neutralise("=1+1")
    "'=1+1"
    >>> neutralise("-3.5"), neutralise(-3.5)
    ('-3.5', -3.5)
    """
    if not isinstance(value, str) or not value:
        return value
    # A text that looks as if it had been made harmless gets one more, so that it comes back as it was.
    if value[0] == "'":
        return f"'{value}" if neutralise(value[1:]) != value[1:] else value
    # Some programs drop spaces and other invisible characters before they look for a formula.
    seen = unicodedata.normalize("NFKC", value).lstrip(" \u00a0\u200b\ufeff\0")
    if not seen or (seen[0] not in DANGEROUS and value[0] not in DANGEROUS) or _NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def restore(text: str) -> str:
    """Take away the apostrophe that `neutralise` put before a text, and no other."""
    return text[1:] if text.startswith("'") and neutralise(text[1:]) == text else text
