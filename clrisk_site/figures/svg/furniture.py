"""What stands on a map beside the areas: zone letters, names of places, the scale and the north."""

from __future__ import annotations

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import Attribute, element, group, number, text
from clrisk_site.figures.svg.placing import Box
from clrisk_site.figures.svg.projection import round_distance
from clrisk_site.figures.svg.sizes import TENTHS, MapStyle
from clrisk_site.figures.svg.wording import width_of

_SCALE_SHARE = 0.17
_METRES_PER_KM = 1000


def draw_letter(letter: str, box: Box, type_size: float, *, rounded: bool) -> str:
    """Return a zone's letter: white on an ink square, or ink on a white circle for the cover."""
    x, y = box.middle
    if rounded:
        frame = element(
            "circle", cx=x, cy=y, r=box.width / 2, fill=palette.WHITE, stroke=palette.INK, stroke_width=17
        )
    else:
        frame = element(
            "rect",
            x=box.left,
            y=box.top,
            width=box.width,
            height=box.height,
            rx=2.5 * TENTHS,
            fill=palette.INK,
            stroke=palette.WHITE,
            stroke_width=2 * TENTHS,
        )
    return group(
        frame,
        text(
            letter,
            x,
            y + type_size * 0.345,
            font_size=min(type_size, type_size * 1.35 / max(len(letter), 1)),
            font_weight=600,
            text_anchor="middle",
            fill=palette.INK if rounded else palette.WHITE,
        ),
        class_="map-letter",
    )


def draw_name(name: str, point: tuple[float, float], box: Box, size: float) -> str:
    """Return the name of a place beside its point, on a white halo that keeps it legible on any class."""
    x, y = box.left, box.top + box.height * 0.8
    words: dict[str, Attribute] = {"font_size": size, "class_": "map-name"}
    return group(
        element(
            "circle",
            cx=point[0],
            cy=point[1],
            r=size * 0.19,
            fill=palette.INK,
            stroke=palette.WHITE,
            stroke_width=size * 0.11,
        ),
        text(
            name,
            x,
            y,
            **words,
            fill=palette.WHITE,
            stroke=palette.WHITE,
            stroke_width=size * 0.3,
            stroke_linejoin="round",
        ),
        text(name, x, y, **words, fill=palette.INK),
    )


def scale_room(units_per_metre: float, style: MapStyle) -> Box:
    """Return the room that the scale and the north need."""
    length = _distance(units_per_metre, style) * units_per_metre
    size = style.type_size * TENTHS
    north = size * 2.2
    return Box(0, 0, north + max(length, width_of("500 km", size)), size * 1.95)


def draw_scale(units_per_metre: float, box: Box, style: MapStyle) -> str:
    """Return an arrow to the north and a bar of a round length."""
    metres = _distance(units_per_metre, style)
    size, length = style.type_size * TENTHS, metres * units_per_metre
    right, bottom = box.left + box.width, box.top + box.height - 0.1 * size
    arrow = box.left + size * 0.55
    tick, head = size * 0.32, size * 0.28
    bar = f"M{number(right - length)} {number(bottom - tick)}v{number(tick)}h{number(length)}v{number(-tick)}"
    north = (
        f"M{number(arrow)} {number(bottom)}V{number(box.top + size * 0.82)}"
        f"m{number(-head)} {number(head * 1.1)}l{number(head)} {number(-head * 1.1)}"
        f"l{number(head)} {number(head * 1.1)}"
    )
    words: dict[str, Attribute] = {"text_anchor": "middle", "fill": palette.INK}
    return group(
        element("path", d=bar + north, fill="none", stroke=palette.INK, stroke_width=1.5 * TENTHS),
        text("N", arrow, box.top + size * 0.62, font_size=size, **words),
        text(
            _distance_in_words(metres),
            right - length / 2,
            bottom - tick - size * 0.3,
            font_size=size,
            **words,
        ),
        class_="map-scale",
    )


def _distance(units_per_metre: float, style: MapStyle) -> float:
    return round_distance(style.width * TENTHS * _SCALE_SHARE / units_per_metre)


def _distance_in_words(metres: float) -> str:
    if metres < _METRES_PER_KM:
        return f"{metres:g} m"
    return f"{metres / _METRES_PER_KM:g} km"
