"""Dot and interval: one row per factor, girls above boys, on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Estimate
from clrisk_site.figures.svg.marks import Mark, draw_estimate
from clrisk_site.figures.svg.markup import document, element, group, line, number, text
from clrisk_site.figures.svg.rows import CHART_STYLES, ChartStyle, draw_labels, label_height, row_height
from clrisk_site.figures.svg.scales import Axis, axis_for, signed
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import width_of

_APART = 18
_EDGE = 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One estimate of a row.

    Parameters
    ----------
    mark : Mark
        Whom it speaks of.
    estimate : Estimate
        Value and interval.
    words : str
        The value in words and figures, printed at the end of the row; where there is no value, the words
        that stand at zero instead ("not shown").
    """

    mark: Mark
    estimate: Estimate
    words: str = ""


@dataclass(frozen=True, slots=True)
class DotRow:
    """A factor with its estimates, girls first."""

    label: str
    dots: tuple[Dot, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the axis lies on a drawing, in pixels."""

    axis: Axis
    left: float
    right: float

    def place(self, value: float) -> float:
        return self.left + self.axis.share(value) * (self.right - self.left)

    @property
    def zero(self) -> float:
        return self.place(0)


def dot_axis(rows: Sequence[DotRow]) -> Axis:
    """Return the common axis of rows, for the drawing and for the chart on the screen."""
    return axis_for(dot.estimate for row in rows for dot in row.dots)


def draw_dots(
    rows: Sequence[DotRow],
    *,
    unit_label: str,
    size: Size,
    title: str,
    description: str,
    tick: Callable[[float], str] = signed,
    less: str = "",
    more: str = "",
    prefix: str = "",
) -> str:
    """Return the whole chart: labels, axis, marks and values.

    Parameters
    ----------
    rows : sequence of DotRow
        From top to bottom.
    unit_label : str
        What the axis measures, over the labels.
    size : Size
        WIDE and PRINT put labels beside the marks, PHONE above them.
    title, description : str
        What is read out instead of the picture.
    tick : callable, default=signed
        Writes a number at the axis.
    less, more : str, default=""
        Words for the two directions, over the axis.
    prefix : str, default=""
        Start of every id.
    """
    style = CHART_STYLES[size]
    plot = _Plot(dot_axis(rows), style.label_room + _EDGE, style.width - _words_room(rows, style) - _EDGE)
    top = style.type_size * (2.5 if less or more else 1.4)
    heights = [
        row_height(label_height(row.label, row.detail, style), _dots_height(row), style) for row in rows
    ]
    bottom = top + sum(heights)
    parts, y = [], top
    for row, height in zip(rows, heights, strict=True):
        parts.append(_row(row, y, height, plot, style))
        y += height
    return document(
        _head(unit_label, top, plot, style, tick, less, more),
        *parts,
        width=style.width,
        height=bottom + 2,
        name=f"chart chart-dots chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _head(
    unit_label: str,
    y: float,
    plot: _Plot,
    style: ChartStyle,
    tick: Callable[[float], str],
    less: str,
    more: str,
) -> str:
    # On a phone the unit would lie on the numbers of the axis; its caption says it there.
    unit = (
        text(unit_label, 0, y - 7, font_size=style.small, fill=palette.INK_SOFT) if style.label_room else ""
    )
    return group(
        unit,
        _axis_words(y, plot, style, tick, less, more),
        line(0, y, style.width, y, stroke=palette.INK, stroke_width=2),
    )


def _axis_words(
    y: float, plot: _Plot, style: ChartStyle, tick: Callable[[float], str], less: str, more: str
) -> str:
    size = style.small
    numbers = [text(tick(value), plot.place(value), y - 7, text_anchor="middle") for value in plot.axis.ticks]
    above, height = y - 7 - size * 1.35, size * 0.3
    directions = []
    if less:
        directions.append(text(less, plot.zero - 9, above, text_anchor="end"))
        directions.append(_arrow(plot.zero - 14 - width_of(less, size), above - height, -1, height))
    if more:
        directions.append(text(more, plot.zero + 9, above))
        directions.append(_arrow(plot.zero + 14 + width_of(more, size), above - height, 1, height))
    return group(*numbers, *directions, font_size=size, font_weight=600, fill=palette.INK)


def _arrow(x: float, y: float, towards: int, height: float) -> str:
    """Return a small triangle that points away from zero."""
    back = f"M{number(x)} {number(y - height)}v{number(2 * height)}"
    return element("path", d=f"{back}l{number(towards * height * 1.4)} {number(-height)}z")


def _grid(plot: _Plot, top: float, bottom: float) -> str:
    paths = "".join(
        f"M{number(plot.place(value))} {number(top)}V{number(bottom)}" for value in plot.axis.ticks if value
    )
    return group(
        element("path", d=paths, stroke=palette.GRID, stroke_width=1) if paths else "",
        line(plot.zero, top, plot.zero, bottom, stroke=palette.INK, stroke_width=1.5),
        class_="chart-grid",
        fill="none",
    )


def _row(row: DotRow, y: float, height: float, plot: _Plot, style: ChartStyle) -> str:
    marks_height = _dots_height(row)
    middle = y + height / 2 if style.label_room else y + height - marks_height / 2
    # On a phone the label lies over the plot, and the lines of the axis leave it alone.
    above = 0 if style.label_room else height - marks_height
    return group(
        _grid(plot, y + above, y + height),
        draw_labels(row.label, row.detail, y, height, style),
        *_marks(row, middle, plot, style),
        *_values(row, middle, style),
        line(0, y + height, style.width, y + height, stroke=palette.RULE, stroke_width=1),
        class_="chart-row",
    )


def _marks(row: DotRow, middle: float, plot: _Plot, style: ChartStyle) -> list[str]:
    marks = []
    for dot, y in zip(row.dots, _levels(row, middle), strict=True):
        if dot.estimate.value is None:
            marks.append(
                text(
                    dot.words,
                    plot.zero + 9,
                    y + style.small * 0.34,
                    font_size=style.small,
                    fill=palette.INK_SOFT,
                )
            )
        else:
            marks.append(draw_estimate(dot.mark, dot.estimate, y, plot.place))
    return marks


def _values(row: DotRow, middle: float, style: ChartStyle) -> list[str]:
    return [
        text(
            dot.words,
            style.width,
            y + style.type_size * 0.34,
            font_size=style.small,
            text_anchor="end",
            fill=palette.INK,
        )
        for dot, y in zip(row.dots, _levels(row, middle), strict=True)
        if dot.estimate.value is not None and dot.words
    ]


def _levels(row: DotRow, middle: float) -> list[float]:
    first = middle - _APART * (len(row.dots) - 1) / 2
    return [first + _APART * i for i in range(len(row.dots))]


def _dots_height(row: DotRow) -> float:
    return 16 + _APART * max(len(row.dots), 1)


def _words_room(rows: Sequence[DotRow], style: ChartStyle) -> float:
    shown = [dot.words for row in rows for dot in row.dots if dot.estimate.value is not None]
    return max((width_of(words, style.small) for words in shown), default=0) + 6
