"""Stores maps without the way through a file: squares for tests, and real outlines where they are there."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import area_km2
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.places.vintages import Outline

type Named = tuple[str, str, BaseGeometry]


def store_map(
    level: Level,
    named: Sequence[Named],
    *,
    year: int | None,
    source: str = "INEGI",
    illustrative: bool = False,
) -> None:
    """Store outlines as (path, name, geometry); territories and parents that are missing are made."""
    _make_territories(level, {path: name for path, name, _shape in named})
    ids = dict(Territory.objects.filter(level=level).values_list("path", "pk"))
    shapes = np.array([shape for _path, _name, shape in named], dtype=object)
    boxes, areas = shapely.bounds(shapes).tolist(), area_km2(shapes).tolist()
    since = dt.date(year, 1, 1) if year else None
    Boundary.objects.bulk_create(
        Boundary(
            territory_id=ids[path],
            name=name,
            wkb=shapely.to_wkb(shape),
            west=box[0],
            south=box[1],
            east=box[2],
            north=box[3],
            area_km2=area,
            valid_from=since,
            source=source,
            illustrative=illustrative,
        )
        for (path, name, shape), box, area in zip(named, boxes, areas, strict=True)
    )


def _make_territories(level: Level, names: Mapping[str, str]) -> None:
    _make_parents(level, {path.rpartition(".")[0] for path in names})
    parents = dict(Territory.objects.values_list("path", "pk"))
    Territory.objects.bulk_create(
        (
            Territory(
                path=path,
                code=path.partition(".")[2].replace(".", ""),
                name=name,
                search_name=search_form(name),
                level=level,
                parent_id=parents[path.rpartition(".")[0]],
            )
            for path, name in names.items()
            if path not in parents
        )
    )


def _make_parents(level: Level, paths: Iterable[str]) -> None:
    above = Level.objects.filter(country=level.country, depth=level.depth - 1).first()
    for path in sorted(set(paths) - set(Territory.objects.values_list("path", flat=True))):
        if above is not None:
            top = Territory.objects.filter(path=path.rpartition(".")[0]).first()
            code = path.rpartition(".")[2]
            Territory.objects.create(path=path, code=code, name=code, level=above, parent=top)


def square(x: float, y: float, width: float = 0.1, height: float = 0.1) -> BaseGeometry:
    """Return a rectangle in degrees near Tuxtla; a side of 0.1 is about 11 km."""
    return shapely.box(-93 + x, 16 + y, -93 + x + width, 16 + y + height)


def outline(code: str, geometry: BaseGeometry, name: str = "") -> Outline:
    """Return the outline of a municipality of Chiapas."""
    return Outline(f"MX.07.{code}", f"07{code}", name, geometry)


def real_map(path: Path) -> list[Named]:
    """Read municipalities of one of the real files, sound and with their names."""
    features = json.loads(path.read_bytes())["features"]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    sound = shapely.make_valid(np.array(shapes, dtype=object), method="structure", keep_collapsed=False)
    return [(*_named(one["properties"]), shape) for one, shape in zip(features, sound, strict=True)]


def _named(said: Mapping[str, object]) -> tuple[str, str]:
    if "mun_code" in said:
        return f"MX.{said['state_code']:02d}.{said['mun_code']:03d}", str(said["mun_name"])
    code = str(said.get("cvegeo") or said.get("CVEGEO"))
    return f"MX.{code[:2]}.{code[2:]}", str(said.get("nom_mun") or said.get("nom_agem"))
