"""The sizes a drawing comes in. Each is drawn for its place; none is another one scaled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Maps are drawn in tenths of a pixel: whole numbers make short paths, and a tenth is finer than any screen.
TENTHS = 10


class Size(StrEnum):
    """Where a drawing is seen."""

    WIDE = "wide"
    PHONE = "phone"
    PRINT = "print"
    COVER = "cover"
    SHEET = "sheet"  # half the width of a printed sheet


@dataclass(frozen=True, slots=True)
class MapStyle:
    """Measures of a map, in pixels.

    Parameters
    ----------
    width, tallest : float
        Width of the drawing and its greatest height.
    margin : float
        Room kept free around the shapes.
    border : float
        White line between shapes, when they are few.
    edge : float
        Line around light shapes.
    zone, halo : float
        Ink outline of a zone, and the white line below it.
    letter, letter_type : float
        Side of the square that holds a zone's letter, and its type size.
    type_size : float
        Names of places and the scale.
    tolerance : float
        Detail smaller than this is dropped.
    pattern : float
        Size of the patterns, relative to the wide drawing.
    """

    width: float
    tallest: float
    margin: float
    border: float
    edge: float
    zone: float
    halo: float
    letter: float
    letter_type: float
    type_size: float
    tolerance: float
    pattern: float


MAP_STYLES = {
    Size.WIDE: MapStyle(640, 600, 15, 1.1, 0.6, 3, 7, 23, 15, 15, 0.45, 1),
    # Seen at about half the width of the wide one: letters, lines and patterns about twice as large.
    Size.PHONE: MapStyle(340, 420, 13, 0.9, 0.5, 2.5, 5.5, 23, 16, 16, 0.5, 1.25),
    Size.PRINT: MapStyle(640, 640, 15, 0.9, 0.5, 2.6, 6, 22, 14.5, 14, 0.35, 0.9),
    Size.COVER: MapStyle(640, 560, 6, 0.9, 0.6, 1.5, 0, 31, 16.5, 14, 0.35, 1),
    Size.SHEET: MapStyle(340, 300, 8, 0.7, 0.45, 2.2, 4.8, 18, 12.5, 12, 0.4, 0.8),
}
