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
_ROOM = 32


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
    shown = [row.words for row in rows if row.value is not None]
    words_room = max((width_of(words, style.small) for words in shown), default=0) + 16
    per_unit = (style.width - left - words_room) / longest
    mark = _ReferenceLine.of(reference, unit_label, left, per_unit, style)
    top = style.type_size * 1.5 + (style.small * 1.3 if mark and mark.below_unit else 0)
    heights = [row_height(label_height(row.label, row.detail, style), _ROOM, style) for row in rows]
    bottom = top + sum(heights)
    parts, y = [], top
    for row, height in zip(rows, heights, strict=True):
        parts.append(_row(row, y, height, left, per_unit, mark, style))
        y += height
    return document(
        text(unit_label, 0, style.type_size * 1.5 - 7, font_size=style.small, fill=palette.INK_SOFT),
        mark.words(top, style) if mark else "",
        line(0, top, style.width, top, stroke=palette.INK, stroke_width=2),
        *parts,
        width=style.width,
        height=bottom + 2,
        name=f"chart chart-bars chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


@dataclass(frozen=True, slots=True)
class _ReferenceLine:
    """The reference in pixels, with its words."""

    x: float
    label: str
    below_unit: bool

    @classmethod
    def of(
        cls, reference: Reference | None, unit_label: str, left: float, per_unit: float, style: ChartStyle
    ) -> _ReferenceLine | None:
        if reference is None:
            return None
        x = left + reference.value * per_unit
        crowded = width_of(unit_label, style.small) + 12 > x - width_of(reference.words, style.small) / 2
        return cls(x, reference.words, crowded)

    def words(self, top: float, style: ChartStyle) -> str:
        half = width_of(self.label, style.small) / 2
        x = min(max(self.x, half), style.width - half)
        return text(
            self.label,
            x,
            top - 7,
            font_size=style.small,
            font_weight=600,
            fill=palette.INK,
            text_anchor="middle",
        )

    def draw(self, top: float, bottom: float) -> str:
        # White below the dashes, so that they are seen on a bar too.
        return line(self.x, top, self.x, bottom, stroke=palette.WHITE, stroke_width=3.5) + line(
            self.x, top, self.x, bottom, stroke=palette.INK, stroke_width=1.5, stroke_dasharray="4 3"
        )


def _row(
    row: BarRow,
    y: float,
    height: float,
    left: float,
    per_unit: float,
    mark: _ReferenceLine | None,
    style: ChartStyle,
) -> str:
    # On a phone the label lies over the bar, and no line runs through it.
    top = y if style.label_room else y + height - _ROOM
    middle = (top + y + height) / 2
    length = (row.value or 0) * per_unit
    bar = element("rect", x=left, y=middle - _THICK / 2, width=length, height=_THICK, fill=palette.PETROL)
    baseline, size = middle + style.small * 0.34, style.small
    if row.value is None:
        words = text(row.words, left + 9, baseline, font_size=size, fill=palette.INK_SOFT)
    else:
        words = text(row.words, style.width, baseline, font_size=size, fill=palette.INK, text_anchor="end")
    return group(
        draw_labels(row.label, row.detail, y, height, style),
        bar if length else "",
        mark.draw(top, y + height) if mark and row.value is not None else "",
        line(left + 0.75, top, left + 0.75, y + height, stroke=palette.INK, stroke_width=1.5),
        words,
        line(0, y + height, style.width, y + height, stroke=palette.RULE, stroke_width=1),
        class_="chart-row",
    )
