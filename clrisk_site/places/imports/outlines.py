"""Stores outlines: one to be drawn, simplified with its neighbours, and the original where they differ."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd
import shapely
from django.db import connection

from clrisk_site.places.among import Among
from clrisk_site.places.geometry import Geometries, close, simplify, union
from clrisk_site.places.imports.comparing import BOX, FULL
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.places.models import Boundary, FullOutline
from clrisk_site.tables.upsert import append


@dataclass(frozen=True)
class Outlines:
    """Of each territory, by the same place: the outline to be drawn, the original, and what goes with it."""

    paths: Sequence[str]
    drawn: Geometries
    originals: Geometries
    areas: Sequence[float | None]
    names: Sequence[str]

    @classmethod
    def of_rows(cls, rows: pd.DataFrame, known: FileMap | None = None) -> "Outlines":
        """Return the outlines of a prepared frame; every row of it has a shape.

        Shapes that were made for the check are not made once more.
        """
        originals = known.shapes_of(rows.index) if known is not None else None
        if originals is None:
            originals = shapely.from_wkb(rows["geometry"].to_numpy(dtype=object))
        drawn = originals.copy()
        # Territories of two levels lie in each other, and have no border in common to keep.
        for depth in sorted(set(rows["depth"])):
            level = (rows["depth"] == depth).to_numpy()
            drawn[level] = simplify(close(originals[level]))
        names = rows["map_name"] if "map_name" in rows else rows["name"]
        texts = [name if isinstance(name, str) else "" for name in names]
        return cls(rows["path"].tolist(), drawn, originals, rows["area_km2"].tolist(), texts)

    def joint(self, parents: set[str]) -> "Outlines":
        """Return the outlines of those parents, each made of what lies right below it."""
        found = list(self._children(parents))
        return Outlines(
            [parent for parent, _at in found],
            _shapes([union(self.drawn[at]) for _parent, at in found]),
            _shapes([union(close(self.originals[at])) for _parent, at in found]),
            [float(sum(self.areas[place] or 0 for place in at)) for _parent, at in found],
            [""] * len(found),
        )

    def _children(self, parents: set[str]) -> Iterator[tuple[str, list[int]]]:
        above = [path.rpartition(".")[0] for path in self.paths]
        places = sorted(range(len(above)), key=above.__getitem__)
        for parent, group in groupby(places, key=above.__getitem__):
            if parent in parents:
                yield parent, list(group)


def _shapes(geometries: list[shapely.Geometry]) -> Geometries:
    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    return shapes


def store_outlines(outlines: Outlines, ids: Mapping[str, int], *, since: dt.date | None, source: str) -> None:
    """Store the outlines of one vintage; others of the same vintage go, those of other vintages stay."""
    if not outlines.paths:
        return
    frame = pd.DataFrame(shapely.bounds(outlines.originals), columns=list(BOX))
    frame.insert(0, "territory_id", [ids[path] for path in outlines.paths])
    frame["wkb"] = pd.Series(list(shapely.to_wkb(outlines.drawn)), dtype=object)
    frame["area_km2"] = np.array(outlines.areas, dtype=float)
    frame["name"] = pd.Series(outlines.names, dtype=object)
    frame["valid_from"] = pd.Series([since] * len(frame), dtype=object)
    frame["valid_to"] = pd.Series([None] * len(frame), dtype=object)
    frame["source"] = source
    frame["illustrative"] = False
    frame[FULL] = pd.Series(_originals(outlines), dtype=object)
    replace_outlines(frame, since)


def _originals(outlines: Outlines) -> list[bytes | None]:
    """Return the original where the drawn one is another shape; a ring that only begins elsewhere is none."""
    drawn, originals = outlines.drawn, outlines.originals
    found: list[bytes | None] = [None] * len(drawn)
    other = np.flatnonzero([one is not two for one, two in zip(drawn, originals, strict=True)])
    points = shapely.get_num_coordinates
    alike = points(drawn[other]) == points(originals[other])
    alike[alike] = shapely.equals_exact(drawn[other[alike]], originals[other[alike]], normalize=True)
    changed = other[~alike]
    for place, wkb in zip(changed.tolist(), shapely.to_wkb(originals[changed]), strict=True):
        found[place] = wkb
    return found


def replace_outlines(frame: pd.DataFrame, since: dt.date | None) -> None:
    """Store rows of a boundary each, with `full` as the bytes of the original or None."""
    pks = frame["territory_id"].tolist()
    remove_outlines(pks, since)
    plain = frame.drop(columns=FULL)
    append(connection, Boundary._meta.db_table, plain)
    full = {pk: wkb for pk, wkb in zip(pks, frame[FULL], strict=True) if wkb is not None}
    stored = Boundary.objects.filter(Among("territory_id", full), valid_from=since).order_by()
    rows = [(pk, full[territory]) for pk, territory in stored.values_list("pk", "territory_id")]
    append(connection, FullOutline._meta.db_table, pd.DataFrame(rows, columns=["boundary_id", "wkb"]))


def remove_outlines(pks: Sequence[int], since: dt.date | None) -> None:
    """Remove the outlines of one vintage of some territories."""
    Boundary.objects.filter(Among("territory_id", pks), valid_from=since).delete()
