"""A small drawing of where the map of a file lies: the stored territory, and the box of the file over it."""

from collections.abc import Sequence

import shapely
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from shapely.geometry.base import BaseGeometry

from clrisk_site.figures.svg.outlines import Mark, OutlineShape, draw_outlines
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.tables.readers.projecting import Bounds

LEAST_SIDE = 1e-3
"""Degrees: the box of a single point is drawn with about a hundred metres."""


def draw_place(outlines: Sequence[BaseGeometry], bounds: Bounds | None, place: str) -> SafeString | None:
    """Return the drawing; None where the territory has no outline, or the map no place yet."""
    known = [OutlineShape(one) for one in outlines if one.area]
    if not known or bounds is None:
        return None
    west, south, east, north = bounds
    box = shapely.box(west, south, max(east, west + LEAST_SIDE), max(north, south + LEAST_SIDE))
    drawn = draw_outlines(
        [*known, OutlineShape(box, mark=Mark.ENDED)],
        sizes=(Size.PHONE,),
        title=gettext("%(place)s and the map of the file") % {"place": place},
        description=gettext("The dashed box is as far as the map of the file reaches."),
        prefix="place",
    )
    return mark_safe(drawn[Size.PHONE])  # noqa: S308 - drawn by figures, which escapes every text
