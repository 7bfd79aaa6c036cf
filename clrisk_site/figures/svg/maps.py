"""Maps of areas in three quiet classes, with zones, names, scale and north. Legends stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures import palette
from clrisk_site.figures.svg.faults import MapFault, draw_faults
from clrisk_site.figures.svg.furniture import draw_letter, draw_name, draw_scale, scale_room
from clrisk_site.figures.svg.markup import Attribute, document, element, group
from clrisk_site.figures.svg.paths import path_of, polygons_only
from clrisk_site.figures.svg.patterns import BASE_FILLS, ShapeKind, own_patterns, pattern_of
from clrisk_site.figures.svg.placing import (
    Box,
    Room,
    around,
    place_beside,
    place_in_corner,
    place_inside,
    place_on_outline,
)
from clrisk_site.figures.svg.projection import Projection, fit
from clrisk_site.figures.svg.sizes import MAP_STYLES, TENTHS, MapStyle, Size
from clrisk_site.figures.svg.wording import width_of

MOST_PLACES = 3
# What comes later covers half of the common border: areas without data keep their whole outline.
_ORDER = (
    ShapeKind.PLAIN,
    ShapeKind.LOW,
    ShapeKind.MEDIUM,
    ShapeKind.HIGH,
    ShapeKind.ZONE,
    ShapeKind.NO_DATA,
)
# Light areas need a line of their own against the white paper; the others are parted by white.
_EDGES = {
    ShapeKind.NO_DATA: palette.CLASS_EDGE,
    ShapeKind.PLAIN: palette.PLAIN_EDGE,
    ShapeKind.LOW: palette.CLASS_EDGE,
}


@dataclass(frozen=True, slots=True)
class MapShape:
    """An area with its class; the geometry is in degrees of WGS84."""

    code: str
    geometry: BaseGeometry
    kind: ShapeKind


@dataclass(frozen=True, slots=True)
class MapZone:
    """A zone with its letter; the geometry is in degrees of WGS84."""

    letter: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place that people know, to find their way; in degrees of WGS84."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a map shows, in drawing units: one geometry per shape, one outline per zone."""

    kinds: tuple[ShapeKind, ...]
    shapes: tuple[BaseGeometry, ...]
    outlines: tuple[BaseGeometry, ...]


def draw_map(
    shapes: Sequence[MapShape],
    zones: Sequence[MapZone] = (),
    places: Sequence[MapPlace] = (),
    *,
    faults: Sequence[MapFault] = (),
    size: Size,
    scale_bar: bool = True,
    title: str,
    description: str,
    prefix: str = "",
) -> str:
    """Return a map as SVG text.

    Parameters
    ----------
    shapes : sequence of MapShape
        Areas to fill. Those without an inside are left out.
    zones : sequence of MapZone
        Outlined and lettered. On the cover they are filled instead, and classes are not shown.
    places : sequence of MapPlace
        At most three are named; none on the cover.
    faults : sequence of MapFault
        Where the areas do not fit together; drawn over them, with their letters.
    size : Size
        Where the map is seen.
    scale_bar : bool, default=True
        Whether to draw a scale and the north; never on the cover.
    title, description : str
        What is read out instead of the picture.
    prefix : str, default=""
        Start of every id; give one when the same map stands on a page twice.

    Returns
    -------
    str
        The same text for the same input. On the screen its patterns come from `pattern_definitions`.

    Raises
    ------
    ValueError
        If no shape has an inside.
    """
    filled = [shape for shape in shapes if polygons_only(shape.geometry)]
    if not filled:
        raise ValueError("a map needs at least one area with a boundary")
    style = MAP_STYLES[size]
    lettered = [zone for zone in zones if polygons_only(zone.geometry)]
    geometries = np.array([shape.geometry for shape in filled], dtype=object)
    west, south, east, north = shapely.total_bounds(geometries)
    projection, height = fit(
        (west, south, east, north), *(TENTHS * n for n in (style.width, style.tallest, style.margin))
    )
    drawn = _project(filled, geometries, lettered, projection, size)
    prefix = prefix or _prefix(filled, lettered, places, size, title)
    room = Room(style.width * TENTHS, height, drawn.shapes)
    on_cover = size is Size.COVER
    points = _points([] if on_cover else places[:MOST_PLACES], projection, room, style)
    letters = _letters(lettered, drawn, room, style, size)
    scale = _scale(projection, room, style) if scale_bar and not on_cover else ""
    names = _names(points, room, style)
    marks = draw_faults(faults, projection, room, style, prefix)
    return document(
        own_patterns(drawn.kinds, size, prefix),
        group(*_areas(drawn, style, size, prefix), class_="map-areas", stroke_linejoin="round"),
        "" if on_cover else _outlines(drawn, style),
        scale,
        *marks,
        *names,
        *letters,
        width=style.width,
        height=room.height / TENTHS,
        unit=TENTHS,
        name=f"map map-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _project(
    filled: Sequence[MapShape],
    geometries: np.typing.NDArray[np.object_],
    zones: Sequence[MapZone],
    projection: Projection,
    size: Size,
) -> _Drawn:
    tolerance = MAP_STYLES[size].tolerance * TENTHS
    # Simplified together, so that neighbours keep one common border.
    simple = shapely.coverage_simplify(projection.project(geometries), tolerance)
    inner_points = shapely.point_on_surface(geometries)
    kinds = [shape.kind for shape in filled]
    if size is Size.COVER:
        kinds = [ShapeKind.ZONE if kind is ShapeKind.ZONE else ShapeKind.PLAIN for kind in kinds]
    outlines = []
    for zone in zones:
        shapely.prepare(zone.geometry)
        inside = shapely.contains(zone.geometry, inner_points)
        if inside.any():
            outlines.append(_merged(simple[inside], tolerance))
        else:
            outlines.append(shapely.simplify(projection.project(zone.geometry), tolerance))
        if size is Size.COVER:
            kinds = [ShapeKind.ZONE if i else kind for kind, i in zip(kinds, inside, strict=True)]
    return _Drawn(tuple(kinds), tuple(simple), tuple(outlines))


