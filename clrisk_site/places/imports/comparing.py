"""What is stored of the territories that a file may speak of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from django.db.models import F, QuerySet
from django.db.models.functions import Length

from clrisk_site.places.among import Among
from clrisk_site.places.imports.extent import AREA_DECIMALS, extent_in_words
from clrisk_site.places.imports.shaping import FileMap
from clrisk_site.places.models import Boundary, Territory
from clrisk_site.tables.spec import Context

OUTLINE = ("wkb", "area_km2", "name", "valid_to", "source", "illustrative")
BOX = ("west", "south", "east", "north")
FULL = "full"
"""The original, where the outline to be drawn is another one."""

STORED = (*OUTLINE, *BOX, "full__wkb")
FACTS = ("source", "valid_from", "valid_to", "is_demo")


@dataclass
class FileReach:
    """Which territories a file speaks of, known once it was checked.

    Outlines are large, so only those that the file may replace are fetched. And a file of municipalities says
    nothing of the areas below them: stored territories of other levels are not gone. `areas` and `told` are
    what the file says of each outline, `drawn` its shapes.
    """

    paths: set[str] = field(default_factory=set)
    depths: set[int] = field(default_factory=set)
    has_outlines: bool = False
    areas: Mapping[str, float] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    drawn: FileMap | None = None

    def note(self, placed: pd.DataFrame) -> None:
        self.paths = set(placed["path"].dropna())
        self.depths = {int(depth) for depth in placed["depth"]}
        self.has_outlines = "geometry" in placed
        if self.has_outlines:
            self.areas = dict(zip(placed["path"], placed["area_km2"], strict=True))
            self.told = {
                name: dict(zip(placed["path"], placed[name], strict=True)) for name in ("extent", "map_name")
            }

    def has_shape(self, path: str) -> bool:
        area = self.areas.get(path)
        return area is not None and area == area


def outline_field(name: str) -> str:
    """Return the column that holds one value of the outline of the year of the file."""
    return f"outline:{name}"


def year_begins(context: Context) -> dt.date | None:
    """Return the day from which the outlines of the file hold."""
    return dt.date(context.year, 1, 1) if context.year else None


def nameable(territory: Territory) -> QuerySet[Territory]:
    """Return the territories in reach that have an official code, by which a file can name them."""
    coded = Territory.objects.within(territory).annotate(length=Length("code"))
    return coded.filter(level__depth__gt=0, length=F("level__code_length"))


def stored_territories(territory: Territory, context: Context, reach: FileReach) -> pd.DataFrame:
    """Return the territories in reach, each with the outline it may be compared with.

    Those without an official code, such as invented ones, are left out: no file can name them. Columns after
    the area are there to put a territory back as it was; no file has them.
    """
    rows = nameable(territory)
    if reach.depths:
        rows = rows.filter(level__depth__in=reach.depths)
    names = ["pk", "path", "level__depth", "code", "name", *FACTS]
    columns = ["pk", "path", "depth", "code", "name", *FACTS]
    frame = pd.DataFrame(list(rows.values_list(*names)), columns=columns, dtype=object)
    frame["depth"] = frame["depth"].astype(int)
    if reach.has_outlines:
        _add_outlines(frame, context, reach)
    return frame.drop(columns="pk")


def _add_outlines(frame: pd.DataFrame, context: Context, reach: FileReach) -> None:
    """Add the outlines of the year of the file: one of another year is another outline, also if it is alike.

    What the file says of an outline that is new, or has another area, is not compared once more.
    """
    pks = frame["pk"][frame["path"].isin(reach.paths)].tolist()
    outlines = Boundary.objects.filter(Among("territory_id", pks), valid_from=year_begins(context)).order_by()
    found: dict[int, tuple[object, ...]] = {
        pk: (bytes(wkb), *rest) for pk, wkb, *rest in outlines.values_list("territory_id", *STORED).iterator()
    }
    none = (None,) * len(STORED)
    rows = [found.get(pk, none) for pk in frame["pk"]]
    stored = dict(zip((*OUTLINE, *BOX, FULL), zip(*rows, strict=True), strict=True)) if rows else {}
    for name in (*OUTLINE, *BOX, FULL):
        values = [_plain(value) for value in stored.get(name, ())]
        frame[outline_field(name)] = pd.Series(values, index=frame.index, dtype=object)
    areas = frame[outline_field("area_km2")].astype(float).round(AREA_DECIMALS)
    # A row without a shape takes none back.
    frame["area_km2"] = areas.where(frame["path"].map(reach.has_shape).astype(bool))
    _add_what_is_told(frame, reach)


def _add_what_is_told(frame: pd.DataFrame, reach: FileReach) -> None:
    boxes = zip(*(frame[outline_field(name)] for name in BOX), strict=True)
    told = {"extent": list(map(extent_in_words, boxes)), "map_name": frame[outline_field("name")].tolist()}
    for name, values in told.items():
        new = reach.told.get(name, {})
        frame[name] = pd.Series(
            [
                value if reach.areas.get(path) == area else new.get(path)
                for path, area, value in zip(frame["path"], frame["area_km2"], values, strict=True)
            ],
            index=frame.index,
            dtype=object,
        )


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
