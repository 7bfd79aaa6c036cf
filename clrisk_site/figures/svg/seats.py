"""Seats of a coordination space: one shape per sector, filled once it has validated."""

from __future__ import annotations

from enum import StrEnum

from clrisk_site.figures import palette
from clrisk_site.figures.svg.markup import document, element, text


class Sector(StrEnum):
    """Whom a seat in a coordination space belongs to."""

    GOVERNMENT = "government"
    EMPLOYERS = "employers"
    WORKERS = "workers"
    OTHER = "other"


_SHAPES = {
    Sector.GOVERNMENT: "M2.75 .75h22.5a2 2 0 0 1 2 2v22.5a2 2 0 0 1-2 2h-22.5a2 2 0 0 1-2-2v-22.5"
    "a2 2 0 0 1 2-2z",
    Sector.EMPLOYERS: "M14 .75a13.25 13.25 0 0 1 0 26.5a13.25 13.25 0 0 1 0-26.5z",
    Sector.WORKERS: "M14 .75a13.25 13.25 0 0 1 13.25 13.25v11.25a2 2 0 0 1-2 2h-22.5a2 2 0 0 1-2-2v-11.25"
    "a13.25 13.25 0 0 1 13.25-13.25z",
    Sector.OTHER: "M14 .75l13.25 13.25l-13.25 13.25l-13.25-13.25z",
}
_OPEN = (palette.WHITE, palette.INK, palette.INK)
_VALIDATED = (palette.PETROL, palette.PETROL, palette.WHITE)


def draw_seat(letter: str, sector: Sector, *, validated: bool, title: str, prefix: str = "") -> str:
    """Return a seat: square, circle or arch by sector; filled once it has validated, outlined before."""
    fill, edge, ink = _VALIDATED if validated else _OPEN
    return document(
        element("path", d=_SHAPES[sector], fill=fill, stroke=edge, stroke_width=1.5),
        text(letter, 14, 19, font_size=14, font_weight=600, text_anchor="middle", fill=ink),
        width=28,
        height=28,
        name="seat",
        title=title,
        prefix=prefix,
    )
