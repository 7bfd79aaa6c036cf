"""Case 28 to 30: numbers as people write them; the rule is judged from the whole column."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.columns import parse_column
from clrisk_site.tables.values.marks import DecimalMark, to_plain
from clrisk_site.tables.values.parsed import Parsed


def parse(
    *cells: str,
    kind: Kind = Kind.NUMBER,
    answers: Mapping[str, str] | None = None,
    typed: bool = False,
    **more: Any,
) -> Parsed:
    column = Column("x", says("X"), kind, **more)
    return parse_column("\0".join(cells).encode(), column, answers or {}, typed=typed)


def values(parsed: Parsed) -> list[float | None]:
    return [None if math.isnan(value) else value for value in np.asarray(parsed.values, dtype=float).tolist()]


def failed(parsed: Parsed) -> list[int]:
    return sorted(position for positions, _ in parsed.failures for position in positions.tolist())


def whole(parsed: Parsed) -> list[int | None]:
    return [
        None if value is None else int(value) for value in parsed.values.to_numpy(dtype=object, na_value=None)
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "2.5", "-3", "+4", ".5", "5.", "1e-3"), [1, 2.5, -3, 4, 0.5, 5, 0.001]),
        (("1,5", "2", "1.234,5", "1.234"), [1.5, 2, 1234.5, 1234]),
        (("1.5", "2", "1,234.5", "1,234"), [1.5, 2, 1234.5, 1234]),
        (("1,425,607", "12"), [1425607, 12]),
        (("1.425.607", "12", "1,5"), [1425607, 12, 1.5]),
        (("1 234,5", "12"), [1234.5, 12]),
        (("1\u00a0234.5", "12.25"), [1234.5, 12.25]),
        (("−3.5", " 7 "), [-3.5, 7]),
        (("0,123", "4,567"), [0.123, 4.567]),
        (("1234,567", "4,567"), [1234.567, 4.567]),
    ],
)
def test_case_28_the_decimal_mark_is_that_of_the_column(
    cells: tuple[str, ...], expected: list[float]
) -> None:
    parsed = parse(*cells)
    assert values(parsed) == expected
    assert not parsed.failures
    assert not parsed.questions


def test_case_28_cells_against_the_mark_of_the_column_are_row_errors() -> None:
    parsed = parse("1.5", "1,5", "2.25", "1,234")
    assert values(parsed) == [1.5, None, 2.25, None]
    assert failed(parsed) == [1, 3]


def test_case_28_what_could_be_both_is_asked() -> None:
    parsed = parse("1.234", "5.678")
    assert [question.code for question in parsed.questions] == ["decimal:x"]
    assert parsed.waiting["decimal:x"].tolist() == [0, 1]
    assert values(parse("1.234", "5.678", answers={"decimal:x": "point"})) == [1.234, 5.678]
    assert values(parse("1.234", "5.678", answers={"decimal:x": "comma"})) == [1234, 5678]
    assert values(parse("1,234", "567", answers={"decimal:x": "point"})) == [1234, 567]
    assert values(parse("1,234", "567", answers={"decimal:x": "comma"})) == [1.234, 567]


def test_case_28_a_bound_or_a_whole_number_settles_it() -> None:
    assert values(parse("1.234", "5.678", maximum=100)) == [1.234, 5.678]
    assert whole(parse("1.234", "567", kind=Kind.INTEGER)) == [1234, 567]
    assert whole(parse("1,234", "567", kind=Kind.INTEGER)) == [1234, 567]


def test_case_28_numbers_of_a_workbook_keep_their_point_and_texts_among_them_are_not_guessed() -> None:
    assert values(parse("1.234", "5.678", typed=True)) == [1.234, 5.678]
    parsed = parse("1.5", "1,234", typed=True)
    assert failed(parsed) == [1]


def test_case_28_per_cent_signs() -> None:
    assert values(parse("12 %", "3%", "4.5 %", kind=Kind.PERCENT)) == [12, 3, 4.5]
    assert values(parse("12,5 %", "3%", kind=Kind.PERCENT)) == [12.5, 3]
    assert values(parse("12 %", "3%")) == [12, 3]
    assert failed(parse("12 %", "3")) == [1]
    assert failed(parse("12 %", "0.5", "7", kind=Kind.PERCENT)) == [1]
    assert failed(parse("12%%", "%", kind=Kind.PERCENT)) == [0, 1]


def test_case_29_shares_in_a_column_of_per_cents_are_asked_about() -> None:
    parsed = parse("0.12", "0.5", "", kind=Kind.PERCENT)
    assert [question.code for question in parsed.questions] == ["scale:x"]
    assert values(parse("0.12", "0.07", "", kind=Kind.PERCENT, answers={"scale:x": "share"})) == [12, 7, None]
    assert values(parse("0.12", "0.5", kind=Kind.PERCENT, answers={"scale:x": "percent"})) == [0.12, 0.5]
    assert not parse("0.12", "5", kind=Kind.PERCENT).questions


def test_case_29_values_out_of_bounds_are_row_errors() -> None:
    assert failed(parse("-1", "0", "100", "100.5", kind=Kind.PERCENT)) == [0, 3]
    assert failed(parse("-1", "1.5", "1", minimum=0, maximum=1)) == [0, 1]
    assert failed(parse("1899", "2015", "2101", kind=Kind.YEAR)) == [0, 2]


@pytest.mark.parametrize("cell", ["NaN", "nan", "Infinity", "-inf", "1e309", "-1e999", "-0", "-0.0"])
def test_case_30_what_is_no_number_of_a_table_is_refused(cell: str) -> None:
    parsed = parse("1", cell)
    assert values(parsed) == [1, None]
    assert failed(parsed) == [1]


@pytest.mark.parametrize(
    "cell", ["abc", "1_000", "0x10", "1.2.3", "1,2,3", "--5", "12 kg", "$5", "#REF!", "½"]
)
def test_case_28_what_cannot_be_read_is_a_row_error_that_quotes_it(cell: str) -> None:
    parsed = parse("1.5", cell)
    assert failed(parsed) == [1]
    assert cell in str(parsed.failures[0][1])


@pytest.mark.parametrize(
    "cell",
    ["", " ", "*", "-", "–", "N/D", "n/d", "n.d.", "N.D.", "s.d.", "S/D", "ND", "NA", "N/A", "#N/A", "...",
     "null",      "No disponible", "No Aplica", "no data", "sem dados"],
)  # fmt: skip
def test_marks_of_missing_are_missing_and_never_zero(cell: str) -> None:
    parsed = parse("1.5", cell, "0")
    assert values(parsed) == [1.5, None, 0]
    assert not parsed.failures
    assert parsed.missing == ({cell: 1} if cell.strip() else {})


def test_whole_numbers() -> None:
    parsed = parse("7101.0", "7", "7.5", "", "90071992547409931", kind=Kind.INTEGER)
    assert whole(parsed) == [7101, 7, None, None, None]
    assert failed(parsed) == [2, 4]


def test_a_long_column_with_one_odd_cell_gives_the_same_as_cell_by_cell() -> None:
    cells = [f"{i},{i % 10}" for i in range(5_000)] + ["n.d.", "x"]
    parsed = parse(*cells)
    assert values(parsed)[:5_000] == [float(cell.replace(",", ".")) for cell in cells[:5_000]]
    assert failed(parsed) == [5_001]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_as_python_writes_them_come_back(numbers: list[float]) -> None:
    cells = [repr(number) for number in numbers]
    parsed = parse(*cells, typed=True)
    expected = [
        None if number == 0 and cell.startswith("-") else number
        for number, cell in zip(numbers, cells, strict=True)
    ]
    assert values(parsed) == expected


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2).map(float).filter(bool), min_size=1),
    st.sampled_from(DecimalMark),
)
def test_numbers_with_thousands_come_back_in_either_writing(numbers: list[float], mark: DecimalMark) -> None:
    cells = [f"{number:,.2f}" for number in numbers]
    if mark is DecimalMark.COMMA:
        cells = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    expected = [float(f"{number:.2f}") or None for number in numbers]
    assert values(parse(*cells)) == expected
    assert [float(to_plain(cell, mark) or "nan") for cell in cells] == [
        float(f"{number:.2f}") for number in numbers
    ]


@given(
    st.lists(st.text(max_size=12).filter(lambda text: "\0" not in text), min_size=1),
    st.sampled_from(list(Kind)),
)
def test_no_text_at_all_brings_a_column_down(cells: list[str], kind: Kind) -> None:
    if kind is Kind.TERRITORY:
        kind = Kind.TEXT
    packed = "\0".join(cells).encode("utf-8", "replace")
    column = Column("x", says("X"), kind, lengths=(2, 5), choices={"a": ("b",)})
    assert len(parse_column(packed, column, {}).values) == len(cells)
