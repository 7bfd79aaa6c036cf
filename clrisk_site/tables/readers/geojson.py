"""Reads GeoJSON feature by feature: properties become columns, geometries become outlines to be placed."""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from clrisk_site.tables.readers.json_features import FeatureWalk
from clrisk_site.tables.readers.mapping import finish_map
from clrisk_site.tables.readers.outlines import Gathered
from clrisk_site.tables.readers.packing import SEPARATOR
from clrisk_site.tables.readers.placing import stated_system
from clrisk_site.tables.readers.request import Reading, Request
from clrisk_site.tables.readers.text import find_encoding, resolve_encoding
from clrisk_site.tables.sentences import RefusedError

GEOMETRY = "geometry"


def read_geojson(request: Request) -> Reading:
    """Read features as rows; their properties and, as hexadecimal WKB, their geometry are the columns."""
    text, encoding = _load(request)
    features = _Features(request)
    features.shapes.may_hold_truths = "true" in text or "false" in text
    walk = FeatureWalk(text)
    del text
    with _without_collecting():
        for feature in walk:
            features.take(feature)
    if not features.rows:
        raise RefusedError("no_rows_text")
    features.state(walk.members)
    reading = Reading(source={"kind": "geojson", "encoding": encoding})
    columns = [(name, features.cells(name)) for name in features.names]
    reading.typed = [number for number, name in enumerate(features.names) if name in features.numeric]
    features.rows = []
    return finish_map(reading, columns, features.shapes, stated_system(features.stated), request)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles, of which JSON has none, in ever more objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(request: Request) -> tuple[str, str]:
    encoding = request.encoding or find_encoding(request.path)
    if encoding == "utf-8" or request.encoding:
        encoding = resolve_encoding(request.path, encoding)
    try:
        return request.path.read_text(encoding=encoding), encoding
    except UnicodeDecodeError as error:
        raise RefusedError("undecodable", encoding=encoding) from error


class _Features:
    """What the features hold, in file order."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.shapes = Gathered(request.limits)
        self.rows: list[tuple[Mapping[str, Any], Any]] = []
        self.stated: dict[str, None] = {}
        self.numeric: set[str] = set()
        self._names: dict[str, None] = {}
        self._has_ids = False

    def take(self, feature: Any) -> None:
        """Take one feature.

        Raises
        ------
        RefusedError
            If it is none, or more than the limits allow.
        """
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise RefusedError("not_geojson", what="no_type")
        if len(self.rows) >= self.request.limits.features:
            raise RefusedError("too_many_features", limit=self.request.limits.features)
        geometry, properties = feature.get("geometry"), feature.get("properties")
        if isinstance(geometry, dict):
            self.state(geometry)
        self.shapes.take_geojson(geometry)
        known = properties if isinstance(properties, dict) else {}
        number = feature.get("id")
        self._has_ids |= number is not None
        self._name(known)
        self.rows.append((known, number))

    def state(self, holder: Mapping[str, Any]) -> None:
        """Keep what an object says about its coordinate system."""
        crs = holder.get("crs")
        if crs is None:
            return
        properties = crs.get("properties") if isinstance(crs, dict) else None
        said = properties if isinstance(properties, dict) else {"name": crs}
        name = str(said.get("name", said.get("code", said.get("href", "?"))))
        self.stated[f"EPSG:{name}" if name.isdecimal() else name] = None

    @property
    def names(self) -> list[str]:
        """The properties in the order in which they were met; one called as the shapes would hide them."""
        first = ["id"] if self._has_ids else []
        return [*first, *(name for name in self._names if name != GEOMETRY and name not in first)]

    def cells(self, name: str) -> list[str]:
        """Return the texts of one property, for all rows."""
        if name == "id":
            return [_text(known.get(name, number)) for known, number in self.rows]
        values: list[Any] = [known.get(name) for known, _ in self.rows]
        return values if _are_texts(values) else [_text(value) for value in values]

    def _name(self, known: Mapping[str, Any]) -> None:
        for name, value in known.items():
            self._names[name] = None
            if type(value) in (int, float):
                self.numeric.add(name)
        if len(self._names) + self._has_ids >= self.request.limits.columns:
            raise RefusedError("too_many_columns", limit=self.request.limits.columns)


def _are_texts(values: list[Any]) -> bool:
    return set(map(type, values)) == {str} and SEPARATOR not in "".join(values)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace(SEPARATOR, "\ufffd")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return (
        str(value)
        if isinstance(value, int)
        else json.dumps(value, ensure_ascii=False).replace(SEPARATOR, "\ufffd")
    )
