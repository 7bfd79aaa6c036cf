from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, Verdict, missing
from clrisk_site.figures.svg.charts import Dot, DotRow, Mark, draw_dots, draw_interval, draw_share
from clrisk_site.figures.svg.scales import axis_for, axis_over, signed
from clrisk_site.figures.svg.sizes import Size
from clrisk_site.figures.svg.wording import lines_of, width_of
from tests.figures.drawings import SVG, check_spoken, read, type_sizes, words_in
from tests.figures.strategies import estimates

STORY = Story("Survey", 2019, n=600, basis=Basis.MEASURED)
EVIL = "<script>alert('x')</script>"


def points(value: float, lower: float, upper: float, verdict: Verdict = Verdict.PUBLISH) -> Estimate:
    return Estimate(value, Unit.POINTS, STORY, lower, upper, verdict=verdict)


ROWS = (
    DotRow(
        "Does not attend school",
        (
            Dot(Mark.GIRLS, points(11.8, 7.9, 15.7), "+11.8"),
            Dot(Mark.BOYS, points(13.6, 9.8, 17.4), "+13.6"),
        ),
        "two-way relation",
    ),
    DotRow(
        "Woman heads the household",
        (
            Dot(Mark.GIRLS, missing(Unit.POINTS, STORY, Availability.SUPPRESSED), "not shown"),
            Dot(Mark.BOYS, points(-1.4, -3.7, 0.9, Verdict.REVIEW), "\N{MINUS SIGN}1.4"),
        ),
    ),
)
WORDS: dict[str, Any] = {"title": "Factors", "description": "School first."}


def dots(size: Size = Size.WIDE, rows: tuple[DotRow, ...] = ROWS, **other: Any) -> str:
    return draw_dots(
        rows, **{"unit_label": "points", "size": size, "less": "less", "more": "more", **WORDS} | other
    )


@pytest.mark.parametrize("size", list(Size))
def test_says_in_words_what_it_shows(size: Size) -> None:
    check_spoken(dots(size), "Factors", "School first.")
    assert dots(size) == dots(size)


def test_words_stay_legible_on_a_screen() -> None:
    assert min(type_sizes(dots(Size.WIDE))) >= 13
    # A drawing of 340 pixels is seen at 288 on the narrowest phone.
    assert min(type_sizes(dots(Size.PHONE))) * 288 / 340 >= 13


def test_signs_are_written_and_the_minus_is_true() -> None:
    words = words_in(dots())
    assert "0" in words
    assert "+10" in words
    assert "\N{MINUS SIGN}1.4" in words
    assert not [word for word in words if word.startswith("-")]


def test_girls_are_circles_and_boys_open_squares() -> None:
    root = read(dots())
    circles = list(root.iter(f"{SVG}circle"))
    squares = list(root.iter(f"{SVG}rect"))
    assert [node.get("fill") for node in circles] == [palette.GIRLS]
    assert {(node.get("fill"), node.get("stroke")) for node in squares} == {(palette.WHITE, palette.BOYS)}
    assert len(squares) == 2


def test_only_an_interval_to_be_reviewed_is_dashed() -> None:
    dashed = [node for node in read(dots()).iter() if node.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_what_is_suppressed_stands_as_words_at_zero() -> None:
    root = read(dots(rows=ROWS[1:]))
    (words,) = [node for node in root.iter(f"{SVG}text") if node.text == "not shown"]
    (zero,) = [node for node in root.iter(f"{SVG}text") if node.text == "0"]
    assert 0 < float(words.get("x", "0")) - float(zero.get("x", "0")) < 15


@given(st.lists(estimates(), max_size=5))
def test_the_axis_holds_zero_and_every_number(some: list[Estimate]) -> None:
    axis = axis_for(some)
    assert axis.low <= 0 <= axis.high
    assert 0 in axis.ticks
    assert len(axis.ticks) <= 8
    for estimate in some:
        for number in (estimate.lower, estimate.value, estimate.upper):
            assert number is None or axis.low <= number <= axis.high


def test_ticks_are_round() -> None:
    assert axis_over(-6.4, 17.4).ticks == (-5, 0, 5, 10, 15)
    assert axis_over(0, 0).ticks[0] == 0


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (-0.0, "0"), (5, "+5"), (-2.5, "\N{MINUS SIGN}2.5"), (0.1 + 0.2, "+0.3")]
)
def test_signed(value: float, written: str) -> None:
    assert signed(value) == written


@given(estimates(), st.sampled_from(list(Mark)))
def test_every_estimate_can_be_drawn(estimate: Estimate, mark: Mark) -> None:
    read(dots(rows=(DotRow("x", (Dot(mark, estimate, "words"),)),)))
    read(draw_interval(estimate, maximum=100, most="100 %", mark=mark, title="t"))


@given(st.text(), st.text())
def test_any_words_can_be_drawn(label: str, detail: str) -> None:
    read(dots(rows=(DotRow(label, ROWS[0].dots, detail),), unit_label=detail))


def test_words_of_users_are_escaped() -> None:
    row = DotRow(EVIL, (Dot(Mark.ALL, points(1, 0, 2), EVIL),), EVIL)
    drawing = dots(rows=(row,), title=EVIL, description=EVIL, unit_label=EVIL, less=EVIL, more=EVIL)
    assert "<script" not in drawing
    read(drawing)
    read(dots(rows=()))


def test_an_interval_needs_a_scale() -> None:
    with pytest.raises(ValueError, match="maximum"):
        draw_interval(points(1, 0, 2), maximum=0, most="0", title="t")


def test_an_interval_without_value_is_an_empty_scale() -> None:
    drawing = draw_interval(missing(Unit.PERCENT, STORY), maximum=25, most="25 %", title="t")
    assert not list(read(drawing).iter(f"{SVG}rect"))
    assert words_in(drawing) == ["0", "25 %"]


def test_pieces_refuse_what_they_cannot_show() -> None:
    with pytest.raises(ValueError, match="share"):
        draw_share(1.1, title="t")


def test_lines_break_between_words() -> None:
    lines = lines_of("Persona jefa del hogar con primaria o menos", 16, 200)
    assert " ".join(lines) == "Persona jefa del hogar con primaria o menos"
    assert len(lines) > 1
    assert all(width_of(line, 16) <= 200 for line in lines)
    assert lines_of("", 16, 200) == []
    assert lines_of("Parangaricutirimícuaro", 16, 20) == ["Parangaricutirimícuaro"]
