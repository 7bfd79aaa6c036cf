"""Walks through a GeoJSON text feature by feature, so that a large map is never held as a tree of objects."""

import json
import re
from collections.abc import Iterator
from typing import Any

from clrisk_site.tables.sentences import RefusedError

_SPACE = re.compile(r"[ \t\n\r]*")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise RefusedError("json_repeated", key=next(name for name in names if names.count(name) > 1)[:80])
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


class FeatureWalk:
    """The features of a text, one after the other; when all were seen, `members` has the rest of the object.

    A feature that stands alone, without a collection, is the only one.
    """

    def __init__(self, text: str) -> None:
        self.members: dict[str, Any] = {}
        self._text = text
        self._at = 0

    def __iter__(self) -> Iterator[Any]:
        """Yield what stands in the list of features, whatever it is.

        Raises
        ------
        RefusedError
            If it is no JSON, nested too deeply, or has a key twice.
        """
        try:
            yield from self._features()
        except RecursionError as error:
            raise RefusedError("json_deep") from error
        except json.JSONDecodeError as error:
            raise RefusedError("json_broken", line=error.lineno) from error
        except ValueError as error:
            # An integer of more than 4,300 digits.
            raise RefusedError("json_broken", line=1) from error
        finally:
            self._text = ""
        yield from self._alone()

    def _features(self) -> Iterator[Any]:
        self._take("{")
        empty = self._next() == "}"
        while not empty:
            key = self._key()
            self._take(":")
            if key == "features" and self._next() == "[":
                self.members[key] = []
                yield from self._items()
            else:
                self.members[key] = self._value()
            if self._next() != ",":
                break
            self._take(",")
        self._take("}")
        if self._next():
            self._fail("Extra data")

    def _alone(self) -> Iterator[Any]:
        """Check what the object says it is."""
        kind = self.members.get("type")
        if kind == "Feature":
            yield self.members
        elif kind != "FeatureCollection":
            raise RefusedError("not_geojson", what="no_collection")
        elif not isinstance(self.members.get("features"), list):
            raise RefusedError("not_geojson", what="no_features")

    def _items(self) -> Iterator[Any]:
        self._take("[")
        if self._next() != "]":
            yield self._value()
            while self._next() == ",":
                self._take(",")
                yield self._value()
        self._take("]")

    def _key(self) -> str:
        if self._next() != '"':
            self._fail("Expecting property name")
        key = self._value()
        if key in self.members:
            raise RefusedError("json_repeated", key=str(key)[:80])
        return str(key)

    def _value(self) -> Any:
        self._next()
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return value

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            self._fail(f"Expecting {sign}")
        self._at += 1

    def _next(self) -> str:
        """Return the next sign that is no space, and stand before it."""
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _fail(self, message: str) -> None:
        raise json.JSONDecodeError(message, self._text, self._at)
