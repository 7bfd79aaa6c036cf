"""Maps of territories themselves: every border once, groups by a stronger line, what changed marked.

Classes, zones and names of places are drawn by maps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures import palette
from clrisk_site.figures.svg.borders import borders_of, joined, lines_joined, sound
from clrisk_site.figures.svg.furniture import draw_scale, scale_room
from clrisk_site.figures.svg.markup import Attribute, document, element, group, number
from clrisk_site.figures.svg.paths import path_of, path_of_lines, polygons_only
from clrisk_site.figures.svg.placing import Box, Room, place_in_corner
from clrisk_site.figures.svg.projection import Projection, fit
from clrisk_site.figures.svg.sizes import MAP_STYLES, TENTHS, MapStyle, Size


class Mark(StrEnum):
    """What a map says of a territory beside where it lies, in the order in which marks are drawn."""

    NONE = "none"
    NAMED = "named"
    MOVED = "moved"
    UNCLEAR = "unclear"
    ENDED = "ended"
    NEW = "new"


_RINGED = frozenset({Mark.UNCLEAR, Mark.ENDED, Mark.NEW})
_TOO_SMALL_TO_SEE = 8  # pixels
_PATTERNED = {Mark.NAMED: "dots", Mark.MOVED: "stripes"}
_FILLS = {
    Mark.NAMED: palette.PETROL_TINT,
    Mark.MOVED: palette.PETROL_TINT,
    Mark.UNCLEAR: palette.PETROL_MID,
    Mark.NEW: palette.PETROL,
}


@dataclass(frozen=True, slots=True)
class OutlineShape:
    """A territory; the geometry is in degrees of WGS84, the group that of a stronger border, if any."""

    geometry: BaseGeometry
    group: str = ""
    mark: Mark = Mark.NONE


def draw_outlines(
    shapes: Sequence[OutlineShape], *, sizes: Sequence[Size], title: str, description: str, prefix: str
) -> dict[Size, str]:
    """Return maps of the same territories as SVG text, one for each size.

    What takes long, to find the borders that neighbours share, is done once for all sizes.

    Parameters
    ----------
    shapes : sequence of OutlineShape
        Those without an inside are left out. Of one marked as ended only the outline is drawn.
    sizes : sequence of Size
        Where the map is seen.
    title, description : str
        What is read out instead of the picture.
    prefix : str
        Start of every id; the size follows.

    Raises
    ------
    ValueError
        If no shape has an inside.
    """
    filled = [shape for shape in shapes if polygons_only(shape.geometry)]
    if not filled:
        raise ValueError("a map needs at least one area with a boundary")
    net = _Net.of(filled)
    return {size: _drawing(net, size, title, description, f"{prefix}-{size.value}") for size in sizes}


def _drawing(net: _Net, size: Size, title: str, description: str, prefix: str) -> str:
    style = MAP_STYLES[size]
    projection, height = _fitted(net.bounds, style)
    here = net.seen_by(projection, style.tolerance * TENTHS)
    room = Room(style.width * TENTHS, height, list(here.shapes))
    return document(
        _patterns(set(here.marks), prefix, style),
        *_ground(here, style),
        *_marked(here.shapes, here.marks, style, prefix),
        _rings(here.shapes, here.marks, style),
        _scale(projection, room, style),
        width=style.width,
        height=room.height / TENTHS,
        unit=TENTHS,
        name=f"map map-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


@dataclass(frozen=True, slots=True)
class _Net:
    """Territories, the lines between them and the areas of their groups, in the units of one projection."""

    bounds: tuple[float, float, float, float]
    projection: Projection
    shapes: NDArray[np.object_]
    marks: NDArray[np.str_]
    lines: NDArray[np.object_]
    groups: NDArray[np.object_]

    @classmethod
    def of(cls, filled: Sequence[OutlineShape]) -> _Net:
        """Return the net as finely as the wide drawing needs it."""
        geometries = np.array([shape.geometry for shape in filled], dtype=object)
        west, south, east, north = shapely.total_bounds(geometries).tolist()
        style = MAP_STYLES[Size.WIDE]
        projection, _height = _fitted((west, south, east, north), style)
        simple = _simplified(geometries, projection, style.tolerance * TENTHS)
        marks = np.array([shape.mark.value for shape in filled])
        there = simple[marks != Mark.ENDED.value]
        groups = joined(there, [shape.group for shape in filled if shape.mark is not Mark.ENDED])
        lines = borders_of(there, style.tolerance * TENTHS)
        return cls((west, south, east, north), projection, simple, marks, lines, groups)

    def seen_by(self, projection: Projection, tolerance: float) -> _Net:
        """Return the same in the units of another projection, without what is too small there."""
        scale = projection.units_per_degree / self.projection.units_per_degree
        corner = np.array([self.projection.left, self.projection.top])
        there = np.array([projection.left, projection.top])

        def moved(layer: NDArray[np.object_]) -> NDArray[np.object_]:
            scaled = shapely.transform(layer, lambda points: (points - corner) * scale + there)
            return np.asarray(shapely.simplify(scaled, tolerance if scale != 1 else 0))

        return _Net(
            self.bounds,
            projection,
            moved(self.shapes),
            self.marks,
            moved(self.lines) if scale == 1 else lines_joined(moved(self.lines), tolerance),
            moved(self.groups),
        )


def _fitted(bounds: tuple[float, float, float, float], style: MapStyle) -> tuple[Projection, float]:
    return fit(bounds, *(TENTHS * measure for measure in (style.width, style.tallest, style.margin)))


def draw_swatch(mark: Mark, prefix: str) -> str:
    """Return a small field that looks as a territory with this mark does, for the legend."""
    style = MAP_STYLES[Size.WIDE]
    edge: dict[str, Attribute] = {"stroke": palette.PLAIN_EDGE, "stroke_width": TENTHS}
    if mark is Mark.ENDED:
        edge = {"stroke": palette.INK, "stroke_width": 1.6 * TENTHS, "stroke_dasharray": "40 25"}
    box: dict[str, Attribute] = {"x": 10, "y": 10, "width": 200, "height": 130}
    fill = {Mark.NONE: palette.PAPER, Mark.ENDED: "none"}.get(mark) or _FILLS[mark]
    parts = [element("rect", **box, fill=fill, **edge)]
    if mark in _PATTERNED:
        parts.append(element("rect", **box, fill=f"url(#{prefix}-{_PATTERNED[mark]})"))
    return document(
        _patterns({mark.value}, prefix, style),
        *parts,
        width=22,
        height=15,
        unit=TENTHS,
        name="swatch",
        title="",
    )


def _simplified(
    geometries: NDArray[np.object_], projection: Projection, tolerance: float
) -> NDArray[np.object_]:
    flat = sound(projection.project(geometries))
    simple = shapely.coverage_simplify(flat, tolerance)
    return np.asarray(np.where(shapely.is_empty(simple) | ~shapely.is_valid(simple), flat, simple))


def _ground(net: _Net, style: MapStyle) -> list[str]:
    """Return all areas as one, the lines between them, and stronger ones around the groups."""
    joint = path_of(list(net.groups), smallest=(2 * TENTHS) ** 2)
    several = len(net.groups) > 1
    return [
        element("path", d=joint, fill=palette.PAPER),
        element(
            "path",
            d=path_of_lines(net.lines),
            fill="none",
            stroke=palette.CLASS_EDGE,
            stroke_width=_line(net.shapes, style),
            stroke_linejoin="round",
        ),
        element(
            "path",
            d=joint,
            fill="none",
            stroke=palette.INK_SOFT,
            stroke_width=(style.edge + (0.25 if several else 0.1)) * TENTHS,
            stroke_linejoin="round",
        ),
    ]


def _line(shapes: NDArray[np.object_], style: MapStyle) -> float:
    """Return the width of the lines: thinner where shapes are many and small, so that land stays visible."""
    usual_side = float(np.median(np.sqrt(shapely.area(shapes)))) / TENTHS if len(shapes) else 0.0
    return TENTHS * float(np.clip(usual_side * 0.05, 0.3, style.border))


def _marked(shapes: NDArray[np.object_], marks: NDArray[np.str_], style: MapStyle, prefix: str) -> list[str]:
    drawn: list[str] = []
    for mark in Mark:
        members = shapes[marks == mark.value]
        if mark is Mark.NONE or not len(members):
            continue
        path = path_of(list(members), smallest=TENTHS**2 / 4)
        if mark is Mark.ENDED:
            drawn += _dashed(path, style)
            continue
        line: dict[str, Attribute] = {"stroke": palette.PETROL, "stroke_width": 0.8 * TENTHS}
        if mark is Mark.NEW:
            line["stroke"] = palette.WHITE
        drawn.append(element("path", d=path, fill=_FILLS[mark], **line))
        if mark in _PATTERNED:
            drawn.append(element("path", d=path, fill=f"url(#{prefix}-{_PATTERNED[mark]})"))
    return drawn


def _dashed(path: str, style: MapStyle) -> list[str]:
    width = style.zone * TENTHS / 2
    dash = f"{number(width * 2.5)} {number(width * 1.6)}"
    return [
        element("path", d=path, fill="none", stroke=palette.WHITE, stroke_width=width * 2.2),
        element("path", d=path, fill="none", stroke=palette.INK, stroke_width=width, stroke_dasharray=dash),
    ]


def _rings(shapes: NDArray[np.object_], marks: NDArray[np.str_], style: MapStyle) -> str:
    """Return a ring around each new or ended territory that is too small to be seen."""
    small = np.sqrt(shapely.area(shapes)) < _TOO_SMALL_TO_SEE * TENTHS
    ringed = small & np.isin(marks, [mark.value for mark in _RINGED])
    points = shapely.get_coordinates(shapely.centroid(shapes[ringed]))
    circles = []
    for mark, (x, y) in zip(marks[ringed], points.tolist(), strict=True):
        quiet = mark == Mark.UNCLEAR.value
        radius, line = (0.22, 1.0) if quiet else (0.42, 1.7)
        place: dict[str, Attribute] = {"cx": x, "cy": y, "r": style.type_size * TENTHS * radius}
        halo, width = (line + 1.6) * TENTHS, line * TENTHS
        circles.append(element("circle", **place, stroke=palette.WHITE, stroke_width=halo))
        circles.append(element("circle", **place, stroke=palette.INK, stroke_width=width))
    return group(*circles, class_="map-rings", fill="none")


def _scale(projection: Projection, room: Room, style: MapStyle) -> str:
    """Return the scale with the north; the drawing grows for it if no corner is free."""
    needed = scale_room(projection.units_per_metre, style)
    margin = style.margin * TENTHS * 0.7
    box = place_in_corner(room, needed.width, needed.height, margin)
    if box is None:
        room.height += needed.height + margin
        left = room.width - needed.width - margin
        box = Box(left, room.height - needed.height - margin / 2, needed.width, needed.height)
    return draw_scale(projection.units_per_metre, box, style)


def _patterns(marks: set[str], prefix: str, style: MapStyle) -> str:
    tiles: Mapping[Mark, str] = {
        Mark.NAMED: _dots(f"{prefix}-dots", style.pattern * TENTHS),
        Mark.MOVED: _stripes(f"{prefix}-stripes", style.pattern * TENTHS),
    }
    needed = [tile for mark, tile in tiles.items() if mark.value in marks]
    return element("defs", *needed) if needed else ""


def _stripes(identifier: str, scale: float) -> str:
    tile = 4.6 * scale
    return element(
        "pattern",
        element("rect", width=1.1 * scale, height=100 * tile, fill=palette.PETROL),
        id=identifier,
        width=tile,
        height=100 * tile,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _dots(identifier: str, scale: float) -> str:
    tile = 5 * scale
    return element(
        "pattern",
        element("circle", cx=tile / 2, cy=tile / 2, r=0.9 * scale, fill=palette.PETROL),
        id=identifier,
        width=tile,
        height=tile,
        patternUnits="userSpaceOnUse",
    )
