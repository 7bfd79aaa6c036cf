"""Activities by month: one row each, from its first to its last day, with today as a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import Attribute, document, element, group, line, number, text
from clrisk_site.figures.svg.rows import AIR, CHART_STYLES, ChartStyle, draw_labels, label_height, row_height
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import lines_of, width_of

# A year of months wants more room than a few numbers.
_STYLES = CHART_STYLES | {Size.WIDE: ChartStyle(1100, 330, 16, 14.5)}
_THICK = 14
_AIR = 10
_SHORTEST = 5
_LEADING = 1.3
_MONTHS = 12
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 6000)


@dataclass(frozen=True, slots=True)
class GanttRow:
    """An activity with its first and its last day, both included.

    Parameters
    ----------
    words : str, default=""
        Its dates in words, printed beside the bar where there is room; on phones always, above it.
    past : bool, default=False
        It has ended: drawn light with an outline.
    """

    label: str
    first: dt.date
    last: dt.date
    detail: str = ""
    words: str = ""
    past: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"an activity ends on {self.last}, before it starts on {self.first}")


@dataclass(frozen=True, slots=True)
class _Time:
    """Whole months between the edges of a drawing."""

    first: dt.date
    after: dt.date
    left: float
    right: float

    def place(self, day: dt.date) -> float:
        share = (day - self.first).days / (self.after - self.first).days
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    @property
    def months(self) -> Iterator[dt.date]:
        month = self.first
        while month < self.after:
            yield month
            month = _next_month(month)


def draw_gantt(
    rows: Sequence[GanttRow],
    *,
    month_label: Callable[[dt.date], str],
    size: Size,
    title: str,
    description: str,
    today: dt.date | None = None,
    today_words: str = "",
    prefix: str = "",
) -> str:
    """Return the chart: months over the bars, one row per activity.

    Parameters
    ----------
    rows : sequence of GanttRow
        From top to bottom; at least one.
    month_label : callable
        Writes the first day of a month as a short name, with the year where it is needed.
    size : Size
        WIDE and PRINT put labels beside the bars, PHONE above them.
    title, description : str
        What is read out instead of the picture.
    today : date or None, default=None
        Drawn as a dashed line where it lies within the months; paper leaves it out.
    today_words : str, default=""
        The word at that line.
    prefix : str, default=""
        Start of every id.

    Raises
    ------
    ValueError
        If there is no row.
    """
    if not rows:
        raise ValueError("a chart of activities needs one")
    style = _STYLES[size]
    time = _Time(
        min(row.first for row in rows).replace(day=1),
        _next_month(max(row.last for row in rows)),
        style.label_room + _AIR,
        style.width - 2,
    )
    top = style.small * 2
    marked = today if today is not None and time.first <= today < time.after else None
    y, parts, stretches = top + (style.small * 1.5 if marked else 0), [], []
    head_end = y
    for row in rows:
        dates = _date_lines(row, style)
        labels = label_height(row.label, row.detail, style) + len(dates) * style.small * _LEADING
        height = row_height(labels, _THICK + 14, style)
        middle = y + height / 2 if style.label_room else y + labels + _THICK / 2
        parts += [
            line(0, y, style.width, y, stroke=palette.GRID) if y > top else "",
            draw_labels(row.label, row.detail, y, height, style),
            _dates_above(dates, y + labels, style),
            _bar(row, middle, time, style),
        ]
        # Where labels stand above the bars, upright lines leave them alone.
        reach = _THICK / 2 + 6
        stretches.append((y, y + height) if style.label_room else (middle - reach, middle + reach))
        y += height
    return document(
        _months(time, month_label, top, stretches, style),
        _today(marked, today_words, time, head_end, stretches, style),
        *parts,
        width=style.width,
        height=y + 2,
        name=f"chart chart-gantt chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _next_month(day: dt.date) -> dt.date:
    years, month = divmod(day.month, _MONTHS)
    return dt.date(day.year + years, month + 1, 1)


def _bar(row: GanttRow, y: float, time: _Time, style: ChartStyle) -> str:
    start, end = time.place(row.first), time.place(row.last + dt.timedelta(days=1))
    width, inset = max(end - start, _SHORTEST), 0.75 if row.past else 0.0
    start = min(start, time.right - width)
    bar = element(
        "rect",
        x=start + inset,
        y=y - _THICK / 2 + inset,
        width=width - 2 * inset,
        height=_THICK - 2 * inset,
        rx=2,
        fill=palette.PETROL_MID if row.past else palette.PETROL,
        stroke=palette.PETROL if row.past else None,
        stroke_width=1.5 if row.past else None,
    )
    beside = _dates(row.words, start, start + width, y, time, style) if style.label_room else ""
    return group(bar, beside)


def _date_lines(row: GanttRow, style: ChartStyle) -> list[str]:
    """Return the dates as lines above the bar on phones, where a long bar leaves no room beside it."""
    return [] if style.label_room or not row.words else lines_of(row.words, style.small, style.width - 8)


def _dates_above(lines: Sequence[str], end: float, style: ChartStyle) -> str:
    """Write the lines between the label and the bar; `end` is where the room of the labels ends."""
    first = end - AIR - style.small * (0.3 + _LEADING * (len(lines) - 1))
    return group(
        *(
            text(
                words,
                0,
                first + place * style.small * _LEADING,
                font_size=style.small,
                fill=palette.INK_SOFT,
            )
            for place, words in enumerate(lines)
        )
    )


def _dates(words: str, start: float, end: float, y: float, time: _Time, style: ChartStyle) -> str:
    """Write the dates after the bar, before it, or not at all where neither side has room."""
    room = width_of(words, style.small) + 8
    baseline = y + style.small * 0.34
    if not words:
        return ""
    if end + room <= time.right:
        return _on_white(words, end + 6, baseline, style.small, "start")
    if start - room >= time.left:
        return _on_white(words, start - 6, baseline, style.small, "end")
    return ""


def _on_white(words: str, x: float, y: float, size: float, anchor: str) -> str:
    """Write words on a white halo, since lines of months and of today run below them."""
    halo: dict[str, Attribute] = {"stroke": palette.WHITE, "stroke_width": 5, "stroke_linejoin": "round"}
    shared: dict[str, Attribute] = {"font_size": size, "text_anchor": anchor}
    return group(
        text(words, x, y, fill=palette.WHITE, **halo, **shared, aria_hidden="true"),
        text(words, x, y, fill=palette.INK_SOFT, **shared),
    )


def _months(
    time: _Time,
    label: Callable[[dt.date], str],
    top: float,
    stretches: Sequence[tuple[float, float]],
    style: ChartStyle,
) -> str:
    months = list(time.months)
    wide = (time.right - time.left) / len(months)
    widest = max(width_of(label(month), style.small) for month in months) + 10
    # Where months are narrower than their names, every second, third, sixth or twelfth is named.
    step = next((step for step in _STEPS if step * wide >= widest), _STEPS[-1])
    parts = []
    for place, month in enumerate(months):
        x = time.place(month)
        named = place % step == 0
        if not named and step > _MONTHS:
            continue
        if named:
            parts.append(text(label(month), x + 4, top - 8, font_size=style.small, fill=palette.INK_SOFT))
        parts.append(line(x, top - (20 if named else 5), x, top, stroke=palette.GRID))
        parts.append(_upright(x, stretches, stroke=palette.GRID))
    parts.append(line(0, top, style.width, top, stroke=palette.INK, stroke_width=1.5))
    return group(*parts)


def _upright(x: float, stretches: Sequence[tuple[float, float]], **attributes: Attribute) -> str:
    path = "".join(f"M{number(x)} {number(start)}V{number(end)}" for start, end in stretches)
    return element("path", d=path, **attributes)


def _today(
    today: dt.date | None,
    words: str,
    time: _Time,
    top: float,
    stretches: Sequence[tuple[float, float]],
    style: ChartStyle,
) -> str:
    if today is None:
        return ""
    x, half = time.place(today), width_of(words, style.small) / 2
    middle = min(max(x, time.left + half), time.right - half)
    return group(
        _upright(x, stretches, stroke=palette.INK, stroke_width=1.5, stroke_dasharray="4 3"),
        text(
            words,
            middle,
            top - 5,
            font_size=style.small,
            font_weight=600,
            fill=palette.INK,
            text_anchor="middle",
        ),
    )
