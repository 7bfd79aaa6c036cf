"""Codes and numbers of rows are digits too, but count nothing: no indicator is made of them unasked."""

from pathlib import Path

import pytest

from clrisk_site.figures.message import says
from clrisk_site.tables.matching.columns import How, match_columns
from clrisk_site.tables.matching.identifying import identifier_headers
from clrisk_site.tables.matching.numeric import numeric_headers
from clrisk_site.tables.spec import Kind, OpenColumns
from tests.tables.builders import TERRITORY, make_spec, read, text_file

OPEN = OpenColumns("indicator", says("Indicator"), Kind.NUMBER, {"folio": ("folio",)}, free=True)
SPEC = make_spec(TERRITORY, open_columns=OPEN)


def identified(folder: Path, header: str, cells: str) -> bool:
    rows = "\n".join(f"0710{number},{cell}" for number, cell in enumerate(cells.split()))
    table = read(text_file(folder / "table.csv", f"clave,{header}\n{rows}\n"))
    return table.headers[1] in identifier_headers(table)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Registro", "7 9 12"),
        ("No.", "7 9 12"),
        ("Folio", "1201 1207"),
        ("cve_loc", "12 14"),
        ("Código postal", "29000 29010"),
        ("id", "5 6"),
        ("dato", "001 002 N/D 003"),
        ("orden de llegada", "1 2 3 4 5 6"),
        ("dato", "1 2 3 4 5"),
        ("", "12.5 13.5"),
        ("grs_ord", "2 1 5"),
        ("2015", "12.5 13.5"),
        ("col1", "9615550000 9615550001 9615550002 9615550009 9615550007"),
        ("col1", "961-555-0000 961-555-0001 961-555-0002 961-555-0009 961-555-0007"),
    ],
)
def test_what_names_or_numbers_is_no_quantity(tmp_path: Path, header: str, cells: str) -> None:
    assert identified(tmp_path, header, cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("pob", "0 120 0.5"),
        ("pct_sin_registro", "7.5 9"),
        ("Viviendas", "1 2 3"),
        ("dato", "1 2 3 5 4"),
        ("idx_rezago", "1.5 -2"),
        ("Índice", "1.5 2"),
        ("Registro civil", "20 30"),
        ("Número", "20 30"),
        ("pesos", "9615550000 96155500 120 5615550009 7"),
    ],
)
def test_quantities_stay_quantities(tmp_path: Path, header: str, cells: str) -> None:
    assert not identified(tmp_path, header, cells)


def test_they_are_not_proposed_but_may_be_chosen_and_a_stored_one_is_known(tmp_path: Path) -> None:
    text = "clave,Registro,pob,folio\n07101,001,12,31\n07102,002,15,32\n"
    table = read(text_file(tmp_path / "table.csv", text))
    numeric, identifying = numeric_headers(table), identifier_headers(table)
    matches = match_columns(SPEC, table.headers, numeric=numeric, identifying=identifying)
    assert matches.mapping == {"clave": "territory", "pob": "indicator:pob", "folio": "indicator:folio"}
    assert matches.columns[1].how is How.IDENTIFIES
    chosen = {"Registro": "indicator:Registro"}
    taken = match_columns(SPEC, table.headers, chosen, numeric=numeric, identifying=identifying)
    assert taken.mapping["Registro"] == "indicator:Registro"


@pytest.mark.parametrize(
    ("cells", "expected"), [("1 2 <5 4 5", True), ("1 <5 <5 4", False), ("a b c", False)]
)
def test_a_cell_that_cannot_be_read_does_not_hide_its_column(
    tmp_path: Path, cells: str, *, expected: bool
) -> None:
    rows = "\n".join(f"0710{number},{cell}" for number, cell in enumerate(cells.split()))
    table = read(text_file(tmp_path / "table.csv", f"clave,casos\n{rows}\n"))
    assert ("casos" in numeric_headers(table)) is expected
