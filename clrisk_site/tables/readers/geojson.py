"""Reads GeoJSON with the standard library and shapely: limits, coordinate system, rings.

Properties become columns.
"""

import json
from collections.abc import Mapping
from typing import Any

from clrisk_site.tables.readers.packing import SEPARATOR, SHOWN_CELL, SHOWN_ROWS
from clrisk_site.tables.readers.request import Note, Reading, Request
from clrisk_site.tables.readers.shapes import ShapeError, build_shape, count_vertices
from clrisk_site.tables.sentences import RefusedError

GEOMETRY = "geometry"
ACCEPTED_CRS = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::6365", "EPSG:6365")
"""Longitude and latitude in WGS84, or on GRS80, which is the same within a metre."""


def read_geojson(request: Request) -> Reading:
    """Read features as rows; their properties and, as hexadecimal WKB, their geometry are the columns."""
    features = _features(_load(request), request)
    reading = Reading(rows=len(features), source={"kind": "geojson", "encoding": "utf-8"})
    reading.layout = {"header_row": 0, "header_rows": 0, "title_rows": 0, "last_row": len(features)}
    names = _property_names(features, request)
    rows = [_properties(feature, names) for feature in features]
    shapes = _shapes(features, request, reading)
    reading.headers = [*names, GEOMETRY]
    reading.typed = [
        i for i, name in enumerate(names) if any(_holds_number(feature, name) for feature in features)
    ]
    reading.geometry_column = len(names)
    reading.top = [[cell[:SHOWN_CELL] for cell in row] for row in rows[:SHOWN_ROWS]]
    columns = [*zip(*rows, strict=True)] if names else []
    reading.columns = [SEPARATOR.join(column).encode("utf-8", "replace") for column in (*columns, shapes)]
    return reading


def _load(request: Request) -> Any:
    try:
        text = request.path.read_text(encoding=request.encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("undecodable", encoding="UTF-8") from error
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except RecursionError as error:
        raise RefusedError("json_deep") from error
    except json.JSONDecodeError as error:
        raise RefusedError("json_broken", line=error.lineno) from error
    except ValueError as error:
        # An integer of more than 4,300 digits.
        raise RefusedError("json_broken", line=1) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise RefusedError("json_repeated", key=next(name for name in names if names.count(name) > 1)[:80])
    return found


def _features(data: Any, request: Request) -> list[dict[str, Any]]:
    if not isinstance(data, dict) or data.get("type") not in ("FeatureCollection", "Feature"):
        raise RefusedError("not_geojson", what="no_collection")
    _check_crs(data)
    features = [data] if data["type"] == "Feature" else data.get("features")
    if not isinstance(features, list):
        raise RefusedError("not_geojson", what="no_features")
    if len(features) > request.limits.features:
        raise RefusedError("too_many_features", limit=request.limits.features)
    if not features:
        raise RefusedError("no_rows_text")
    for feature in features:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise RefusedError("not_geojson", what="no_type")
        if isinstance(feature.get("geometry"), dict):
            _check_crs(feature["geometry"])
    return features


def _check_crs(holder: Mapping[str, Any]) -> None:
    """Refuse any coordinate system but longitude and latitude; GeoJSON of today has no such member at all."""
    crs = holder.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = (
        str(properties.get("name", properties.get("code", ""))) if isinstance(properties, dict) else str(crs)
    )
    if not name.strip().upper().endswith(ACCEPTED_CRS):
        raise RefusedError("wrong_crs", crs=name[:80] or "?")


def _property_names(features: list[dict[str, Any]], request: Request) -> list[str]:
    names: dict[str, None] = {}
    if any(feature.get("id") is not None for feature in features):
        names["id"] = None
    for feature in features:
        properties = feature.get("properties")
        names.update(dict.fromkeys(properties if isinstance(properties, dict) else ()))
        if len(names) >= request.limits.columns:
            raise RefusedError("too_many_columns", limit=request.limits.columns)
    # A property of that name would hide the shapes.
    return [name for name in names if name != GEOMETRY]


def _properties(feature: dict[str, Any], names: list[str]) -> list[str]:
    properties = feature.get("properties")
    known = properties if isinstance(properties, dict) else {}
    return [_text(known.get(name, feature.get("id") if name == "id" else None)) for name in names]


def _holds_number(feature: dict[str, Any], name: str) -> bool:
    properties = feature.get("properties")
    return isinstance(properties, dict) and type(properties.get(name)) in (int, float)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace(SEPARATOR, "\ufffd")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return (
        str(value)
        if isinstance(value, int)
        else json.dumps(value, ensure_ascii=False).replace(SEPARATOR, "\ufffd")
    )


def _shapes(features: list[dict[str, Any]], request: Request, reading: Reading) -> list[str]:
    limits = request.limits
    counts = [count_vertices(feature.get("geometry")) for feature in features]
    for row, count in enumerate(counts, 1):
        if count > limits.vertices_per_feature:
            raise RefusedError("feature_vertices", row=row, limit=limits.vertices_per_feature)
    if sum(counts) > limits.vertices:
        raise RefusedError("too_many_vertices", limit=limits.vertices)
    shapes = []
    for row, feature in enumerate(features, 1):
        text = ""
        if feature.get("geometry") is not None:
            try:
                text, changed = build_shape(feature["geometry"])
                if changed:
                    reading.notes.append(Note("mended", row, warning=True, params={"percent": changed}))
            except ShapeError as fault:
                reading.notes.append(Note(fault.code, row, params=fault.params))
        shapes.append(text)
    return shapes
