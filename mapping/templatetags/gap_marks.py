"""Symbol and word of a gap, each made once per language: a matrix shows the same few over and over."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
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


@lru_cache(maxsize=64)
def _made(name: str, kind: str, _language: str) -> SafeString:
    return render_to_string(name, {"kind": kind})
