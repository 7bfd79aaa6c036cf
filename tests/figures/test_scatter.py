"""The map of a correspondence analysis: one scale, numbers that can be read, no style."""

import re

from clrisk_site.figures.svg.charts import PlotPoint, draw_scatter
from clrisk_site.figures.svg.sizes import Size


def drawn(points: list[PlotPoint], size: Size = Size.WIDE) -> str:
    return draw_scatter(points, across="Axis 1", upward="Axis 2", size=size, title="Map", description="Two")


def test_points_stand_where_they_should_in_one_scale() -> None:
    svg = drawn([PlotPoint("1", 1, 0, marked=True), PlotPoint("2", 0, 1), PlotPoint("3", 0, 0)])
    circles = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]
    (left, top), (same_left, bottom) = circles
    assert left == same_left
    square = float(re.findall(r'<rect x="([\d.]+)"', svg)[0]) + 6
    assert abs((square - left) - (bottom - top)) < 0.1
    assert "style=" not in svg


def test_points_at_one_place_list_their_numbers_and_a_flat_map_keeps_some_height() -> None:
    svg = drawn([PlotPoint("1", 0.5, 0), PlotPoint("2", 0.5, 0), PlotPoint("3", -0.2, 0)], Size.PHONE)
    assert ">1, 2<" in svg
    width, height = map(float, re.findall(r'width="([\d.]+)" height="([\d.]+)"', svg)[0])
    assert 0.3 < height / width < 1
