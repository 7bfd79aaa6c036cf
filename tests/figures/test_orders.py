"""Places of areas by two measures: every area is drawn, the furthest are named, nothing carries a style."""

from clrisk_site.figures.svg.orders import Point, draw_orders
from clrisk_site.figures.svg.sizes import Size


def _drawn(points: list[Point], size: Size = Size.WIDE) -> str:
    return draw_orders(
        points,
        size=size,
        title="Orders",
        description="Areas",
        across="Model",
        down="Direct",
        same="same third",
        odd="another third",
    )


def test_every_area_is_drawn_and_the_furthest_is_named() -> None:
    points = [Point(1, 9, odd=True, words="Norte & Sur")]
    points += [Point(place, place, words=f"Área {place}") for place in range(2, 10)]
    for size in (Size.WIDE, Size.PHONE):
        drawing = _drawn(points, size)
        assert drawing.count("<circle") == 8 + 1, "and one in the legend"
        assert drawing.count("<rect") == 1 + 1
        assert "Norte &amp; Sur" in drawing
        assert "Área 9" not in drawing
        assert "style=" not in drawing


def test_one_area_and_none_are_drawn() -> None:
    assert "<circle" in _drawn([Point(1, 1)])
    assert "<svg" in _drawn([])
