"""A page's dataclasses as plain JSON, and back; knows nothing of any page."""

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Return dicts, lists, texts and numbers that say the same."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: to_plain(one) for name, one in value.items()}
    return value


def from_plain(kind: Any, data: Any) -> Any:
    """Rebuild a value of a type from what `to_plain` returned.

    Parameters
    ----------
    kind : type
        A dataclass, a tuple of one type, a plain or typed dict, or None instead, or what JSON has itself.

    Raises
    ------
    KeyError, TypeError
        If the data was made of another shape, such as by an older version of the program.
    """
    if isinstance(kind, UnionType):
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return None if data is None else from_plain(inner, data)
    if get_origin(kind) is tuple:
        return tuple(from_plain(get_args(kind)[0], one) for one in data)
    if is_dataclass(kind):
        return _build(kind, data)
    return data


def _build(kind: Any, data: Any) -> Any:
    return kind(**{name: from_plain(hint, data[name]) for name, hint in _hints(kind).items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
