"""What holds for any table at all: it comes back as it was written, and the counts of a preview add up.

CLRISK_LONG=1 tries two thousand tables of each kind instead of some dozens.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clrisk_site.figures.message import says
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.neutral import neutralise, restore
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.raw import FileKind, Layout, RawTable, Source
from clrisk_site.tables.spec import Column, Context, ImportSpec, Kind
from clrisk_site.tables.values.columns import parse_column
from clrisk_site.tables.writing import write_csv
from tests.tables.builders import FACTORS, INDEX, LEVEL, NAME, TERRITORY, VALUE, make_spec, read
from tests.tables.corpus.good import new_book
from tests.tables.corpus.in_process import reading_here

EXAMPLES = 2_000 if os.environ.get("CLRISK_LONG") else 40
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

LETTERS = "aábcñoüXYZ059 .,;:|'\"=+-@/%()#&<>{}*_\n\t€ß漢😀\u00a0"
cell = st.text(LETTERS, max_size=12)
filled = cell.filter(lambda text: bool(text.strip()))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Two to five columns, one to eight rows, no row blank."""
    width = draw(st.integers(2, 5))
    row = st.builds(
        lambda first, rest: [first, *rest], filled, st.lists(cell, min_size=width - 1, max_size=width - 1)
    )
    return draw(st.lists(row, min_size=1, max_size=8))


def cells_of(table: RawTable) -> list[list[str]]:
    columns = [[restore(text) for text in table.cells(number)] for number in range(len(table.headers))]
    return [list(row) for row in zip(*columns, strict=True)]


def read_back(path: Path, rows: list[list[str]], **choices: Any) -> list[list[str]]:
    with reading_here():
        table = read(path, header_row=1, last_row=len(rows) + 1, **choices)
    assert table.headers == tuple(headers(rows))
    return cells_of(table)


def headers(rows: list[list[str]]) -> list[str]:
    return [f"columna{number}" for number in range(len(rows[0]))]


