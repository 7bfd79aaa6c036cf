"""Who lies beside whom, as a specification says it: a grid, a list of pairs, outlines, or a distance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures.message import N_, Message, counts, says
from diagnosis.analyses.faults import SpecificationError, UnreadableFileError
from diagnosis.analyses.keys import Key, Keys, Shape
from diagnosis.analyses.reading import open_table
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification
from diagnosis.statistics.errors import listed
from diagnosis.statistics.zones import (
    Contiguity,
    Neighbours,
    neighbours_from_pairs,
    neighbours_of_polygons,
    neighbours_on_grid,
    neighbours_within,
)
from diagnosis.statistics.zones.errors import UnknownAreasError

LARGEST_OUTLINES = 256 * 1024 * 1024

_NO_GEOJSON = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError,
)  # fmt: skip

_GRID: Keys = (
    Key("row", Shape.COLUMN, N_("Column with the row of the grid."), required=True),
    Key("column", Shape.COLUMN, N_("Column with the column of the grid."), required=True),
)
_PAIRS: Keys = (
    Key("file", Shape.TEXT, N_("Table of pairs, beside the specification."), required=True),
    Key("first", Shape.COLUMN, N_("Column of the one area."), default="first"),
    Key("second", Shape.COLUMN, N_("Column of the other area."), default="second"),
)
_POLYGONS: Keys = (
    Key("file", Shape.TEXT, N_("Outlines in GeoJSON, beside the specification."), required=True),
    Key("code", Shape.TEXT, N_("Property that holds the code of the area."), default="code"),
    Key(
        "tolerance",
        Shape.NUMBER,
        N_("Widest gap that still counts as touching, in the unit of the coordinates."),
        least=0,
        default="0",
    ),
)
_DISTANCE: Keys = (
    Key("x", Shape.COLUMN, N_("Column of the longitude, or of the way east."), required=True),
    Key("y", Shape.COLUMN, N_("Column of the latitude, or of the way north."), required=True),
    Key("within", Shape.NUMBER, N_("Largest distance between neighbours."), required=True, least=0),
    Key("degrees", Shape.FLAG, N_("Whether x and y are degrees; «within» is then in metres."), default="no"),
)
_KINDS: Keys = (
    Key(
        "grid",
        Shape.TREE,
        N_("Columns «row» and «column» with the place of each area on a grid."),
        parts=_GRID,
    ),
    Key("pairs", Shape.TREE, N_("A «file» of neighbours, with columns «first» and «second»."), parts=_PAIRS),
    Key(
        "polygons",
        Shape.TREE,
        N_("A «file» in GeoJSON, and the property «code» of each area."),
        parts=_POLYGONS,
    ),
    Key(
        "distance",
        Shape.TREE,
        N_("Columns «x» and «y», and «within», the largest distance."),
        parts=_DISTANCE,
    ),
    Key(
        "rule",
        Shape.CHOICE,
        N_("Whether a shared corner is enough (queen) or a side is needed (rook)."),
        choices=tuple(Contiguity),
        default="queen",
    ),
)

CONTIGUITY = Key(
    "contiguity",
    Shape.TREE,
    N_("Who lies beside whom: one of grid, pairs, polygons and distance, each a mapping."),
    parts=_KINDS,
)
BRIDGE = Key(
    "bridge",
    Shape.TREE,
    N_("Areas that also hang together: «x», «y» and «within», the largest distance."),
    parts=_DISTANCE,
)


class MissingMapError(SpecificationError):
    """The file that says who lies beside whom is not there."""


def neighbours_of(records: Records, spec: Specification, codes: Sequence[str]) -> Neighbours | None:
    """Return who lies beside whom; None where the specification does not say.

    Parameters
    ----------
    records : Records
        One record for each area.
    spec : Specification
        With the key `CONTIGUITY`.
    codes : sequence of str
        Codes of the areas in the order of the records.

    Raises
    ------
    SpecificationError
        If none or several ways are named, or a file is not there.
    AnalysisError
        If the places, pairs or outlines are wrong.
    """
    said = spec.part("contiguity", _KINDS)
    if said is None:
        return None
    kinds = [key.name for key in _KINDS[:4] if key.name in said]
    if len(kinds) != 1:
        raise spec.invalid("contiguity", says("Write one of: grid, pairs, polygons, distance."))
    rule = Contiguity(said.text("rule", Contiguity.QUEEN))
    [kind] = kinds
    keys = {"grid": _GRID, "pairs": _PAIRS, "polygons": _POLYGONS, "distance": _DISTANCE}[kind]
    part = cast("Specification", said.part(kind, keys))
    match kind:
        case "grid":
            rows, columns = (records.numbers(part.text(name)) for name in ("row", "column"))
            return neighbours_on_grid(codes, rows, columns, rule)
        case "pairs":
            return _listed(codes, _pairs(part, spec.folder))
        case "polygons":
            return _drawn(codes, part, spec.folder, rule)
        case _:
            return _near(codes, records, part)


def bridge_of(records: Records, spec: Specification, codes: Sequence[str]) -> Neighbours | None:
    """Return which areas also hang together over a distance; None where the specification names none.

    Parameters
    ----------
    records : Records
        One record for each area.
    spec : Specification
        With the key `BRIDGE`.
    codes : sequence of str
        Codes of the areas in the order of the records.

    Raises
    ------
    AnalysisError
        If the points are wrong.
    """
    part = spec.part("bridge", _DISTANCE)
    return None if part is None else _near(codes, records, part)


def _near(codes: Sequence[str], records: Records, part: Specification) -> Neighbours:
    points = np.column_stack([records.numbers(part.text(name)) for name in ("x", "y")])
    return neighbours_within(codes, points, part.number("within", 0), degrees=part.flag("degrees"))


def _pairs(part: Specification, folder: Path) -> list[tuple[str | None, str | None]]:
    """Return the pairs of a table as they stand, blanks too."""
    table = Records(open_table(_present(folder / part.text("file"))))
    first = table.text(part.text("first", "first")).tolist()
    second = table.text(part.text("second", "second")).tolist()
    return list(zip(first, second, strict=True))


def _listed(codes: Sequence[str], rows: list[tuple[str | None, str | None]]) -> Neighbours:
    """Return listed neighbours; a list may be of a larger territory, but not of another one."""
    known = set(codes)
    pairs = [(one, other) for one, other in rows if one is not None and other is not None]
    inside = [pair for pair in pairs if known.issuperset(pair)]
    if pairs and not inside:
        raise UnknownAreasError({code for pair in pairs for code in pair} - known)
    found = neighbours_from_pairs(codes, inside)
    return _warned(
        found,
        counts(
            "%(count)s pair names an area that has no record and was left out.",
            "%(count)s pairs name an area that has no record and were left out.",
            len(pairs) - len(inside),
        ),
        counts(
            "%(count)s pair names one area only and was left out.",
            "%(count)s pairs name one area only and were left out.",
            len(rows) - len(pairs),
        ),
    )


def _drawn(codes: Sequence[str], part: Specification, folder: Path, rule: Contiguity) -> Neighbours:
    """Return neighbours by outlines; a map may be of a larger territory, but not of another one."""
    outlines, several = _outlines(folder / part.text("file"), part.text("code", "code"))
    beyond = set(outlines).difference(codes)
    if len(beyond) == len(outlines):
        raise UnknownAreasError(beyond)
    found = neighbours_of_polygons(
        codes, [outlines.get(code) for code in codes], rule, tolerance=part.number("tolerance", 0)
    )
    return _warned(
        found,
        counts(
            "%(count)s outline is of an area that has no record and was left out.",
            "%(count)s outlines are of areas that have no record and were left out.",
            len(beyond),
        ),
        counts(
            "%(count)s area has several outlines, which were joined: %(codes)s. Check their codes.",
            "%(count)s areas have several outlines, which were joined: %(codes)s. Check their codes.",
            len(several),
            codes=listed(several),
        ),
    )


def _warned(found: Neighbours, *warnings: Message) -> Neighbours:
    """Return neighbours with what must be said of them; a count of zero is not said."""
    return replace(found, warnings=(*found.warnings, *(one for one in warnings if one.count)))


def _outlines(path: Path, name: str) -> tuple[dict[str, BaseGeometry], list[str]]:
    """Return the outline of each area by its code, and the codes that have several features."""
    if _present(path).stat().st_size > LARGEST_OUTLINES:
        raise UnreadableFileError(says("The file %(file)s is larger than 256 MB.", file=path.name))
    try:
        features = json.loads(path.read_bytes())["features"]
        pairs = [(feature["properties"].get(name), feature["geometry"]) for feature in features]
    except _NO_GEOJSON as error:
        raise UnreadableFileError(
            says("%(file)s is no collection of features in GeoJSON.", file=path.name)
        ) from error
    if not any(code is not None for code, _ in pairs):
        raise UnreadableFileError(
            says("No feature of %(file)s has the property «%(name)s».", file=path.name, name=name)
        )
    parts: dict[str, list[BaseGeometry]] = {}
    for code, outline in pairs:
        if code is not None and outline is not None:
            parts.setdefault(str(code), []).append(_shape(path, code, outline))
    several = [code for code, own in parts.items() if len(own) > 1]
    return {code: own[0] if len(own) == 1 else shapely.union_all(own) for code, own in parts.items()}, several


def _shape(path: Path, code: object, outline: dict[str, Any]) -> BaseGeometry:
    try:
        return shape(outline)
    except _NO_GEOJSON as error:
        raise UnreadableFileError(
            says("The outline of area %(code)s in %(file)s cannot be read.", code=code, file=path.name)
        ) from error


def _present(path: Path) -> Path:
    if not path.is_file():
        raise MissingMapError(says("There is no file %(file)s beside the specification.", file=path.name))
    return path
