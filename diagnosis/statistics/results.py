"""What all results share: they are frozen and become plain data. Which numbers they carry: their methods."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, cast

import numpy as np

from clrisk_site.figures.message import JsonValue, Message

type Interval = tuple[float, float]
"""Both ends, in the unit of the estimate."""


class Result:
    """Base of the frozen dataclasses that methods return."""

    __slots__ = ()

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data: built-in numbers, lists and texts; what is not a finite number is None."""
        return cast("dict[str, JsonValue]", plain(self))


def plain(value: Any, say: Callable[[Message], JsonValue] = Message.to_json) -> JsonValue:
    """Return a result, or any part of one, as plain data.

    Parameters
    ----------
    value : object
        Dataclass, mapping, sequence, array, enumeration, message, number or text.
    say : callable, default=Message.to_json
        What becomes of a message; a command passes what makes a sentence of it.

    Raises
    ------
    TypeError
        If a value has no plain form.

    Notes
    -----
    A field of a result with ``metadata={"plain": False}`` is for further computing, not for reading, and is
    left out.
    """
    if value is None or (isinstance(value, str | bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, Enum):
        return plain(value.value, say)
    if isinstance(value, np.generic | np.ndarray):
        return plain(value.tolist(), say)
    if isinstance(value, Mapping):
        return {str(key): plain(one, say) for key, one in value.items()}
    if isinstance(value, Result):
        kept = (one for one in fields(cast("Any", value)) if one.metadata.get("plain", True))
        return {one.name: plain(getattr(value, one.name), say) for one in kept}
    if isinstance(value, tuple | list):
        return [plain(one, say) for one in value]
    raise TypeError(f"a {type(value).__name__} has no plain form")
