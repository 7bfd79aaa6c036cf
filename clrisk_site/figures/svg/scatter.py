"""Points of a correspondence map: numbered marks around a cross of axes; the table beside it names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, text
from clrisk_site.figures.svg.rows import CHART_STYLES, ChartStyle
from clrisk_site.figures.svg.sizes import Size

_MARGIN = 26
_FLATTEST, _TALLEST = 0.34, 0.75
"""Height of the map as a share of its width, at least and at most."""


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """One category on two axes.

    Parameters
    ----------
    label : str
        Its number in the table.
    x, y : float
        Coordinates.
    marked : bool
        Whether it is a category of the outcome, which is drawn as a square.
    """

    label: str
    x: float
    y: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    low: float
    high: float

    @property
    def length(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where both axes lie on a drawing, in pixels; one unit is as long on both."""

    across: _Stretch
    upward: _Stretch
    left: float
    top: float
    scale: float

    def x(self, value: float) -> float:
        return self.left + (value - self.across.low) * self.scale

    def y(self, value: float) -> float:
        return self.top + (self.upward.high - value) * self.scale


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
    """Return the whole map: cross, marks and their numbers; distances have one scale in both directions.

    Parameters
    ----------
    points : sequence of PlotPoint
        Drawn in this order; points with one place share one mark and list their numbers.
    across, upward : str
        What the two axes are called, with the share of inertia that each shows.
    size : Size
        As for the other charts.
    title, description : str
        What is read out instead of the picture.
    prefix : str, default=""
        Start of every id.
    """
    style = CHART_STYLES[size]
    frame = _frame(points, style)
    right, bottom = frame.x(frame.across.high), frame.y(frame.upward.low)
    cross = group(
        line(frame.left, frame.y(0), right, frame.y(0)),
        line(frame.x(0), frame.top, frame.x(0), bottom),
        class_="chart-grid",
        stroke=palette.EMPTY_EDGE,
        stroke_width=1,
    )
    words = group(
        text(across, right, bottom + style.small * 1.4, text_anchor="end"),
        text(upward, frame.left, frame.top - style.small * 0.6),
        font_size=style.small,
        fill=palette.INK_SOFT,
    )
    return document(
        cross,
        words,
        *(_mark(together, frame, style) for together in _gathered(points, frame)),
        width=style.width,
        height=bottom + style.small * 2,
        name=f"chart chart-scatter chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _frame(points: Sequence[PlotPoint], style: ChartStyle) -> _Frame:
    """Return the frame; where one axis says next to nothing the map keeps a third of its width as height."""
    across, upward = _stretch([one.x for one in points]), _stretch([one.y for one in points])
    if upward.length < _FLATTEST * across.length:
        upward = _widened(upward, _FLATTEST * across.length)
    room = style.width - 2 * _MARGIN
    scale = min(room / across.length, _TALLEST * room / upward.length)
    if across.length * scale < room:
        across = _widened(across, room / scale)
    return _Frame(across, upward, _MARGIN, style.small * 2, scale)


def _stretch(values: Sequence[float]) -> _Stretch:
    low, high = min([0.0, *values]), max([0.0, *values])
    air = 0.06 * (high - low) or 0.05
    return _Stretch(low - air, high + air)


def _widened(stretch: _Stretch, length: float) -> _Stretch:
    middle = (stretch.low + stretch.high) / 2
    return _Stretch(middle - length / 2, middle + length / 2)


def _gathered(points: Sequence[PlotPoint], frame: _Frame) -> list[list[PlotPoint]]:
    """Return the points by where they lie: numbers on top of each other could not be read."""
    near = 14
    found: list[list[PlotPoint]] = []
    for one in points:
        at = next(
            (
                group
                for group in found
                if abs(frame.x(group[0].x) - frame.x(one.x)) < near
                and abs(frame.y(group[0].y) - frame.y(one.y)) < near
            ),
            None,
        )
        if at is None:
            found.append([one])
        else:
            at.append(one)
    return found


def _mark(together: Sequence[PlotPoint], frame: _Frame, style: ChartStyle) -> str:
    marks = [_shape(one, frame) for one in together]
    x = max(frame.x(one.x) for one in together) + 9
    y = frame.y(together[0].y) + style.small * 0.35
    words = ", ".join(one.label for one in together)
    edge = style.width - len(words) * style.small * 0.6
    number = text(
        words,
        min(x, edge),
        y if x <= edge else y - style.small,
        font_size=style.small,
        font_weight=700 if any(one.marked for one in together) else 400,
        fill=palette.INK,
    )
    return group(*marks, number, class_="chart-point")


def _shape(point: PlotPoint, frame: _Frame) -> str:
    x, y = frame.x(point.x), frame.y(point.y)
    if point.marked:
        shape = element("rect", x=x - 6, y=y - 6, width=12, height=12)
    else:
        shape = element("circle", cx=x, cy=y, r=5)
    colour = palette.HIGH if point.marked else palette.PETROL
    return group(shape, fill=colour, stroke=palette.WHITE, stroke_width=1)
