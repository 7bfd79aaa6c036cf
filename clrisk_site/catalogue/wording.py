"""Turns the pure floors' messages into sentences of the active language."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from clrisk_site.figures.message import Message


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
    return {name: render(value) if isinstance(value, Message) else value for name, value in params.items()}
