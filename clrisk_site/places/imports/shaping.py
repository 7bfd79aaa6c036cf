"""The shapes of a file of territories: what has no inside, their areas, and how they fit together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from clrisk_site.figures.message import counts
from clrisk_site.places.coverage import Coverage, inspect_coverage
from clrisk_site.places.geometry import Geometries, are_polygons, area_km2
from clrisk_site.places.imports.extent import AREA_DECIMALS, extent_in_words
from clrisk_site.tables.spec import Problem, Severity


@dataclass(frozen=True)
class FileMap:
    """The shapes of a file as they were read, by row: what they are called, and how those of a level fit.

    `depths` are the levels, 0 where a row could not be placed. In `coverages` are the faults of each level.
    """

    rows: Sequence[int]
    labels: Sequence[str]
    names: Sequence[str]
    depths: Sequence[int]
    shapes: Geometries
    coverages: tuple[Coverage, ...]

    def shapes_of(self, rows: Iterable[int]) -> Geometries | None:
        """Return the shapes of some rows of the file; None where one of them has none."""
        places = {row: place for place, row in enumerate(self.rows)}
        found = [places.get(row, -1) for row in rows]
        shapes: Geometries = self.shapes[found]
        return None if -1 in found or not are_polygons(shapes).all() else shapes


def read_shapes(frame: pd.DataFrame) -> tuple[Geometries, list[Problem]]:
    """Return the shapes of a frame; those without an inside are taken out of it, with a warning.

    A point says where a place is, but not how far it reaches.
    """
    column = frame["geometry"]
    wkb = np.array([shape if isinstance(shape, bytes) else None for shape in column], dtype=object)
    shapes = shapely.from_wkb(wkb)
    flat = (shapes != None) & ~are_polygons(shapes)  # noqa: E711 - of each element
    if not flat.any():
        return shapes, []
    shapes[flat] = None
    frame["geometry"] = pd.Series(
        [None if no_area else shape for no_area, shape in zip(flat.tolist(), column, strict=True)],
        index=frame.index,
        dtype=object,
    )
    message = counts(
        "%(count)s shape is a point or a line. It has no area, so no boundary is stored for it.",
        "%(count)s shapes are points or lines. They have no area, so no boundaries are stored for them.",
        int(flat.sum()),
    )
    return shapes, [Problem(None, "geometry", message, Severity.WARNING)]


def describe_shapes(frame: pd.DataFrame, shapes: Geometries) -> None:
    """Add the area of each shape, and where it lies."""
    frame["area_km2"] = pd.Series(area_km2(shapes), index=frame.index).round(AREA_DECIMALS)
    boxes = shapely.bounds(shapes).tolist()
    frame["extent"] = pd.Series(
        [extent_in_words(box) if box[0] == box[0] else None for box in boxes], index=frame.index, dtype=object
    )


def inspect_levels(shapes: Geometries, depths: Sequence[int], homes: Geometries) -> tuple[Coverage, ...]:
    """Return how the shapes of each level fit; places are those of the whole file."""
    levels = np.array(depths)
    found = []
    for depth in sorted(set(depths) - {0}):
        of_level = shapes.copy()
        of_level[levels != depth] = None
        if are_polygons(of_level).any():
            found.append(inspect_coverage(of_level, homes))
    return tuple(found)
