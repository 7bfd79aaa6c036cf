"""One door to every chart; each is drawn in a module of its own."""

from clrisk_site.figures.svg.bars import Bar, BarRow, draw_bar, draw_bars
from clrisk_site.figures.svg.dots import Dot, DotRow, dot_axis, draw_dots
from clrisk_site.figures.svg.gantt import GanttRow, draw_gantt
from clrisk_site.figures.svg.grid import GridPoint, draw_grid
from clrisk_site.figures.svg.marks import Mark
from clrisk_site.figures.svg.pieces import draw_interval, draw_share
from clrisk_site.figures.svg.scatter import PlotPoint, draw_scatter

__all__ = [
    "Bar",
    "BarRow",
    "Dot",
    "DotRow",
    "GanttRow",
    "GridPoint",
    "Mark",
    "PlotPoint",
    "dot_axis",
    "draw_bar",
    "draw_bars",
    "draw_dots",
    "draw_gantt",
    "draw_grid",
    "draw_interval",
    "draw_scatter",
    "draw_share",
]
