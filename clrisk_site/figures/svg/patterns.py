"""Fills of the priority classes: quiet patterns that grey paper still tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import element, group, number
from clrisk_site.figures.svg.sizes import MAP_STYLES, TENTHS, Size


class ShapeKind(StrEnum):
    """What a shape on a map stands for."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NO_DATA = "no_data"
    PLAIN = "plain"
    ZONE = "zone"


BASE_FILLS = {
    ShapeKind.LOW: palette.LOW,
    ShapeKind.MEDIUM: palette.MEDIUM,
    ShapeKind.HIGH: palette.HIGH,
    ShapeKind.NO_DATA: palette.WHITE,
    ShapeKind.PLAIN: palette.PAPER,
    ShapeKind.ZONE: palette.PETROL,
}
PATTERNED = (ShapeKind.MEDIUM, ShapeKind.HIGH, ShapeKind.NO_DATA)

_SHARED = "figures"
_SHARED_SIZES = (Size.WIDE, Size.PHONE)


def pattern_definitions() -> str:
    """Return the drawing of no size that holds every pattern of the screen.

    A page shows it once and never hides it: patterns vanish with the drawing that defines them. Drawings for
    paper bring their own, because the PDF writer does not look into other drawings.
    """
    patterns = [one for size in _SHARED_SIZES for one in _patterns(PATTERNED, size, _SHARED)]
    return element(
        "svg",
        element("defs", *patterns),
        xmlns="http://www.w3.org/2000/svg",
        width=0,
        height=0,
        class_="figure-patterns",
        aria_hidden="true",
        focusable="false",
    )


def pattern_of(kind: ShapeKind, size: Size, prefix: str) -> str | None:
    """Return the fill that lies on the base colour of a class; None for a flat one.

    Patterns are transparent but for their marks. With a ground of their own, PDF viewers show its seams.
    """
    if kind not in PATTERNED:
        return None
    return f"url(#{_identifier(kind, size, _SHARED if size in _SHARED_SIZES else prefix)})"


def own_patterns(kinds: Iterable[ShapeKind], size: Size, prefix: str) -> str:
    """Return the definitions a drawing must bring itself; empty on the screen, where they are shared."""
    if size in _SHARED_SIZES:
        return ""
    needed = [kind for kind in PATTERNED if kind in set(kinds)]
    return element("defs", *_patterns(needed, size, prefix)) if needed else ""


def _patterns(kinds: Iterable[ShapeKind], size: Size, owner: str) -> list[str]:
    return [_TILES[kind](_identifier(kind, size, owner), MAP_STYLES[size].pattern * TENTHS) for kind in kinds]


def _identifier(kind: ShapeKind, size: Size, owner: str) -> str:
    return f"{owner}-{kind.value.replace('_', '-')}-{size.value}"


def _medium(identifier: str, scale: float) -> str:
    """Diagonal lines, rising to the right."""
    tile, stroke = 4.8 * scale, 0.95 * scale
    # Tiles are long, since a line has a hairline gap wherever two of them meet.
    length = 100 * tile
    return element(
        "pattern",
        element("rect", x=tile / 2, width=stroke, height=length, fill=palette.MEDIUM_LINE),
        id=identifier,
        width=tile,
        height=length,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _high(identifier: str, scale: float) -> str:
    """Fine dots in staggered rows."""
    tile, radius = 7 * scale, 0.75 * scale
    dots = "".join(
        element("circle", cx=x * tile, cy=y * tile, r=radius, fill=palette.HIGH_DOT)
        for x, y in ((0.25, 0.25), (0.75, 0.75))
    )
    return element(
        "pattern",
        dots,
        id=identifier,
        width=tile,
        height=tile,
        patternUnits="userSpaceOnUse",
    )


def _no_data(identifier: str, scale: float) -> str:
    """Short dashes in staggered rows on white."""
    width, height = 9 * scale, 8 * scale
    dashes = "".join(
        f"M{number(x * width)} {number(y * height)}h{number(4.2 * scale)}"
        for x, y in ((0.01, 0.25), (0.51, 0.75))
    )
    return element(
        "pattern",
        group(element("path", d=dashes), fill="none", stroke=palette.NO_DATA_DASH, stroke_width=scale),
        id=identifier,
        width=width,
        height=height,
        patternUnits="userSpaceOnUse",
    )


_TILES = {ShapeKind.MEDIUM: _medium, ShapeKind.HIGH: _high, ShapeKind.NO_DATA: _no_data}