@bounded
@given(tables())
def test_any_table_comes_back_from_csv_as_it_was(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(write_csv(headers(rows), rows))
    assert read_back(path, rows, encoding="utf-8-sig", separator=",") == rows


@bounded
@given(tables())
def test_any_table_comes_back_from_a_workbook_as_it_was(tmp_path: Path, rows: list[list[str]]) -> None:
    book, sheet = new_book()
    for row in [headers(rows), *rows]:
        sheet.append([neutralise(text) for text in row])
    book.save(tmp_path / "a.xlsx")
    assert read_back(tmp_path / "a.xlsx", rows) == rows


@bounded
@given(st.text())
def test_what_goes_out_harmless_comes_back_as_it_was(text: str) -> None:
    out = neutralise(text)
    assert isinstance(out, str)
    assert restore(out) == text


CONVENTIONS = {
    "1,234.5": (",", "."),
    "1.234,5": (".", ","),
    "1 234,5": (" ", ","),
    "1\u00a0234.5": ("\u00a0", "."),
}


def written(number: float, thousands: str, decimal: str) -> str:
    return f"{number:,.3f}".replace(",", "~").replace(".", decimal).replace("~", thousands)


@pytest.mark.parametrize("convention", CONVENTIONS)
@bounded
@given(st.lists(st.decimals(-(10**8), 10**8, places=3).map(float).filter(bool), min_size=1, max_size=6))
def test_numbers_of_every_convention_are_read_or_asked_about(convention: str, numbers: list[float]) -> None:
    thousands, decimal = CONVENTIONS[convention]
    # A number with both marks says which is which; without it the column would have to be asked about.
    cells = [written(number, thousands, decimal) for number in [1234.125, *numbers]]
    column = Column("x", says("X"), Kind.NUMBER)
    parsed = parse_column("\0".join(cells).encode(), column, {}, typed=False)
    read_as = np.asarray(parsed.values, dtype=float).tolist()
    assert read_as == [1234.125, *numbers]
    assert not parsed.questions


@bounded
@given(st.lists(st.integers(1, 32_999).map(lambda code: f"{code:05d}"), min_size=1, max_size=8))
def test_codes_never_change_but_by_an_answer(codes: list[str]) -> None:
    column = Column("x", says("X"), Kind.CODE, lengths=(5,))
    lost = [code.lstrip("0") for code in codes]
    assert settled(codes, column, {}) == dict(enumerate(codes))
    assert settled(lost, column, {}).items() <= dict(enumerate(codes)).items()
    asked = parse_column("\0".join(lost).encode(), column, {}, typed=False)
    for option in ("pad", "keep"):
        answers = {question.code: option for question in asked.questions}
        assert settled(lost, column, answers).items() <= dict(enumerate(codes)).items()


def settled(cells: list[str], column: Column, answers: Mapping[str, str]) -> dict[int, str]:
    """The values that would be stored: neither wrong nor waiting for an answer."""
    parsed = parse_column("\0".join(cells).encode(), column, answers, typed=False)
    open_ones = [positions.tolist() for positions, _ in parsed.failures]
    open_ones += [positions.tolist() for positions in parsed.waiting.values()]
    left_out = {position for positions in open_ones for position in positions}
    return {place: value for place, value in enumerate(parsed.values.tolist()) if place not in left_out}


POOL = st.sampled_from(
    (
        "07101", "7101", "07078", " 07 101 ", "MX07101", "Tuxtla Gutierrez", "Tonalá", "San Juan", "Nada",
        "01001", "", "n.d.", "1.234", "1,5", "12 %", "-0", "1e309", "NaN", "x", "5", "0.5", "alto", "Bajo",
        "2024-02-30", "01/02/2024", "sí", "no", "?", "a;b", "=1+1", "\ufffd", "#DIV/0!",
    )
)  # fmt: skip
SPECS: Mapping[str, ImportSpec] = {
    "results": make_spec(TERRITORY, VALUE, LEVEL),
    "stored": make_spec(
        TERRITORY, VALUE, LEVEL, stored=[{"territory": "MX.07.101", "value": 5.0, "level": "high"}]
    ),
    "open": make_spec(TERRITORY, open_columns=FACTORS),
    "names": make_spec(
        NAME,
        Column("when", says("When"), Kind.DATE, synonyms=("fecha",)),
        Column("share", says("Share"), Kind.PERCENT, synonyms=("parte",)),
        Column("open", says("Open"), Kind.YES_NO_UNKNOWN, synonyms=("abierto",)),
        key=("name",),
    ),
}
HEADERS = ("clave", "valor", "nivel", "nombre", "fecha", "parte", "abierto", "tamaño del hogar", "otro")


@pytest.mark.parametrize("spec", SPECS)
@bounded
@given(st.data())
def test_the_counts_of_a_preview_add_up_whatever_the_file_holds(spec: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=5, unique=True))
    rows = data.draw(st.integers(1, 6))
    packed = tuple(
        "\0".join(data.draw(st.lists(POOL, min_size=rows, max_size=rows))).encode() for _ in chosen
    )
    raw = RawTable(Source(FileKind.CSV), tuple(chosen), packed, np.arange(2, rows + 2), Layout(1))
    matches = match_columns(SPECS[spec], raw.headers)
    context = Context(data.draw(st.sampled_from((None, "MX.07"))), 2020, "", {}, None, INDEX)
    found = prepare(SPECS[spec], raw, matches, context)
    answers = {question.code: question.options[0].code for question in found.questions if question.options}
    for preview in (found, prepare(SPECS[spec], raw, matches, Context(None, 2020, "", answers, None, INDEX))):
        counted = preview.new + preview.changed + preview.same + preview.refused + preview.asked
        assert counted + preview.repeated == preview.rows == rows
        if preview.change is not None:
            assert len(preview.change.new) == preview.new
            assert len(preview.change.changed) == preview.changed
