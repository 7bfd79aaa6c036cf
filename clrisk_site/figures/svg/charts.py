"""One door to every chart; each is drawn in a module of its own."""

from clrisk_site.figures.svg.bars import BarRow, Reference, draw_bars
from clrisk_site.figures.svg.dots import Dot, DotRow, dot_axis, draw_dot_head, draw_dot_row, draw_dots
from clrisk_site.figures.svg.marks import Mark
from clrisk_site.figures.svg.pieces import draw_class_steps, draw_interval, draw_share
from clrisk_site.figures.svg.seats import Sector, draw_seat
from clrisk_site.figures.svg.swatches import draw_dash_swatch, draw_mark_swatch, draw_swatch, draw_zone_swatch

__all__ = [
    "BarRow",
    "Dot",
    "DotRow",
    "Mark",
    "Reference",
    "Sector",
    "dot_axis",
    "draw_bars",
    "draw_class_steps",
    "draw_dash_swatch",
    "draw_dot_head",
    "draw_dot_row",
    "draw_dots",
    "draw_interval",
    "draw_mark_swatch",
    "draw_seat",
    "draw_share",
    "draw_swatch",
    "draw_zone_swatch",
]
