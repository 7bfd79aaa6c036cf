"""A square plot of two scores: numbered marks in the cells of a grid; the table beside it names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, number, plain, text
from clrisk_site.figures.svg.rows import CHART_STYLES, ChartStyle
from clrisk_site.figures.svg.sizes import Size

_CHIP, _GAP = 24, 3
"""Diameter of a mark and the room between two, in pixels."""


@dataclass(frozen=True, slots=True)
class GridPoint:
    """One mark.

    Parameters
    ----------
    label : str
        Its number in the table.
    x, y : int
        Scores from 0 to the highest.
    name : str
        What is told where a pointer rests on the mark.
    """

    label: str
    x: int
    y: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the grid lies, in pixels."""

    left: float
    top: float
    wide: float
    tall: float
    steps: int

    def corner(self, x: int, y: int) -> tuple[float, float]:
        return self.left + x * self.wide, self.top + (self.steps - 1 - y) * self.tall

    @property
    def bottom(self) -> float:
        return self.top + self.steps * self.tall


def draw_grid(
    points: Sequence[GridPoint],
    *,
    highest: int,
    strong: int,
    across: str,
    upward: str,
    size: Size,
    title: str,
    description: str,
    prefix: str = "",
) -> str:
    """Return the whole plot. A cell that cannot hold all its marks ends with how many more there are.

    Parameters
    ----------
    points : sequence of GridPoint
        Drawn in this order within their cell.
    highest : int
        Highest score of both axes; there is one more step than that.
    strong : int
        From this score on, on both axes, cells are tinted.
    across, upward : str
        What the axes are called.
    size : Size
        As for the other charts.
    title, description : str
        What is read out instead of the picture.
    prefix : str, default=""
        Start of every id.

    Raises
    ------
    ValueError
        When a score lies off the grid.
    """
    for one in points:
        if not (0 <= one.x <= highest and 0 <= one.y <= highest):
            message = f"{one.label} lies at {one.x}, {one.y}, off a grid of {highest}"
            raise ValueError(message)
    style, steps = CHART_STYLES[size], highest + 1
    left, top = style.small * 1.4, style.small * 1.8
    wide = (style.width - left - 1) / steps
    frame = _Frame(left, top, wide, min(wide, 68), steps)
    return document(
        _ground(frame, strong),
        _words(frame, style, across, upward),
        *(_cell(frame, style, points, x, y) for y in range(steps) for x in range(steps)),
        width=style.width,
        height=frame.bottom + style.small * 3.2,
        name=f"chart chart-grid-plot chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _ground(frame: _Frame, strong: int) -> str:
    x, y = frame.corner(strong, frame.steps - 1)
    many = frame.steps - strong
    tint = element(
        "rect", x=x, y=y, width=many * frame.wide, height=many * frame.tall, fill=palette.PETROL_TINT
    )
    right, across = frame.left + frame.steps * frame.wide, range(frame.steps + 1)
    lines = "".join(
        f"M{number(frame.left)} {number(frame.top + i * frame.tall)}H{number(right)}"
        f"M{number(frame.left + i * frame.wide)} {number(frame.top)}V{number(frame.bottom)}"
        for i in across
    )
    return tint + element("path", d=lines, fill="none", stroke=palette.EMPTY_EDGE, stroke_width=1)


def _words(frame: _Frame, style: ChartStyle, across: str, upward: str) -> str:
    scores = range(frame.steps)
    below = [
        text(
            str(score),
            frame.left + (score + 0.5) * frame.wide,
            frame.bottom + style.small * 1.2,
            text_anchor="middle",
        )
        for score in scores
    ]
    beside = [
        text(str(score), 0, frame.corner(0, score)[1] + frame.tall / 2 + style.small * 0.35)
        for score in scores
    ]
    right = frame.left + frame.steps * frame.wide
    axes = [
        text(upward, 0, style.small),
        text(across, right, frame.bottom + style.small * 2.6, text_anchor="end"),
    ]
    return group(*below, *beside, *axes, font_size=style.small, fill=palette.INK_SOFT)


def _cell(frame: _Frame, style: ChartStyle, points: Sequence[GridPoint], x: int, y: int) -> str:
    inside = [one for one in points if (one.x, one.y) == (x, y)]
    per_row = max(int((frame.wide - _GAP) // (_CHIP + _GAP)), 1)
    room = per_row * max(int((frame.tall - _GAP) // (_CHIP + _GAP)), 1)
    shown = inside if len(inside) <= room else inside[: room - 1]
    left, top = frame.corner(x, y)
    marks = []
    for place in range(min(len(inside), room)):
        across = left + _GAP + (place % per_row) * (_CHIP + _GAP) + _CHIP / 2
        down = top + _GAP + (place // per_row) * (_CHIP + _GAP) + _CHIP / 2
        if place < len(shown):
            marks.append(_chip(shown[place], across, down, style))
        else:
            marks.append(_more(len(inside) - len(shown), across, down, style))
    return group(*marks, class_="chart-cell", text_anchor="middle")


def _chip(point: GridPoint, x: float, y: float, style: ChartStyle) -> str:
    told = element("title", plain(point.name)) if point.name else ""
    type_size = style.small - 1 if len(point.label) < 3 else style.small - 4
    return group(
        told,
        element("circle", cx=x, cy=y, r=_CHIP / 2, fill=palette.PETROL),
        text(point.label, x, y + type_size * 0.35, font_size=type_size, font_weight=600, fill=palette.WHITE),
        class_="chart-point",
    )


def _more(many: int, x: float, y: float, style: ChartStyle) -> str:
    return text(f"+{many}", x, y + style.small * 0.35, font_size=style.small, fill=palette.INK)
