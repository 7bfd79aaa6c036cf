"""Turns the pure floors' messages into sentences of the active language."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from clrisk_site.figures.message import Message

QUANTITIES = frozenset(
    {
        *("all", "count", "expected", "found", "inside", "length", "limit", "outside", "rows"),
        *("given", "offered", "sum", "used"),
    }
)
"""Parameters that count something. Years and row numbers are names, so they get no separator."""


def render(message: Message | str) -> str:
    """Translate a message and fill in its parameters; a plain string passes as it is."""
    if isinstance(message, str):
        return message
    if message.plural is not None and message.count is not None:
        template = ngettext(message.text, message.plural, message.count)
    else:
        template = gettext(message.text)
    values = _rendered(message.values)
    return template % values


def _rendered(params: Mapping[str, object]) -> dict[str, object]:
    return {name: _rendered_value(name, value) for name, value in params.items()}


def _rendered_value(name: str, value: object) -> object:
    if isinstance(value, Message):
        return render(value)
    if name in QUANTITIES and type(value) is int:
        return number_format(value, use_l10n=True, force_grouping=True)
    return value
