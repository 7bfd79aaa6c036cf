"""Builds zipped shapefiles, whole and broken."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyproj
import shapefile  # type: ignore[import-untyped]  # pyshp has no stubs

DEGREES = pyproj.CRS.from_epsg(4326).to_wkt("WKT1_ESRI")
UTM_14 = pyproj.CRS.from_epsg(32614).to_wkt("WKT1_ESRI")


def box(west: float, south: float, size: float = 0.1) -> list[list[float]]:
    """A ring that runs clockwise, as a shell does in a shapefile."""
    east, north = west + size, south + size
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


def parts_of(
    shapes: Sequence[Any],
    rows: Sequence[Mapping[str, Any]],
    *,
    name: str = "mapa",
    prj: str | None = DEGREES,
    cpg: str | None = None,
    encoding: str = "utf-8",
    kind: int = shapefile.POLYGON,
) -> dict[str, bytes]:
    """The members of a shapefile; a shape is a list of rings, None for no shape."""
    members = {ending: io.BytesIO() for ending in (".shp", ".shx", ".dbf")}
    with shapefile.Writer(
        shp=members[".shp"], shx=members[".shx"], dbf=members[".dbf"], shapeType=kind, encoding=encoding
    ) as writer:
        for header, value in rows[0].items():
            writer.field(header, "N" if isinstance(value, int) else "C", size=30)
        for shape, row in zip(shapes, rows, strict=True):
            _write(writer, shape, kind)
            writer.record(*row.values())
        writer.close()
    found = {name + ending: content.getvalue() for ending, content in members.items()}
    return found | {
        f"{name}.{ending}": text.encode() for ending, text in (("prj", prj), ("cpg", cpg)) if text
    }


def _write(writer: Any, shape: Any, kind: int) -> None:
    if shape is None:
        writer.null()
    elif kind == shapefile.POLYGONZ:
        writer.polyz(shape)
    elif kind == shapefile.POINT:
        writer.point(*shape)
    elif kind == shapefile.POLYLINE:
        writer.line(shape)
    else:
        writer.poly(shape)


def archive(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def zipped_map(path: Path, shapes: Sequence[Any], rows: Sequence[Mapping[str, Any]], **more: Any) -> Path:
    """A zipped shapefile."""
    return archive(path, parts_of(shapes, rows, **more))