def _merged(shapes: np.typing.NDArray[np.object_], seam: float) -> BaseGeometry:
    """Return the union of neighbours, with the seams closed that their boundaries leave."""
    union: BaseGeometry = shapely.union_all(shapes)
    closed = shapely.buffer(shapely.buffer(union, seam, join_style="mitre"), -seam, join_style="mitre")
    return union if closed.is_empty else closed


def _areas(drawn: _Drawn, style: MapStyle, size: Size, prefix: str) -> list[str]:
    border = _border(drawn, style)
    paths = []
    for kind in _ORDER:
        members = [shape for shape, of in zip(drawn.shapes, drawn.kinds, strict=True) if of is kind]
        if not members:
            continue
        name = f"{prefix}-{kind.value.replace('_', '-')}"
        lines: dict[str, Attribute] = {
            "stroke": _EDGES.get(kind, palette.WHITE),
            "stroke_width": TENTHS * (min(style.edge, max(border, 0.35)) if kind in _EDGES else border),
        }
        pattern = pattern_of(kind, size, prefix)
        path = path_of(members, smallest=TENTHS**2 / 4)
        if pattern is None:
            paths.append(element("path", d=path, fill=BASE_FILLS[kind], **lines))
        else:
            ground = element("path", d=path, id=name)
            paths.append(group(ground, fill=BASE_FILLS[kind]))
            paths.append(element("use", href=f"#{name}", fill=pattern, **lines))
    return paths


def _border(drawn: _Drawn, style: MapStyle) -> float:
    """Return the width of the white lines: thinner where shapes are many and small, so that fills stay."""
    usual_side = float(np.median(np.sqrt(shapely.area(np.asarray(drawn.shapes))))) / TENTHS
    return float(np.clip(usual_side * 0.055, 0.25, style.border))


def _outlines(drawn: _Drawn, style: MapStyle) -> str:
    if not drawn.outlines:
        return ""
    path = path_of(drawn.outlines, smallest=(style.zone * TENTHS) ** 2)
    return group(
        element("path", d=path, stroke=palette.WHITE, stroke_width=style.halo * TENTHS),
        element("path", d=path, stroke=palette.INK, stroke_width=style.zone * TENTHS),
        class_="map-zones",
        fill="none",
        stroke_linejoin="round",
    )


def _letters(zones: Sequence[MapZone], drawn: _Drawn, room: Room, style: MapStyle, size: Size) -> list[str]:
    side, on_cover = style.letter * TENTHS, size is Size.COVER
    place = place_inside if on_cover else place_on_outline
    boxes = [place(room, outline, side) for outline in drawn.outlines]
    room.taken.extend(
        shapely.buffer(shapely.boundary(outline), style.halo * TENTHS / 2) for outline in drawn.outlines
    )
    return [
        draw_letter(zone.letter, box, style.letter_type * TENTHS, rounded=on_cover)
        for zone, box in zip(zones, boxes, strict=True)
    ]


def _scale(projection: Projection, room: Room, style: MapStyle) -> str:
    """Return the scale with the north; the drawing grows for it if no corner is free."""
    needed = scale_room(projection.units_per_metre, style)
    margin = style.margin * TENTHS * 0.7
    box = place_in_corner(room, needed.width, needed.height, margin)
    if box is None:
        room.height += needed.height + margin
        left = room.width - needed.width - margin
        box = room.take(Box(left, room.height - needed.height - margin / 2, needed.width, needed.height))
    return draw_scale(projection.units_per_metre, box, style)


def _points(
    places: Sequence[MapPlace], projection: Projection, room: Room, style: MapStyle
) -> list[tuple[str, tuple[float, float]]]:
    """Return the names with their points in drawing units, and keep letters off the points."""
    found = []
    for place in places:
        point = projection.project(shapely.Point(place.longitude, place.latitude))
        room.take(around((point.x, point.y), style.type_size * TENTHS * 0.6))
        found.append((place.name, (point.x, point.y)))
    return found


def _names(points: Sequence[tuple[str, tuple[float, float]]], room: Room, style: MapStyle) -> list[str]:
    size = style.type_size * TENTHS
    return [
        draw_name(name, point, place_beside(room, point, width_of(name, size), size * 1.1), size)
        for name, point in points
    ]


def _prefix(
    shapes: Sequence[MapShape], zones: Sequence[MapZone], places: Sequence[MapPlace], size: Size, title: str
) -> str:
    """Return a start for ids that differs between maps and is the same for the same map."""
    areas, letters = [(one.code, one.kind) for one in shapes], [zone.letter for zone in zones]
    what = f"{size}{title}{areas}{letters}{places}"
    return f"map-{blake2s(what.encode(), digest_size=6).hexdigest()}"
