"""Marks on a map where outlines do not fit: patterns that grey paper tells apart, with letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures import palette
from clrisk_site.figures.svg.furniture import draw_letter
from clrisk_site.figures.svg.markup import document, element, group, number
from clrisk_site.figures.svg.paths import path_of
from clrisk_site.figures.svg.placing import Room, place_beside
from clrisk_site.figures.svg.projection import Projection
from clrisk_site.figures.svg.sizes import TENTHS, MapStyle

SMALLEST = 7
"""Pixels: a place that is drawn smaller has a ring around it, or nobody would find it."""


class FaultKind(StrEnum):
    """In what way a place does not fit."""

    OVERLAP = "overlap"
    GAP = "gap"
    OUTSIDE = "outside"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class MapFault:
    """A place that does not fit; without a letter where there are more than letters.

    The geometry is in degrees of WGS84.
    """

    kind: FaultKind
    geometry: BaseGeometry
    letter: str = ""


_GROUNDS = {
    FaultKind.OVERLAP: palette.BEYOND,
    FaultKind.GAP: palette.WHITE,
    FaultKind.OUTSIDE: palette.PETROL_MID,
    FaultKind.MENDED: palette.PETROL_TINT,
}
# What is small and matters most is drawn last.
_ORDER = (FaultKind.MENDED, FaultKind.OUTSIDE, FaultKind.GAP, FaultKind.OVERLAP)
_TILE = 6.0


def draw_faults(
    faults: Sequence[MapFault], projection: Projection, room: Room, style: MapStyle, prefix: str
) -> list[str]:
    """Return the marks with their letters; the drawing brings its own patterns."""
    if not faults:
        return []
    shapes = projection.project(np.array([fault.geometry for fault in faults], dtype=object))
    shapes = shapely.simplify(shapes, style.tolerance * TENTHS / 2)
    kinds = [kind for kind in _ORDER if any(fault.kind is kind for fault in faults)]
    drawn = [element("defs", *(_pattern(kind, prefix, style.pattern * TENTHS) for kind in kinds))]
    for kind in kinds:
        members = [shape for shape, fault in zip(shapes, faults, strict=True) if fault.kind is kind]
        drawn.append(_areas(kind, members, prefix))
    drawn.append(_rings(shapes, style))
    return [*drawn, *_letters(faults, shapes, room, style)]


def draw_fault_swatch(kind: FaultKind, prefix: str) -> str:
    """Return the little drawing that stands in the legend."""
    width, height = 22 * TENTHS, 15 * TENTHS
    box = {"x": 5, "y": 5, "width": width - 10, "height": height - 10}
    own = f"{prefix}-swatch"
    return document(
        element("defs", _pattern(kind, own, TENTHS)),
        element("rect", **box, fill=_GROUNDS[kind]),
        element("rect", **box, fill=f"url(#{own}-{kind.value})", stroke=palette.INK, stroke_width=10),
        width=22,
        height=15,
        unit=TENTHS,
        name="swatch",
        title="",
    )


def _areas(kind: FaultKind, shapes: Sequence[BaseGeometry], prefix: str) -> str:
    path = path_of(shapes)
    line = 0.6 if kind is FaultKind.MENDED else 1.1
    return group(
        element("path", d=path, fill=_GROUNDS[kind]),
        element(
            "path",
            d=path,
            fill=f"url(#{prefix}-{kind.value})",
            stroke=palette.INK,
            stroke_width=line * TENTHS,
            stroke_linejoin="round",
        ),
        class_=f"map-{kind.value}",
    )


def _rings(shapes: Iterable[BaseGeometry], style: MapStyle) -> str:
    """Draw a ring around each place that is too small to be seen."""
    least = SMALLEST * TENTHS
    bounds = shapely.bounds(np.asarray(list(shapes), dtype=object))
    small = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) < least
    middles = (bounds[small, :2] + bounds[small, 2:]) / 2
    rings = "".join(
        f"M{number(round(x - least))} {number(round(y))}a{least} {least} 0 1 0 {2 * least} 0"
        f"a{least} {least} 0 1 0 {-2 * least} 0"
        for x, y in middles
    )
    if not rings:
        return ""
    return element("path", d=rings, fill="none", stroke=palette.INK, stroke_width=style.edge * 1.6 * TENTHS)


def _letters(
    faults: Sequence[MapFault], shapes: Sequence[BaseGeometry], room: Room, style: MapStyle
) -> list[str]:
    side = style.letter * TENTHS * 0.85
    drawn = []
    for fault, shape in zip(faults, shapes, strict=True):
        if not fault.letter or shapely.is_empty(shape):
            continue
        x, y = shapely.get_coordinates(shapely.centroid(shape))[0]
        box = place_beside(room, (float(x), float(y)), side, side)
        drawn.append(draw_letter(fault.letter, box, style.letter_type * TENTHS * 0.85, rounded=False))
    return drawn


def _pattern(kind: FaultKind, prefix: str, scale: float) -> str:
    tile = _TILE * scale
    return element(
        "pattern",
        _MARKS[kind](tile, scale),
        id=f"{prefix}-{kind.value}",
        width=tile,
        height=tile,
        patternUnits="userSpaceOnUse",
    )


def _crossed(tile: float, scale: float) -> str:
    cross = f"M0 0L{number(tile)} {number(tile)}M{number(tile)} 0L0 {number(tile)}"
    return element("path", d=cross, fill="none", stroke=palette.INK, stroke_width=0.9 * scale)


def _lined(tile: float, scale: float) -> str:
    line = f"M0 {number(tile / 2)}H{number(tile)}"
    return element("path", d=line, fill="none", stroke=palette.INK, stroke_width=0.9 * scale)


def _dotted(tile: float, scale: float) -> str:
    return element("circle", cx=tile / 2, cy=tile / 2, r=1.3 * scale, fill=palette.INK)


def _sparse(tile: float, scale: float) -> str:
    return element("circle", cx=tile / 2, cy=tile / 2, r=0.6 * scale, fill=palette.INK_SOFT)


_MARKS = {
    FaultKind.OVERLAP: _crossed,
    FaultKind.GAP: _lined,
    FaultKind.OUTSIDE: _dotted,
    FaultKind.MENDED: _sparse,
}
