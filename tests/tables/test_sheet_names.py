"""Which sheet of a workbook is proposed: one called as is wanted, else the first that holds a table."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from clrisk_site.tables.guard import read_guarded, read_head
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.readers.sheet_names import sheets_named

type Rows = Sequence[Sequence[object]]

ROWS: Rows = [["clave", "valor"], ["07101", 1], ["07078", 2]]


def book(folder: Path, **sheets: Rows) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "a.xlsx"
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        ("Chiapas", "Chiapas"),
        ("CHIAPAS ", "Chiapas"),
        ("07 Chiapas", "Chiapas"),
        ("07_Chiapas", "Chiapas"),
        ("7. chiapas", "Chiapas"),
        ("Estado de México", "México"),
        ("Edo. de Mexico", "México"),
        ("San Luis Potosi", "San Luis Potosí"),
    ],
)
def test_a_sheet_called_as_the_place_is_found(sheet: str, wanted: str) -> None:
    assert list(sheets_named(["Nacional", sheet], [wanted])) == [(sheet, wanted)]


@pytest.mark.parametrize("sheet", ["Chiapa de Corzo", "07", "Hoja 1", "Chiapas y Oaxaca", ""])
def test_a_sheet_called_otherwise_is_not(sheet: str) -> None:
    assert list(sheets_named([sheet], ["Chiapas", ""])) == []


def test_the_wanted_sheet_comes_before_the_first(tmp_path: Path) -> None:
    path = book(tmp_path, Nacional=ROWS, Oaxaca=ROWS, **{"07 CHIAPAS ": ROWS[:2]})
    for read in (read_guarded, read_head):
        table = read(path, TYPED, wanted_sheets=("Tuxtla Gutiérrez", "Chiapas"))
        assert isinstance(table, RawTable)
        assert (table.source.sheet, table.source.named_after, len(table)) == ("07 CHIAPAS ", "Chiapas", 1)
    chosen = read_guarded(path, TYPED, wanted_sheets=("Chiapas",), sheet="Nacional")
    assert isinstance(chosen, RawTable)
    assert (chosen.source.sheet, chosen.source.named_after) == ("Nacional", "")
    other = read_guarded(path, TYPED, wanted_sheets=("Puebla",))
    assert isinstance(other, RawTable)
    assert (other.source.sheet, other.source.named_after) == ("Nacional", "")


def test_a_sheet_of_that_name_without_a_table_is_not_proposed(tmp_path: Path) -> None:
    table = read_guarded(book(tmp_path, Datos=ROWS, Chiapas=[]), TYPED, wanted_sheets=("Chiapas",))
    assert isinstance(table, RawTable)
    assert table.source.sheet == "Datos"


def test_a_cover_is_passed_over(tmp_path: Path) -> None:
    path = book(tmp_path, Portada=[["Datos del estado"]], Indice=[["uno"], ["dos"]], Datos=ROWS)
    table = read_guarded(path, TYPED)
    assert isinstance(table, RawTable)
    assert (table.source.sheet, table.source.passed_over) == ("Datos", ("Portada", "Indice"))
