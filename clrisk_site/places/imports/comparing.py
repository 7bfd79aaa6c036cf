"""What is stored of the territories that a file may speak of."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import batched

import pandas as pd
from django.db.models import F, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from clrisk_site.places.models import Boundary, Territory
from clrisk_site.tables.spec import Context

AREA_DECIMALS = 6
"""Square metres: outlines with the same area to the square metre are taken for the same."""

OUTLINE = ("wkb", "area_km2", "valid_to", "source", "illustrative")
FACTS = ("source", "valid_from", "valid_to", "is_demo")
IDS_PER_QUERY = 500


@dataclass
class FileReach:
    """Which territories a file speaks of, known once it was checked.

    Outlines are large, so only those that the file may replace are fetched. And a file of municipalities says
    nothing of the areas below them: stored territories of other levels are not gone.
    """

    paths: set[str] = field(default_factory=set)
    depths: set[int] = field(default_factory=set)
    has_outlines: bool = False

    def note(self, placed: pd.DataFrame) -> None:
        self.paths = set(placed["path"].dropna())
        self.depths = {int(depth) for depth in placed["depth"]}
        self.has_outlines = "geometry" in placed


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
    """Return the territories in reach, each with the area of its newest boundary.

    Those without an official code, such as invented ones, are left out: no file can name them. Columns after
    the area are there to put a territory back as it was; no file has them.
    """
    newest = Boundary.objects.filter(territory=OuterRef("pk")).order_by("-valid_from")
    rows = nameable(territory)
    if reach.depths:
        rows = rows.filter(level__depth__in=reach.depths)
    names = ["pk", "path", "level__depth", "code", "name", "area", *FACTS]
    found = rows.annotate(area=Subquery(newest.values("area_km2")[:1], output_field=FloatField()))
    columns = ["pk", "path", "depth", "code", "name", "area_km2", *FACTS]
    frame = pd.DataFrame(list(found.values_list(*names)), columns=columns, dtype=object)
    frame["area_km2"] = frame["area_km2"].astype(float).round(AREA_DECIMALS)
    frame["depth"] = frame["depth"].astype(int)
    if reach.has_outlines:
        _add_outlines(frame, context, reach)
    return frame.drop(columns="pk")


def _add_outlines(frame: pd.DataFrame, context: Context, reach: FileReach) -> None:
    pks = frame["pk"][frame["path"].isin(reach.paths)].tolist()
    found: dict[int, tuple[object, ...]] = {}
    for chunk in batched(pks, IDS_PER_QUERY):
        outlines = Boundary.objects.filter(territory__in=chunk, valid_from=year_begins(context))
        for pk, wkb, *rest in outlines.values_list("territory_id", *OUTLINE):
            found[pk] = (bytes(wkb), *rest)
    none = (None,) * len(OUTLINE)
    for at, name in enumerate(OUTLINE):
        values = [found.get(pk, none)[at] for pk in frame["pk"]]
        frame[outline_field(name)] = pd.Series(values, index=frame.index, dtype=object)
