"""The plot of two scores: marks in their cells, none lost, none off the grid."""

import re

import pytest

from clrisk_site.figures.svg.charts import GridPoint, draw_grid
from clrisk_site.figures.svg.sizes import Size


def drawn(points: list[GridPoint], size: Size = Size.WIDE) -> str:
    return draw_grid(
        points, highest=4, strong=3, across="x", upward="y", size=size, title="Plot", description="Two"
    )


@pytest.mark.parametrize("size", Size)
def test_marks_stand_in_their_cells_and_a_full_cell_says_how_many_more(size: Size) -> None:
    svg = drawn([GridPoint("1", 0, 0, "<DIF>"), GridPoint("2", 4, 4)], size)
    (left, low), (right, high) = (
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    )
    assert left < right
    assert low > high
    assert "&lt;DIF&gt;" in svg
    assert "style=" not in svg
    four = drawn([GridPoint(str(n), 2, 2) for n in range(4)], size)
    assert ">+" not in four, "four of one judgement are all seen, on a phone too"
    many = drawn([GridPoint(str(n), 2, 2) for n in range(1, 31)], size)
    shown = len(re.findall("<circle", many))
    assert f">+{30 - shown}<" in many


@pytest.mark.parametrize(("x", "y"), [(-1, 0), (0, 5)])
def test_a_score_off_the_grid_is_refused(x: int, y: int) -> None:
    with pytest.raises(ValueError, match="off a grid"):
        drawn([GridPoint("1", x, y)])
