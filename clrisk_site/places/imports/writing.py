"""Stores territories and their boundaries; called inside the caller's transaction."""

from collections.abc import Mapping
from itertools import batched

import pandas as pd
import shapely

from clrisk_site.places.geometry import simplify, union
from clrisk_site.places.imports.checking import missing_parents, parent_names
from clrisk_site.places.imports.comparing import year_begins
from clrisk_site.places.imports.naming import PATHS_PER_QUERY
from clrisk_site.places.imports.restoring import ids_of, put_back
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.places.names import search_form
from clrisk_site.tables.spec import Change, Context

BATCH = 1_000


def write_territories(levels: list[Level], change: Change, context: Context) -> None:
    """Create and rename territories, level by level from above, then store the boundaries that came."""
    rows = pd.concat([change.new, change.changed])
    if rows.empty:
        return
    if context.exact:
        put_back(rows, levels, context)
        return
    made = _make_parents(rows, levels, context)
    _store(rows, levels, context)
    if "geometry" in rows and rows["geometry"].notna().any():
        outlines = rows[rows["geometry"].notna()]
        shapes = simplify([shapely.from_wkb(shape) for shape in outlines["geometry"]])
        areas = outlines["area_km2"].tolist()
        _store_boundaries(dict(zip(outlines["path"], zip(shapes, areas, strict=True), strict=True)), context)
        _outline_parents(made, dict(zip(outlines["path"], shapes, strict=True)), outlines, context)


def _make_parents(rows: pd.DataFrame, levels: list[Level], context: Context) -> set[str]:
    paths = missing_parents(set(rows["path"]))
    names = parent_names(rows, levels)
    made = [(path, path.count("."), names.get(path) or path.rsplit(".", 1)[1]) for path in sorted(paths)]
    _store(pd.DataFrame(made, columns=["path", "depth", "name"]), levels, context)
    return paths


def _store(rows: pd.DataFrame, levels: list[Level], context: Context) -> None:
    """Write rows of path, depth and name; parents before children, so that each finds its parent.

    The year of a map is that of the outline. Since when the territory exists, a map does not say.
    """
    for level in levels:
        group = rows[rows["depth"] == level.depth]
        if group.empty:
            continue
        parents = ids_of({path.rsplit(".", 1)[0] for path in group["path"]})
        territories = [
            Territory(
                path=path,
                code=path.split(".", 1)[1].replace(".", ""),
                name=name,
                search_name=search_form(name),
                level=level,
                parent_id=parents[path.rsplit(".", 1)[0]],
                source=context.source,
            )
            for path, name in zip(group["path"], group["name"], strict=True)
        ]
        # The source of a known territory stays that of the file that brought it first.
        Territory.objects.bulk_create(
            territories,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["name", "search_name"],
        )


def _store_boundaries(
    outlines: Mapping[str, tuple[shapely.Geometry, float | None]], context: Context
) -> None:
    since = year_begins(context)
    ids = ids_of(set(outlines))
    boundaries = []
    for path, (shape, area) in outlines.items():
        west, south, east, north = shapely.bounds(shape).tolist()
        boundaries.append(
            Boundary(
                territory_id=ids[path],
                wkb=shapely.to_wkb(shape),
                west=west,
                south=south,
                east=east,
                north=north,
                area_km2=area,
                valid_from=since,
                source=context.source,
            )
        )
    # Another file of the same vintage replaces the outline; other vintages stay.
    for chunk in batched(sorted(ids.values()), PATHS_PER_QUERY):
        Boundary.objects.filter(territory_id__in=chunk, valid_from=since).delete()
    Boundary.objects.bulk_create(boundaries, batch_size=BATCH)


def _outline_parents(
    made: set[str], shapes: dict[str, shapely.Geometry], outlines: pd.DataFrame, context: Context
) -> None:
    """Give the parents that were just made the joint outline of what lies below them in the file."""
    children: dict[str, list[str]] = {}
    for path in shapes:
        children.setdefault(path.rsplit(".", 1)[0], []).append(path)
    areas = dict(zip(outlines["path"], outlines["area_km2"], strict=True))
    joint = {
        parent: (union([shapes[path] for path in paths]), float(sum(areas[path] for path in paths)))
        for parent, paths in children.items()
        if parent in made and parent.count(".") == 1
    }
    if joint:
        _store_boundaries(joint, context)
