"""Bars against a reference and activities by month: geometry, words, and what may go wrong."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures import palette
from clrisk_site.figures.svg.bars import Bar, BarRow, draw_bar, draw_bars
from clrisk_site.figures.svg.gantt import GanttRow, draw_gantt
from clrisk_site.figures.svg.sizes import Size
from tests.figures.drawings import SVG, check_spoken, read, type_sizes, words_in

EVIL = "<script>alert('x')</script>"
WORDS: dict[str, Any] = {"title": "Days per stage", "description": "Two of three."}
BARS = (
    BarRow("Scope", Bar(254, "254", 213, "+41"), "Tapachula"),
    BarRow("Diagnosis", Bar(97, "97", 120, running=True)),
    BarRow("Design", Bar(None, "not known", 90)),
    BarRow("Nothing yet", Bar(0, "0", 90)),
)
DAY = dt.date
PLAN = (
    GanttRow(
        "Agree on the places",
        DAY(2026, 1, 12),
        DAY(2026, 2, 27),
        "LA-01 · DIF",
        "12 jan to 27 feb",
        past=True,
    ),
    GanttRow("Open the centres", DAY(2026, 6, 1), DAY(2026, 12, 15), "LA-01 · DIF", "1 jun to 15 dec"),
    GanttRow("Session", DAY(2026, 5, 27), DAY(2026, 5, 27)),
)


def rectangles(drawing: str) -> list[dict[str, str]]:
    return [dict(node.attrib) for node in read(drawing).iter(f"{SVG}rect")]


def bars(size: Size = Size.WIDE, rows: tuple[BarRow, ...] = BARS, **other: Any) -> str:
    return draw_bars(rows, size=size, **WORDS | other)


def gantt(size: Size = Size.WIDE, rows: tuple[GanttRow, ...] = PLAN, **other: Any) -> str:
    given_words: dict[str, Any] = {
        "month_label": lambda day: f"{day:%b}",
        "today": DAY(2026, 6, 20),
        "today_words": "today",
    }
    return draw_gantt(rows, size=size, **given_words | WORDS | other)


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("draw", [bars, gantt])
def test_drawing_is_named_and_legible(draw: Any, size: Size) -> None:
    drawing = draw(size)
    check_spoken(drawing, WORDS["title"], WORDS["description"])
    assert min(type_sizes(drawing)) >= (15 if size is Size.PHONE else 12)


def test_what_lies_beyond_the_reference_is_amber_outlined_and_said() -> None:
    drawing = bars()
    beyond = [one for one in rectangles(drawing) if one["fill"] == palette.BEYOND]
    assert len(beyond) == 1
    (outlined,) = [node for node in read(drawing).iter() if node.get("stroke") == palette.BEYOND_EDGE]
    assert [child.tag.removeprefix(SVG) for child in outlined] == ["rect", "path", "rect"]
    assert "+41" in words_in(drawing)
    within = rectangles(drawing)[0]
    assert float(within["x"]) + float(within["width"]) == pytest.approx(float(beyond[0]["x"]), abs=0.02)


def test_lengths_are_in_proportion_and_start_at_zero() -> None:
    drawing = bars(rows=(BarRow("a", Bar(100, "100")), BarRow("b", Bar(50, "50"))))
    first, second = rectangles(drawing)
    assert first["x"] == second["x"]
    assert float(first["width"]) == pytest.approx(2 * float(second["width"]), abs=0.05)


def test_what_is_not_known_has_words_and_no_bar() -> None:
    drawing = bars(rows=(BarRow("Design", Bar(None, "not known", 90)),))
    assert rectangles(drawing) == []
    assert "not known" in words_in(drawing)


def test_nothing_and_unknown_differ() -> None:
    zero, unknown = (bars(rows=(BarRow("a", Bar(value, "x", 9)),)) for value in (0, None))
    assert zero != unknown


def test_a_bar_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        Bar(-1, "-1")
    with pytest.raises(ValueError, match="maximum"):
        draw_bar(Bar(1, "1"), maximum=0, title="x")


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.floats(0, 1e6)), st.one_of(st.none(), st.floats(0, 1e6)), st.booleans()
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_bar_leaves_its_drawing(values: list[tuple[float | None, float | None, bool]]) -> None:
    rows = tuple(
        BarRow("a", Bar(value, "1", reference, running=running)) for value, reference, running in values
    )
    drawing = bars(rows=rows)
    width = float(read(drawing).get("width", "0"))
    for one in rectangles(drawing):
        assert float(one["width"]) >= 0
        assert 0 <= float(one["x"]) <= float(one["x"]) + float(one["width"]) <= width + 4


def test_a_longer_activity_is_a_longer_bar_and_months_are_named() -> None:
    drawing = gantt()
    first, second, third = rectangles(drawing)
    assert float(second["width"]) > float(first["width"]) > float(third["width"])
    assert {"Jan", "today"} <= set(words_in(drawing))
    assert first["fill"] == palette.PETROL_MID


def test_phones_tell_the_dates_of_every_bar_above_it() -> None:
    rows = (
        GanttRow("Long", DAY(2026, 1, 1), DAY(2026, 12, 31), "LA-01", "1 jan to 31 dec"),
        GanttRow("Short", DAY(2026, 6, 1), DAY(2026, 6, 2), "LA-02", "1 jun to 2 jun"),
    )
    drawing = gantt(Size.PHONE, rows=rows)
    assert {"1 jan to 31 dec", "1 jun to 2 jun"} <= set(words_in(drawing))
    tops = [float(one["y"]) for one in rectangles(drawing)]
    dates = [node for node in read(drawing).iter(f"{SVG}text") if " to " in (node.text or "")]
    lines = [float(node.get("y", "0")) for node in dates]
    assert len(lines) == 2
    assert all(line < top for line, top in zip(lines, tops, strict=True))


def test_one_day_is_still_seen() -> None:
    rows = (GanttRow("Session", DAY(2026, 12, 31), DAY(2026, 12, 31)),)
    only = rectangles(gantt(rows=rows, today=None))[0]
    assert float(only["width"]) >= 5


def test_today_outside_the_months_is_not_drawn() -> None:
    assert "today" not in words_in(gantt(today=DAY(2030, 1, 1)))
    assert "today" not in words_in(gantt(today=None))


def test_many_years_keep_the_names_apart_and_the_drawing_small() -> None:
    rows = (GanttRow("Typed by mistake", DAY(2026, 1, 1), DAY(2206, 1, 1)),)
    drawing = gantt(Size.PHONE, rows=rows, today=None)
    assert len(drawing) < 20_000


def test_an_activity_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        GanttRow("x", DAY(2026, 2, 1), DAY(2026, 1, 1))
    with pytest.raises(ValueError, match="needs one"):
        gantt(rows=())


def test_names_are_escaped() -> None:
    assert EVIL in words_in(bars(rows=(BarRow(EVIL.replace(" ", ""), Bar(1, EVIL)),)))
    assert "<script" not in gantt(rows=(GanttRow(EVIL, DAY(2026, 1, 1), DAY(2026, 1, 2)),))


@given(
    st.lists(
        st.tuples(st.dates(DAY(2020, 1, 1), DAY(2030, 1, 1)), st.integers(0, 900)), min_size=1, max_size=5
    )
)
def test_no_activity_leaves_its_drawing(spans: list[tuple[dt.date, int]]) -> None:
    rows = tuple(GanttRow("a", day, day + dt.timedelta(days=days), words="dates") for day, days in spans)
    drawing = gantt(rows=rows)
    width = float(read(drawing).get("width", "0"))
    for one in rectangles(drawing):
        assert float(one["x"]) >= 240
        assert float(one["x"]) + float(one["width"]) <= width
