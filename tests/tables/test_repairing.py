"""Case 25: text that was saved twice in UTF-8 is shown before and after, and mended only when asked."""

from pathlib import Path

import pytest

from tests.tables.builders import column_cells, read, text_file, workbook

NAMES = ("Tuxtla Gutiérrez", "San Cristóbal", "Muñoa", "«Ocozocoautla»", "Ángel Albino Corzo", "Berriozábal")
TABLE = "clave,población,nombre\n" + "".join(f"{n},1,{name}\n" for n, name in enumerate(NAMES))


def spoiled(text: str, flavour: str) -> str:
    """What a program writes that takes UTF-8 for an encoding of one byte per letter."""
    if flavour == "latin-1":
        return text.encode().decode("latin-1")
    return "".join(
        shown if (shown := bytes([byte]).decode("cp1252", "replace")) != "\ufffd" else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize("flavour", ["latin-1", "cp1252"])
def test_names_are_proposed_and_the_cells_stay_until_asked(tmp_path: Path, flavour: str) -> None:
    table = read(text_file(tmp_path / "a.csv", spoiled(TABLE, flavour)))
    assert column_cells(table, "nombre") == [spoiled(name, flavour) for name in NAMES]
    assert len(table.repairs) == 5
    assert all(spoiled(after, flavour).split() == before.split() for before, after in table.repairs)
    assert {after for _, after in table.repairs} <= set(NAMES)
    assert len({after for _, after in table.repairs}) == 5
    assert ["Accents look broken" in str(problem.message) for problem in table.problems] == [True]


@pytest.mark.parametrize("flavour", ["latin-1", "cp1252"])
def test_asked_for_cells_headers_and_shown_rows_are_repaired(tmp_path: Path, flavour: str) -> None:
    table = read(text_file(tmp_path / "a.csv", spoiled(TABLE, flavour)), repair=True)
    assert table.headers == ("clave", "población", "nombre")
    assert column_cells(table, "nombre") == list(NAMES)
    assert table.top[1][2] == "Tuxtla Gutiérrez"
    assert len(table.repairs) == 5
    assert [str(problem.message) for problem in table.problems] == [
        "The file was saved twice in UTF-8 and was repaired as you asked (cells: 6)."
    ]


def test_a_mark_that_was_saved_twice_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    for mark in ("ï»¿", "\ufeffï»¿"):
        path = text_file(tmp_path / "a.csv", mark + TABLE)
        assert read(path).headers[0] == "clave"
        assert read(path, repair=True).headers[0] == "clave"
    assert read(text_file(tmp_path / "b.csv", 'ï»¿"clave",n\n1,2\n')).headers == ("clave", "n")


def test_typographic_apostrophes_and_dashes_are_repaired(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "clave,nombre\n1,Oâ€™Higgins\n2,Sur â€“ Norte\n"), repair=True)
    assert column_cells(table, "nombre") == ["O’Higgins", "Sur – Norte"]


def test_cells_that_would_not_survive_stay_and_are_remarked(tmp_path: Path) -> None:
    cells = ["GutiÃ©rrez", "Tonalá", "GutiÃ©rrez y Cárdenas", "Chiapas"]
    path = text_file(tmp_path / "a.csv", "clave,nombre\n\n" + "".join(f"1,{cell}\n" for cell in cells))
    table = read(path, repair=True)
    assert column_cells(table, "nombre") == ["Gutiérrez", "Tonalá", "GutiÃ©rrez y Cárdenas", "Chiapas"]
    assert [(problem.row, problem.column) for problem in table.problems] == [(None, None), (5, "nombre")]
    assert "could not be repaired" in str(table.problems[1].message)


@pytest.mark.parametrize(
    "name", ["SÃO PAULO", "AMANHÃ", "“AMANHÃ”", "ÂNCORA", "Ã", "SÃO voilà\u00a0»", "Gutiérrez", "25 °C"]
)
def test_right_letters_are_never_taken_for_broken_ones(tmp_path: Path, name: str) -> None:
    path = text_file(tmp_path / "a.csv", f"clave,nombre\n1,{name}\n")
    for repair in (False, True):
        table = read(path, repair=repair)
        assert (table.repairs, table.problems) == ((), ())
        assert column_cells(table, "nombre") == [name]


def test_a_workbook_made_of_such_a_file_is_repaired_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["clave", "nombre"], ["1", "Tuxtla GutiÃ©rrez"]])
    assert read(path).repairs == (("Tuxtla GutiÃ©rrez", "Tuxtla Gutiérrez"),)
    assert column_cells(read(path, repair=True), "nombre") == ["Tuxtla Gutiérrez"]


def test_broken_headers_alone_are_proposed(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,poblaciÃ³n\n1,2\n")
    assert read(path).repairs == (("poblaciÃ³n", "población"),)
    assert read(path, repair=True).headers == ("clave", "población")


def test_an_overlong_text_cannot_move_a_cell(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,nombre\n1,Ã\u0080Ã©\n2,À\u0080\n3,Ã©\n")
    table = read(path, repair=True)
    assert len(table.cells(1)) == 3
