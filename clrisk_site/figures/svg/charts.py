"""One door to every chart; each is drawn in a module of its own."""

from clrisk_site.figures.svg.dots import Dot, DotRow, dot_axis, draw_dots
from clrisk_site.figures.svg.marks import Mark
from clrisk_site.figures.svg.pieces import draw_interval, draw_share

__all__ = [
    "Dot",
    "DotRow",
    "Mark",
    "dot_axis",
    "draw_dots",
    "draw_interval",
    "draw_share",
]
