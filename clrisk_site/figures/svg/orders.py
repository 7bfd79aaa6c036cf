"""Places of areas by two measures: the nearer to the line, the more they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, group, line, text
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import width_of

LABELLED = 3
"""Areas that are named: those that stand furthest from the line."""
MOST_TICKS = 6
ROUND_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Point:
    """One area.

    Parameters
    ----------
    x, y : float
        Its places, 1 for the first.
    odd : bool
        Whether the two places lie in different thirds; drawn as an open square.
    words : str
        Its name.
    """

    x: float
    y: float
    odd: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where places lie on the drawing, in pixels; the first place is at the top left."""

    left: float
    top: float
    side_x: float
    side_y: float
    last: float
    type_size: float

    def across(self, place: float) -> float:
        return self.left + (place - 0.5) / self.last * self.side_x

    def down(self, place: float) -> float:
        return self.top + (place - 0.5) / self.last * self.side_y


def draw_orders(
    points: Sequence[Point],
    *,
    size: Size,
    title: str,
    description: str,
    across: str,
    down: str,
    same: str,
    odd: str,
    prefix: str = "",
) -> str:
    """Return the whole chart: axes, the line of equal places, the areas, and what the marks mean.

    Parameters
    ----------
    points : sequence of Point
        The ones that stand furthest from the line first.
    size : Size
        PHONE is narrow; all others are drawn wide.
    title, description : str
        What is read out instead of the picture.
    across, down : str
        What the axes measure.
    same, odd : str
        What filled circles and open squares are.
    prefix : str, default=""
        Start of every id.
    """
    width, height, type_size = (340.0, 380.0, 15.0) if size is Size.PHONE else (640.0, 460.0, 14.0)
    left, top, below = 52.0, 34.0, 66.0
    last = float(max(len(points), 1))
    frame = _Frame(left, top, width - left - 14, height - top - below, last, type_size)
    return document(
        _axes(frame, across, down),
        _equal(frame),
        group(*(_mark(point, frame) for point in reversed(points)), class_="chart-points"),
        *_names(points, frame, width),
        _legend(frame, height, same, odd),
        width=width,
        height=height,
        name=f"chart chart-orders chart-{size.value}",
        title=title,
        description=description,
        prefix=prefix,
    )


def _ticks(last: float) -> list[int]:
    step = next((one for one in ROUND_STEPS if last / one <= MOST_TICKS), int(last / MOST_TICKS) + 1)
    return [1, *(place for place in range(step, int(last) + 1, step) if place > 1)]


def _axes(frame: _Frame, across: str, down: str) -> str:
    right, bottom = frame.left + frame.side_x, frame.top + frame.side_y
    marks = []
    for place in _ticks(frame.last):
        x, y = frame.across(place), frame.down(place)
        marks.append(line(x, frame.top, x, bottom, stroke=palette.GRID))
        marks.append(line(frame.left, y, right, y, stroke=palette.GRID))
        marks.append(text(str(place), x, bottom + frame.type_size * 1.25, text_anchor="middle"))
        marks.append(text(str(place), frame.left - 7, y + frame.type_size * 0.35, text_anchor="end"))
    return group(
        *marks,
        line(frame.left, frame.top, frame.left, bottom, stroke=palette.INK, stroke_width=1.5),
        line(frame.left, bottom, right, bottom, stroke=palette.INK, stroke_width=1.5),
        text(down, 0, frame.type_size, font_weight=600),
        text(across, right, bottom + frame.type_size * 2.5, text_anchor="end", font_weight=600),
        font_size=frame.type_size,
        fill=palette.INK,
    )


def _equal(frame: _Frame) -> str:
    return line(
        frame.across(1),
        frame.down(1),
        frame.across(frame.last),
        frame.down(frame.last),
        stroke=palette.INK_SOFT,
        stroke_width=1.5,
        stroke_dasharray="5 4",
    )


def _mark(point: Point, frame: _Frame) -> str:
    x, y = frame.across(point.x), frame.down(point.y)
    if point.odd:
        return element(
            "rect", x=x - 4.5, y=y - 4.5, width=9, height=9, fill=palette.WHITE, stroke=palette.HIGH,
            stroke_width=2,
        )  # fmt: skip
    return element("circle", cx=x, cy=y, r=4.5, fill=palette.PETROL, stroke=palette.WHITE, stroke_width=0.8)


def _names(points: Sequence[Point], frame: _Frame, width: float) -> list[str]:
    """Name the areas that stand furthest from the line, where there is room beside them."""
    named: list[str] = []
    taken: list[float] = []
    for point in points[:LABELLED]:
        x, y = frame.across(point.x), frame.down(point.y) + frame.type_size * 0.35
        if not point.words or any(abs(y - other) < frame.type_size * 1.3 for other in taken):
            continue
        taken.append(y)
        room = width_of(point.words, frame.type_size)
        to_left = x + 9 + room > width
        if to_left and x - 9 - room < frame.left:
            continue
        named.append(_name(point.words, x - 9 if to_left else x + 9, y, frame.type_size, to_left=to_left))
    return named


def _name(words: str, x: float, y: float, type_size: float, *, to_left: bool) -> str:
    """Return a name on a white halo, which keeps it legible over marks."""
    halo = text(words, x, y, fill=palette.WHITE, stroke=palette.WHITE, stroke_width=4)
    anchor = "end" if to_left else "start"
    return group(
        halo, text(words, x, y, fill=palette.INK), text_anchor=anchor, font_size=type_size, font_weight=600
    )


def _legend(frame: _Frame, height: float, same: str, odd: str) -> str:
    y = height - 8
    second = frame.left + 24 + width_of(same, frame.type_size) + 22
    return group(
        element("circle", cx=frame.left + 5, cy=y - 5, r=4.5, fill=palette.PETROL),
        text(same, frame.left + 16, y),
        element(
            "rect", x=second, y=y - 10, width=9, height=9, fill=palette.WHITE, stroke=palette.HIGH,
            stroke_width=2,
        ),
        text(odd, second + 16, y),
        font_size=frame.type_size,
        fill=palette.INK,
    )  # fmt: skip
