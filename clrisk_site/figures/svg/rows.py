"""Measures of a chart with one row per factor, and the labels of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import group, text
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import lines_of


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Measures of a chart, in pixels.

    Parameters
    ----------
    width : float
        Width of the drawing.
    label_room : float
        Width of the labels at the left; 0 puts them above the marks.
    type_size, small : float
        Labels, and everything else.
    """

    width: float
    label_room: float
    type_size: float
    small: float


CHART_STYLES = {
    Size.WIDE: ChartStyle(720, 240, 16, 14),
    # Seen at 0.85 of its size on the narrowest phone: thirteen pixels must remain.
    Size.PHONE: ChartStyle(340, 0, 17, 15.5),
    Size.PRINT: ChartStyle(640, 205, 14, 12.5),
    Size.COVER: ChartStyle(640, 205, 14, 12.5),
    Size.SHEET: ChartStyle(340, 0, 13, 12),
}
AIR = 8


def label_height(label: str, detail: str, style: ChartStyle) -> float:
    """Return the height that a label needs."""
    return _label_lines(label, detail, style)[2] + 2 * AIR


def row_height(labels: float, marks: float, style: ChartStyle) -> float:
    """Return the height of a row: labels beside the marks, or above them on a phone."""
    return max(labels, marks) if style.label_room else labels - AIR + marks


def draw_labels(label: str, detail: str, y: float, height: float, style: ChartStyle) -> str:
    """Return a label and what explains it, broken into lines and set in the middle of a height."""
    labels, details, total = _label_lines(label, detail, style)
    baseline = y + (height - total) / 2 if style.label_room else y + AIR
    parts = []
    for words in labels:
        baseline += style.type_size * 1.25
        parts.append(
            text(
                words,
                0,
                baseline - style.type_size * 0.3,
                font_size=style.type_size,
                font_weight=600,
                fill=palette.INK,
            )
        )
    for words in details:
        baseline += style.small * 1.3
        parts.append(
            text(words, 0, baseline - style.small * 0.3, font_size=style.small, fill=palette.INK_SOFT)
        )
    return group(*parts)


def _label_lines(label: str, detail: str, style: ChartStyle) -> tuple[list[str], list[str], float]:
    room = (style.label_room or style.width) - 8
    labels, details = lines_of(label, style.type_size, room), lines_of(detail, style.small, room)
    return labels, details, len(labels) * style.type_size * 1.25 + len(details) * style.small * 1.3
