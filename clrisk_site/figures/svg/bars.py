"""Bars from zero, one per factor, with their figures in words: weights, counts, days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, text
from clrisk_site.figures.svg.rows import CHART_STYLES, ChartStyle, draw_labels, label_height, row_height
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import width_of

_THICK = 14
_ROOM = 30


@dataclass(frozen=True, slots=True)
class BarRow:
    """A factor with its number.

    Parameters
    ----------
    label : str
        Name of the row.
    value : float or None
        Length of the bar, zero or more; None draws no bar, only the words.
    words : str
        The value in words and figures, or why there is none.
    detail : str, default=""
        What explains the label.
    """

    label: str
    value: float | None
    words: str
    detail: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and self.value < 0:
            raise ValueError("a bar starts at zero and cannot be negative")


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that all bars are compared with, such as equal weights, with its words."""

    value: float
    words: str


def draw_bars(
    rows: Sequence[BarRow],
    *,
    unit_label: str,
    size: Size,
    title: str,
    description: str,
    reference: Reference | None = None,
    prefix: str = "",
) -> str:
    """Return a chart of horizontal bars.

    Parameters
    ----------
    rows : sequence of BarRow
        From top to bottom.
    unit_label : str
        What the bars measure.
    size : Size
        WIDE and PRINT put labels beside the bars, PHONE above them.
    title, description : str
        What is read out instead of the picture.
    reference : Reference or None
        A dashed line across all bars.
    prefix : str, default=""
        Start of every id.
    """
    style = CHART_STYLES[size]
    longest = max([row.value or 0 for row in rows] + [reference.value if reference else 0]) or 1
    left = style.label_room
    words_room = max((width_of(row.words, style.small) for row in rows), default=0) + 16
    per_unit = (style.width - left - words_room) / longest
    top = style.type_size * 1.5
    heights = [row_height(label_height(row.label, row.detail, style), _ROOM, style) for row in rows]
    bottom = top + sum(heights)
    parts, y = [], top
    for row, height in zip(rows, heights, strict=True):
        parts.append(_row(row, y, height, left, per_unit, style))
        y += height
    return document(
        text(unit_label, 0, top - 7, font_size=style.small, fill=palette.INK_SOFT),
        line(0, top, style.width, top, stroke=palette.INK, stroke_width=2),
        *parts,
        line(left + 0.75, top, left + 0.75, bottom, stroke=palette.INK, stroke_width=1.5),
        _reference(reference, left, per_unit, top, bottom, style) if reference else "",
        width=style.width,
        height=bottom + 2,
        name=f"chart chart-bars chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _row(row: BarRow, y: float, height: float, left: float, per_unit: float, style: ChartStyle) -> str:
    middle = y + height / 2 if style.label_room else y + height - _ROOM / 2
    length = (row.value or 0) * per_unit
    bar = element("rect", x=left, y=middle - _THICK / 2, width=length, height=_THICK, fill=palette.PETROL)
    return group(
        draw_labels(row.label, row.detail, y, height, style),
        bar if length else "",
        text(
            row.words,
            left + length + 9,
            middle + style.small * 0.34,
            font_size=style.small,
            fill=palette.INK_SOFT if row.value is None else palette.INK,
        ),
        line(0, y + height, style.width, y + height, stroke=palette.RULE, stroke_width=1),
        class_="chart-row",
    )


def _reference(
    reference: Reference, left: float, per_unit: float, top: float, bottom: float, style: ChartStyle
) -> str:
    x = left + reference.value * per_unit
    # Under white, so that the dashes are seen on a bar too.
    return group(
        line(x, top, x, bottom, stroke=palette.WHITE, stroke_width=3.5),
        line(x, top, x, bottom, stroke=palette.INK, stroke_width=1.5, stroke_dasharray="4 3"),
        text(
            reference.words,
            x,
            top - 7,
            font_size=style.small,
            fill=palette.INK,
            text_anchor="end" if width_of(reference.words, style.small) / 2 > style.width - x else "middle",
        ),
        fill="none",
        class_="chart-reference",
    )
