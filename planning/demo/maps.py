"""Stores the drawings of the demonstration's areas: that of today, and an earlier one that differs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.places.geometry import area_km2
from clrisk_site.places.models import Boundary, Territory
from planning.demo.city import to_degrees

CORNER = 0.35
"""How far towards the middle of an area the corner reaches that it gave away."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one map shows of a territory; the outline is in kilometres from the centre of the city."""

    territory: Territory
    outline: BaseGeometry
    name: str


def store_map(
    drawings: Sequence[Drawing],
    plan: Mapping[str, Any],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> None:
    """Store one vintage of outlines, marked as illustrative."""
    outlines = [to_degrees(one.outline, plan["centre"]) for one in drawings]
    degrees = np.array(outlines, dtype=object)
    boxes, sizes = shapely.bounds(degrees), area_km2(degrees)
    Boundary.objects.bulk_create(
        Boundary(
            territory=one.territory,
            wkb=shapely.to_wkb(outline),
            west=box[0],
            south=box[1],
            east=box[2],
            north=box[3],
            area_km2=round(float(size), 4),
            name=one.name,
            valid_from=since,
            valid_to=until,
            source=plan["source"],
            illustrative=True,
        )
        for one, outline, box, size in zip(drawings, outlines, boxes, sizes, strict=True)
    )


def draw_earlier(now: Sequence[Drawing], changes: Mapping[str, Any]) -> list[Drawing]:
    """Return the drawings of the map before: two areas were one, one was larger, and one had another name.

    Parameters
    ----------
    now : sequence of Drawing
        In the order of their numbers, the first being 1.
    changes : mapping
        ``split``, ``moved`` and ``renamed``, as the file of the city tells them.
    """
    earlier = dict(enumerate(now, start=1))
    stayed, founded = changes["split"]
    whole = shapely.union(earlier[stayed].outline, earlier.pop(founded).outline)
    earlier[stayed] = replace(earlier[stayed], outline=whole)
    smaller, larger = changes["moved"]
    corner = _corner(earlier[smaller].outline, earlier[larger].outline)
    earlier[smaller] = replace(earlier[smaller], outline=shapely.difference(earlier[smaller].outline, corner))
    earlier[larger] = replace(earlier[larger], outline=shapely.union(earlier[larger].outline, corner))
    for number, name in changes["renamed"].items():
        earlier[number] = replace(earlier[number], name=name)
    return list(earlier.values())


def _corner(outline: BaseGeometry, neighbour: BaseGeometry) -> BaseGeometry:
    """Return the part of an outline between its border with a neighbour and a point inside of it."""
    border = shapely.line_merge(shapely.intersection(outline, neighbour))
    middle = shapely.get_coordinates(shapely.line_interpolate_point(border, 0.5, normalized=True))[0]
    inside = shapely.get_coordinates(shapely.centroid(outline))[0]
    point = middle + CORNER * (inside - middle)
    corner = shapely.Polygon([*shapely.get_coordinates(border), point])
    return outline.intersection(corner)
