"""The bars of a column as a drawing: readable without seeing it, and free of styles."""

import xml.etree.ElementTree as ET

from clrisk_site.figures.svg.histogram import draw_histogram

SVG = "{http://www.w3.org/2000/svg}"


def test_each_bin_that_holds_something_has_a_bar_and_the_ends_are_written() -> None:
    drawing = ET.fromstring(draw_histogram((1_000_000, 0, 1), "0", "2", "Value <1>"))
    bars = list(drawing.iter(f"{SVG}rect"))
    assert [float(bar.attrib["height"]) > 1 for bar in bars] == [True, True]
    assert [text.text for text in drawing.iter(f"{SVG}text")] == ["0", "2"]
    assert drawing.find(f"{SVG}title") is not None
    assert drawing.attrib["role"] == "img"
    assert "style" not in {name for node in drawing.iter() for name in node.attrib}


def test_no_values_draw_no_bar() -> None:
    drawing = draw_histogram((), "", "", "Value")
    assert "<rect" not in drawing
    assert "<text" not in drawing


def test_one_value_is_one_narrow_bar_in_the_middle() -> None:
    drawing = ET.fromstring(draw_histogram((7,), "5", "5", "Value"))
    (bar,) = drawing.iter(f"{SVG}rect")
    assert float(bar.attrib["x"]) + float(bar.attrib["width"]) / 2 == 120
    assert [text.text for text in drawing.iter(f"{SVG}text")] == ["5"]
