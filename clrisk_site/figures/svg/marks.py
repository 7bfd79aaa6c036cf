"""Marks of estimates: girls, boys or all, each with its own shape, and the interval they stand in."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Estimate, Verdict
from clrisk_site.figures.suppression import released
from clrisk_site.figures.svg.markup import element, group, number


class Mark(StrEnum):
    """Whom an estimate speaks of; decides shape and colour."""

    GIRLS = "girls"
    BOYS = "boys"
    ALL = "all"


COLOURS = {Mark.GIRLS: palette.GIRLS, Mark.BOYS: palette.BOYS, Mark.ALL: palette.PETROL}
_LINE = 2.5
_DASHES = "5 3.5"


def draw_mark(mark: Mark, x: float, y: float, size: float = 12) -> str:
    """Return the mark alone: filled circle, open square or filled diamond, about `size` across."""
    colour = COLOURS[mark]
    if mark is Mark.GIRLS:
        return element("circle", cx=x, cy=y, r=size / 2 + 0.3, fill=colour)
    if mark is Mark.BOYS:
        side = size - 1.6
        return element(
            "rect",
            x=x - side / 2,
            y=y - side / 2,
            width=side,
            height=side,
            fill=palette.WHITE,
            stroke=colour,
            stroke_width=2.2,
        )
    half = size / 2 + 1
    path = f"M{number(x)} {number(y - half)}l{number(half)} {number(half)}l{number(-half)} {number(half)}"
    return element("path", d=f"{path}l{number(-half)} {number(-half)}z", fill=colour)


def draw_estimate(mark: Mark, estimate: Estimate, y: float, place: Callable[[float], float]) -> str:
    """Return the interval with its end bars, dashed when it is to be reviewed, and the mark on it."""
    estimate = released(estimate)
    if estimate.value is None:
        return ""
    interval = ""
    if estimate.lower is not None and estimate.upper is not None:
        left, right = place(estimate.lower), place(estimate.upper)
        interval = draw_interval_line(mark, left, right, y, dashed=estimate.verdict is Verdict.REVIEW)
    return group(interval, draw_mark(mark, place(estimate.value), y), class_=f"mark-{mark.value}")


def draw_interval_line(mark: Mark, left: float, right: float, y: float, *, dashed: bool) -> str:
    """Return a horizontal line with a bar at each end; only the line is dashed."""
    bar = 4.5
    ends = "".join(f"M{number(x)} {number(y - bar)}v{number(2 * bar)}" for x in (left, right))
    dashes = _DASHES if dashed else None
    return group(
        element("path", d=f"M{number(left)} {number(y)}H{number(right)}", stroke_dasharray=dashes),
        element("path", d=ends, stroke_width=2),
        fill="none",
        stroke=COLOURS[mark],
        stroke_width=_LINE,
    )
