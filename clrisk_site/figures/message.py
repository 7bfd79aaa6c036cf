"""Sentences as data: an English template with its parameters, translated only where it is shown.

Extraction keywords for xgettext: ``N_``, ``NP_:1,2``, ``says``, ``counts:1,2``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

type JsonValue = str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None

_MESSAGE_KEY = "message"


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools know for "mark, do not translate yet"
    """Mark a text for extraction and return it unchanged."""
    return text


def NP_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - the plural form of N_
    """Mark a singular and its plural for extraction and return both unchanged."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language but English.

    Parameters
    ----------
    text : str
        English template with ``%(name)s`` placeholders. It always passes through ``%``, so a percent sign
        that is meant is written ``%%``.
    params : mapping of str to object, default={}
        Values of the placeholders. A value may itself be a message. Values must be hashable.
    plural : str or None, default=None
        English template used when `count` is not one.
    count : int or None, default=None
        Decides between `text` and `plural`; available to both as ``%(count)s``.

    Raises
    ------
    ValueError
        If a plural comes without a count, or a count without a plural.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if (self.plural is None) != (self.count is None):
            raise ValueError("a plural needs a count, and a count needs a plural")
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def __hash__(self) -> int:
        return hash((self.text, frozenset(self.params.items()), self.plural, self.count))

    def __reduce__(self) -> tuple[type[Message], tuple[object, ...]]:
        # A mapping proxy cannot be pickled, and messages travel between processes.
        return Message, (self.text, dict(self.params), self.plural, self.count)

    def __str__(self) -> str:
        """Return the English sentence, for logs and tests; people get a translated one."""
        template = self.text if self.plural is None or self.count == 1 else self.plural
        return template % self.values

    @property
    def values(self) -> dict[str, object]:
        """Parameters as the template needs them, with the count among them."""
        return dict(self.params) if self.count is None else {"count": self.count, **self.params}

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data from which `from_json` makes an equal message.

        Raises
        ------
        TypeError
            If a parameter is neither text, number, truth value, None nor a message.
        """
        return {
            _MESSAGE_KEY: self.text,
            "params": {name: _plain(value) for name, value in self.params.items()},
            "plural": self.plural,
            "count": self.count,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """Rebuild a message from what `to_json` returned."""
        params = {name: _revived(value) for name, value in data["params"].items()}
        return cls(data[_MESSAGE_KEY], params, data["plural"], data["count"])


def says(text: str, **params: object) -> Message:
    """Return the message of one template: ``says("%(n)s rows", n=3)``."""
    return Message(text, params)


def counts(singular: str, plural: str, count: int, **params: object) -> Message:
    """Return the message whose template depends on a count."""
    return Message(singular, params, plural, count)


def _plain(value: object) -> JsonValue:
    if isinstance(value, Message):
        return value.to_json()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a message parameter of type {type(value).__name__} cannot be stored")


def _revived(value: object) -> object:
    return Message.from_json(value) if isinstance(value, dict) else value
