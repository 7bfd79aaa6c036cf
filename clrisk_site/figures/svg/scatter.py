"""Numbered points on two crossing axes with one scale, as of a correspondence map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, text
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import width_of

_EDGE = 30


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """One point: its label, its coordinates, and whether it is marked by a square."""

    label: str
    x: float
    y: float
    marked: bool = False


def draw_scatter(
    points: Sequence[PlotPoint],
    *,
    across: str,
    upward: str,
    size: Size,
    title: str,
    description: str,
    prefix: str = "",
) -> str:
    """Return the whole plot: axes through zero, the points and their labels.

    Parameters
    ----------
    points : sequence of PlotPoint
        Both coordinates have one scale, so that distances may be compared.
    across, upward : str
        What the axes are.
    size : Size
        PHONE is narrow; all others are drawn wide.
    title, description : str
        What is read out instead of the picture.
    prefix : str, default=""
        Start of every id.
    """
    width, height, type_size = (340.0, 360.0, 15.0) if size is Size.PHONE else (640.0, 460.0, 14.0)
    xs, ys = [0.0, *(one.x for one in points)], [0.0, *(one.y for one in points)]
    spread = [max(xs) - min(xs), max(ys) - min(ys)]
    rooms = [width - 2 * _EDGE, height - 2 * _EDGE]
    scale = min((room / one for room, one in zip(rooms, spread, strict=True) if one), default=1.0)
    left = (width - scale * (max(xs) + min(xs))) / 2
    top = (height + scale * (max(ys) + min(ys))) / 2
    return document(
        group(
            line(0, top, width, top, stroke=palette.RULE, stroke_width=1.5),
            line(left, 0, left, height, stroke=palette.RULE, stroke_width=1.5),
            text(across, width, top - 6, text_anchor="end"),
            text(upward, *_beside(left, type_size, upward, width)),
            font_size=type_size,
            fill=palette.INK_SOFT,
        ),
        *(_mark(one, left + scale * one.x, top - scale * one.y, type_size) for one in points),
        width=width,
        height=height,
        name=f"chart chart-scatter chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _beside(left: float, type_size: float, words: str, width: float) -> tuple[float, float]:
    room = width_of(words, type_size)
    return (left + 6 if left + 6 + room <= width else max(left - 6 - room, 0), type_size)


def _mark(point: PlotPoint, x: float, y: float, type_size: float) -> str:
    colour = palette.HIGH if point.marked else palette.PETROL
    mark = (
        element("rect", x=x - 5, y=y - 5, width=10, height=10, fill=colour)
        if point.marked
        else element("circle", cx=x, cy=y, r=4.5, fill=colour)
    )
    words = text(point.label, x + 8, y - 4, font_size=type_size, font_weight=600, fill=palette.INK)
    return group(mark, words, class_="chart-point")
