"""Tables as text: aligned, numbers of a column alike, headings broken only where a table is too wide."""

import math

from clrisk_site.figures.message import says
from diagnosis.analyses.analysis import Cell, Column, Facts, Form, Table, as_written
from diagnosis.analyses.writing import WIDTH, cell_text, written


def test_numbers_by_their_form() -> None:
    def text(value: object, form: Form, decimals: int | None = None) -> str:
        return cell_text(value, form, decimals, str)

    assert text(0.12345, Form.SHARE) == "12.35 %"
    assert text(-0.05, Form.POINTS) == "-5.00 pp"
    assert text((-0.05, 0.1), Form.POINTS, 1) == "-5.0 – +10.0 pp"
    assert text(3.0, Form.WHOLE) == "3"
    assert text(3.5, Form.WHOLE) == "3.5"
    assert text(1e-9, Form.P) == "<0.0001"
    assert text(0.0012, Form.NUMBER) == "0.0012"
    assert text(0.0000012, Form.NUMBER) == "1.200e-06"
    assert text(math.nan, Form.NUMBER) == text(None, Form.SHARE) == "–"
    assert text(math.inf, Form.NUMBER) == "∞"
    assert text([says("one"), says("two")], Form.TEXT) == "one, two"
    assert text(True, Form.TEXT) == "yes"


def test_columns_are_aligned() -> None:
    columns = (Column(says("Area"), Form.TEXT), Column(says("Value"), Form.NUMBER, 1))
    lines = written(Table(says("Title"), columns, (("A", 1.0), ("Long", 10.25))), str).split("\n")
    assert lines == ["Title", "=====", "Area  Value", "----  -----", "A       1.0", "Long   10.2"]


def test_facts_have_one_line_each() -> None:
    facts = Facts(says("T"), ((says("Estimate"), Cell(0.5, Form.SHARE)), (says("n"), Cell(3, Form.WHOLE))))
    assert written(facts, str).split("\n")[2:] == ["Estimate  50.00 %", "n         3"]


def test_a_wide_table_breaks_its_headings() -> None:
    heading = "a heading of several words, 95 %"
    columns = tuple(Column(as_written(heading), Form.NUMBER, 2) for _ in range(8))
    lines = written(Table(says("T"), columns, ((1.0,) * 8,)), str).split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert len({len(line) for line in lines[-2:]}) == 1
    assert all(not line.strip().startswith("%") for line in lines)


def test_what_would_move_a_terminal_is_left_out() -> None:
    columns = (Column(as_written("a\x1b[31mb"), Form.TEXT),)
    lines = written(Table(as_written("T\r\n\x07"), columns, (("x\ny\x1b[0m" + "z" * 3000,),)), str)
    assert lines.isascii() or "…" in lines
    assert not any(letter in lines for letter in "\x1b\r\x07")
    assert max(map(len, lines.split("\n"))) <= WIDTH


def test_text_of_an_analyst_is_never_a_template() -> None:
    assert written(Table(as_written("100 % of %(all)s"), (), ()), str).startswith("100 % of %(all)s")
