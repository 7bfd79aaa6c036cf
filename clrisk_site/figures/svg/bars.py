"""Bars for counts or days against a reference: what lies beyond it is said in words, outlined and amber."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, number, text
from clrisk_site.figures.svg.rows import CHART_STYLES, ChartStyle, draw_labels, label_height, row_height
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import width_of

_THICK = 12
_TICK = 20
_HATCH = 6
_EDGE = 2
_CELL_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """A count or a number of days.

    Parameters
    ----------
    value : float or None
        Zero or more; None where it is not known.
    words : str
        The value as it is written ("254 days"); where there is none, why ("not published").
    reference : float or None, default=None
        What it is held against, in the same unit.
    beyond : str, default=""
        The part over the reference in words ("+41").
    running : bool, default=False
        It still grows: drawn light with an outline.
    """

    value: float | None
    words: str
    reference: float | None = None
    beyond: str = ""
    running: bool = False

    def __post_init__(self) -> None:
        if any(number is not None and number < 0 for number in (self.value, self.reference)):
            raise ValueError("a bar starts at zero: neither value nor reference may lie below")


@dataclass(frozen=True, slots=True)
class BarRow:
    """A labelled bar."""

    label: str
    bar: Bar
    detail: str = ""


def draw_bars(
    rows: Sequence[BarRow],
    *,
    size: Size,
    title: str,
    description: str,
    reference_words: str = "",
    prefix: str = "",
) -> str:
    """Return the whole chart: labels, bars from zero on one scale, ticks of the references and values.

    Parameters
    ----------
    rows : sequence of BarRow
        From top to bottom.
    size : Size
        WIDE and PRINT put labels beside the bars, PHONE above them.
    title, description : str
        What is read out instead of the picture.
    reference_words : str, default=""
        What the ticks are, over the bars.
    prefix : str, default=""
        Start of every id.
    """
    style = CHART_STYLES[size]
    left = style.label_room + _EDGE
    room = max([width_of(_all_words(row.bar), style.type_size) for row in rows], default=0) + 12
    right = style.width - room
    most = _maximum([row.bar for row in rows])
    y = style.small * 1.8 if reference_words else 0
    parts = [_reference_head(reference_words, left, y, style)] if reference_words else []
    for row in rows:
        labels = label_height(row.label, row.detail, style)
        height = row_height(labels, _TICK + 12, style)
        middle = y + height / 2 if style.label_room else y + labels + _TICK / 2 - 4
        parts += [
            line(0, y, style.width, y, stroke=palette.GRID) if y or reference_words else "",
            draw_labels(row.label, row.detail, y, height, style),
            _bar(row.bar, middle, left, right, most),
            _value(row.bar, middle, left, right, most, style.type_size),
        ]
        y += height
    return document(
        *parts,
        width=style.width,
        height=y + 2,
        name=f"chart chart-bars chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def draw_bar(bar: Bar, *, maximum: float, title: str, width: float = _CELL_WIDTH, prefix: str = "") -> str:
    """Return one bar without words, for a cell that says them.

    Parameters
    ----------
    maximum : float
        End of the scale that all bars of the column share.

    Raises
    ------
    ValueError
        If the maximum is not above zero.
    """
    if maximum <= 0:
        raise ValueError("a scale needs a maximum above zero")
    return document(
        _bar(bar, _TICK / 2, _EDGE, width - _EDGE, maximum),
        width=width,
        height=_TICK,
        name="chart chart-bar",
        title=title,
        prefix=prefix,
    )


def _maximum(bars: Sequence[Bar]) -> float:
    numbers = [number for bar in bars for number in (bar.value, bar.reference) if number is not None]
    return max([*numbers, 0.0]) or 1.0


def _bar(bar: Bar, y: float, left: float, right: float, most: float) -> str:
    def place(value: float) -> float:
        return left + min(value / most, 1) * (right - left)

    top, parts = y - _THICK / 2, []
    if bar.value:
        within = bar.value if bar.reference is None else min(bar.value, bar.reference)
        parts.append(_rectangle(left, place(within), top, running=bar.running))
        if within < bar.value:
            parts.append(_beyond(place(within), place(bar.value), top))
    elif bar.value == 0:
        parts.append(line(left, top, left, top + _THICK, stroke=palette.PETROL, stroke_width=2))
    if bar.reference is not None:
        x = place(bar.reference)
        parts.append(line(x, y - _TICK / 2, x, y + _TICK / 2, stroke=palette.INK, stroke_width=2))
    return group(*parts)


def _rectangle(start: float, end: float, top: float, *, running: bool) -> str:
    inset = 0.75 if running else 0
    return element(
        "rect",
        x=start + inset,
        y=top + inset,
        width=max(end - start, 2) - 2 * inset,
        height=_THICK - 2 * inset,
        fill=palette.PETROL_MID if running else palette.PETROL,
        stroke=palette.PETROL if running else None,
        stroke_width=1.5 if running else None,
    )


def _beyond(start: float, end: float, top: float) -> str:
    """Return the part over the reference: outlined and hatched, so that grey paper tells it from the rest."""
    width, height = max(end - start, 3), _THICK - 1.5
    hatch, x = "", start + _HATCH
    while x + height <= start + width:
        hatch += f"M{number(x)} {number(top + 0.75 + height)}l{number(height)} {number(-height)}"
        x += _HATCH
    return group(
        element("rect", x=start, y=top + 0.75, width=width, height=height, fill=palette.BEYOND),
        element("path", d=hatch) if hatch else "",
        element("rect", x=start, y=top + 0.75, width=width, height=height, fill="none"),
        stroke=palette.BEYOND_EDGE,
        stroke_width=1.5,
    )


def _value(bar: Bar, y: float, left: float, right: float, most: float, type_size: float) -> str:
    if bar.value is None:
        return text(bar.words, left, y + type_size * 0.34, font_size=type_size, fill=palette.INK_SOFT)
    ends = [number for number in (bar.value, bar.reference) if number is not None]
    x = left + min(max(ends) / most, 1) * (right - left) + 8
    said = text(bar.words, x, y + type_size * 0.34, font_size=type_size, fill=palette.INK)
    if not bar.beyond:
        return said
    return said + text(
        bar.beyond,
        x + width_of(f"{bar.words} ", type_size),
        y + type_size * 0.34,
        font_size=type_size,
        font_weight=600,
        fill=palette.WARN,
    )


def _all_words(bar: Bar) -> str:
    return f"{bar.words} {bar.beyond}" if bar.beyond else bar.words


def _reference_head(words: str, left: float, y: float, style: ChartStyle) -> str:
    middle = y - style.small * 0.75
    return group(
        line(left + 1, middle - 8, left + 1, middle + 6, stroke=palette.INK, stroke_width=2),
        text(words, left + 9, middle + 4, font_size=style.small, fill=palette.INK_SOFT),
    )
