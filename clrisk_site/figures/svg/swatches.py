"""Samples of classes and marks for legends; their words stand beside them."""

from __future__ import annotations

from clrisk_site.figures import palette
from clrisk_site.figures.svg.marks import Mark, draw_interval_line, draw_mark
from clrisk_site.figures.svg.markup import Attribute, document, element, group, line
from clrisk_site.figures.svg.patterns import BASE_FILLS, ShapeKind, own_patterns, pattern_of
from clrisk_site.figures.svg.sizes import TENTHS, Size

_WIDTH, _HEIGHT = 34, 19
_EDGES = {
    ShapeKind.LOW: palette.CLASS_EDGE,
    ShapeKind.MEDIUM: palette.MEDIUM_LINE,
    ShapeKind.HIGH: palette.HIGH,
    ShapeKind.NO_DATA: palette.CLASS_EDGE,
    ShapeKind.PLAIN: palette.PLAIN_EDGE,
    ShapeKind.ZONE: palette.PETROL,
}


def draw_swatch(kind: ShapeKind, *, size: Size, prefix: str) -> str:
    """Return the sample of a class for a legend; its words stand beside it.

    Parameters
    ----------
    kind : ShapeKind
        The class.
    size : Size
        That of the map it explains.
    prefix : str
        Start of its ids; unique on the page.
    """
    box: dict[str, Attribute] = {"x": 5, "y": 5, "width": 330, "height": 180}
    pattern = pattern_of(kind, size, prefix)
    return document(
        own_patterns([kind], size, prefix),
        element("rect", **box, fill=BASE_FILLS[kind], stroke=_EDGES[kind], stroke_width=10),
        element("rect", **box, fill=pattern) if pattern else "",
        width=_WIDTH,
        height=_HEIGHT,
        unit=TENTHS,
        name="swatch",
        title="",
    )


def draw_zone_swatch() -> str:
    """Return the sample of a zone's outline for a legend."""
    box = element("rect", x=2, y=2, width=30, height=15, fill=palette.WHITE)
    return document(
        group(box, stroke=palette.INK, stroke_width=3, stroke_linejoin="round"),
        width=_WIDTH,
        height=_HEIGHT,
        name="swatch",
        title="",
    )


def draw_mark_swatch(mark: Mark) -> str:
    """Return the sample of a mark on its interval for the legend of a dot chart."""
    return document(
        draw_interval_line(mark, 2, 32, 9.5, dashed=False),
        draw_mark(mark, 17, 9.5),
        width=_WIDTH,
        height=_HEIGHT,
        name="swatch",
        title="",
    )


def draw_dash_swatch() -> str:
    """Return the sample of a dashed interval, which is to be reviewed before use."""
    return document(
        line(2, 9.5, 32, 9.5, stroke=palette.INK, stroke_width=2.5, stroke_dasharray="5 3.5"),
        width=_WIDTH,
        height=_HEIGHT,
        name="swatch",
        title="",
    )
