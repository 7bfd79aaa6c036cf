"""The outline in which the shape of each row should lie, by its code: that of its municipality, or above."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from clrisk_site.places.among import Among
from clrisk_site.places.geometry import Geometries
from clrisk_site.places.locating import OUTSIDE, locator_for
from clrisk_site.places.models import Boundary, Level, Territory
from clrisk_site.tables.spec import Context


@dataclass(frozen=True)
class Homes:
    """Of each row the path and the outline of its home; None where nothing is known of it."""

    paths: Sequence[str | None]
    outlines: Geometries


def find_homes(
    paths: Sequence[str | None], shapes: Geometries, levels: list[Level], context: Context
) -> Homes:
    """Return the nearest territory above each row that has an outline, in the file or stored.

    What lies between a municipality and its areas, such as a locality, is passed over: its outline is that of
    the houses.
    """
    depth = next((level.depth for level in levels if level.is_municipal), 0)
    own = dict(zip(paths, shapes, strict=True))
    parents = [path.rpartition(".")[0] if path else "" for path in paths]
    above = {parent: _homes(parent, depth) for parent in set(parents)}
    known = {path for found in above.values() for path in found}
    stored = _stored_outlines({path for path in known if own.get(path) is None}, context)
    outlines = {path: own.get(path) or stored.get(path) for path in known}
    nearest = {
        parent: next((path for path in found if outlines[path] is not None), None)
        for parent, found in above.items()
    }
    home = [nearest[parent] for parent in parents]
    found_outlines = np.empty(len(home), dtype=object)
    found_outlines[:] = [outlines[path] if path is not None else None for path in home]
    return Homes(home, found_outlines)


def _homes(parent: str, depth: int) -> list[str]:
    """Return a path and those above it down to a depth, the nearest first; not the country, which is no
    check.
    """
    steps = parent.split(".")
    return [".".join(steps[: n + 1]) for n in range(min(depth, len(steps) - 1), 0, -1)]


def _stored_outlines(paths: set[str], context: Context) -> dict[str, shapely.Geometry]:
    """Return the outlines that held in the year of the file, else the newest; invented ones say nothing."""
    last = dt.date(context.year, 12, 31) if context.year else dt.date.max
    chosen: dict[str, tuple[tuple[bool, dt.date], int]] = {}
    found = Boundary.objects.filter(Among("territory__path", paths), illustrative=False).order_by()
    for pk, path, since in found.values_list("pk", "territory__path", "valid_from"):
        rank = (since is None or since <= last, since or dt.date.min)
        if path not in chosen or chosen[path][0] < rank:
            chosen[path] = (rank, pk)
    wanted = Boundary.objects.filter(Among("pk", [pk for _rank, pk in chosen.values()])).order_by()
    return {
        path: shapely.from_wkb(bytes(full or wkb))
        for path, wkb, full in wanted.values_list("territory__path", "wkb", "full__wkb").iterator()
    }


def places_of(points: Geometries, territory: Territory, level: Level, context: Context) -> list[str | None]:
    """Return the path of the territory of a level in which each point lies, by the stored outlines."""
    locator = locator_for(territory, year=context.year, level=level)
    found = locator.locate(shapely.get_x(points), shapely.get_y(points))
    return [None if place == OUTSIDE else locator.keys[place] for place in found.tolist()]
