"""Cells of the supply matrix: symbol, word and one fact.

Symbol and word are made once per language, since a matrix shows the same few over and over.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def gap_icon(kind: str) -> SafeString:
    """Return the symbol of a gap; `kind` as in components/gap_word.html."""
    return _made("components/gap_icon.html", kind, "")


@register.simple_tag
def gap_word(kind: str) -> SafeString:
    """Return the word of a gap in the active language."""
    return _made("components/gap_word.html", kind, get_language() or "")


@register.simple_tag
def gap_cell(cell: Mapping[str, Any]) -> SafeString:
    """Return a cell of components/matrix.html: kind, fact, url (optional), current, zone (on phones only)."""
    kind, zone, fact, url = (escape(cell.get(name) or "") for name in ("kind", "zone", "fact", "url"))
    current = ' aria-current="true"' if cell.get("current") else ""
    begins, ends = (
        (f'a class="c-cell c-cell--{kind}" href="{url}"{current}', "a")
        if url
        else (
            f'div class="c-cell c-cell--{kind}"',
            "div",
        )
    )
    letter = f'<span class="c-cell__zone"><span class="c-letter">{zone}</span></span>' if zone else ""
    told = f'<span class="c-cell__fact">{fact}</span>' if fact else ""
    word = f'<span><span class="c-cell__word">{gap_word(kind)}</span>{told}</span>'
    return mark_safe(f"<{begins}>{letter}{gap_icon(kind)}{word}</{ends}>")  # noqa: S308 - each part is escaped


@lru_cache(maxsize=64)
def _made(name: str, kind: str, _language: str) -> SafeString:
    return render_to_string(name, {"kind": kind})
