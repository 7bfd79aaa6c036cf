"""Maps of territories: each shared border once, groups by a stronger line, marks that need no colour."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
import shapely

from clrisk_site.figures.svg.borders import borders_of
from clrisk_site.figures.svg.outlines import Mark, OutlineShape, draw_outlines, draw_swatch
from clrisk_site.figures.svg.sizes import Size

SIZES = (Size.WIDE, Size.PHONE)
GRID = [shapely.box(x, y, x + 1, y + 1) for x in range(3) for y in range(2)]


def drawn(shapes: list[OutlineShape]) -> dict[Size, str]:
    return draw_outlines(shapes, sizes=SIZES, title="Mapa", description="Prueba", prefix="m")


def test_a_border_of_two_neighbours_is_drawn_once() -> None:
    pair = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)], dtype=object)
    lines = borders_of(pair, 1)
    assert shapely.length(lines).sum() == 700  # the outer lines and one between, not two
    apart = np.array([pair[0], shapely.box(102, 0, 200, 100)], dtype=object)
    assert shapely.length(borders_of(apart, 1)).sum() == pytest.approx(700, rel=0.02)


def test_both_sizes_are_sound_drawings_with_their_own_ids() -> None:
    texts = drawn([OutlineShape(shape, group=str(at % 2)) for at, shape in enumerate(GRID)])
    ids = [node.get("id") for text in texts.values() for node in ET.fromstring(text).iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for text in texts.values():
        assert "style=" not in text
        assert "<title" in text
    assert texts == drawn([OutlineShape(shape, group=str(at % 2)) for at, shape in enumerate(GRID)])


def test_marks_differ_by_pattern_and_line_and_small_ones_get_a_ring() -> None:
    marks = [Mark.NEW, Mark.MOVED, Mark.NAMED, Mark.ENDED, Mark.UNCLEAR, Mark.NONE]
    text = drawn([OutlineShape(one, mark=mark) for one, mark in zip(GRID, marks, strict=True)])[Size.WIDE]
    assert text.count("<pattern") == 2
    assert "stroke-dasharray" in text
    assert "<circle" not in text.partition("</defs>")[2]
    speck = OutlineShape(shapely.box(1.5, 0.5, 1.501, 0.501), mark=Mark.NEW)
    ringed = drawn([*(OutlineShape(shape) for shape in GRID), speck])[Size.WIDE]
    assert ringed.count("<circle") == 2
    assert len({draw_swatch(mark, "s") for mark in Mark}) == len(Mark)


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="boundary"):
        drawn([OutlineShape(shapely.Point(0, 0))])
