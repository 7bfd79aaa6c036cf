"""HXL: the row of tags is no data; the tags travel with their columns."""

from pathlib import Path

import pytest

from clrisk_site.tables.readers.tags import find_tags
from tests.tables.builders import column_cells, read, text_file, workbook

TABLE = "Municipio,Población,Nota\n#adm2 +code,# population,\n07101,5,a\n07078,6,b\n"


def test_the_row_of_tags_is_left_out_and_kept_by_column(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", TABLE))
    assert table.headers == ("Municipio", "Población", "Nota")
    assert table.tags == ("#adm2+code", "#population", "")
    assert table.row_numbers.tolist() == [3, 4]
    assert table.layout.tags_row == 2
    assert not table.problems
    assert table.top[1] == ("#adm2 +code", "# population", "")


def test_a_title_and_a_blank_row_around_header_and_tags(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", f"Título,,\n\n{TABLE}"))
    assert (table.layout.header_row, table.layout.tags_row) == (3, 4)
    assert column_cells(table, "Municipio") == ["07101", "07078"]


@pytest.mark.parametrize("title", ["", "Consulta de población\n"])
def test_tags_without_a_header_are_the_headers(tmp_path: Path, title: str) -> None:
    path = text_file(tmp_path / "a.csv", f"{title}#adm2+code,#population\n07101,5\n07078,6\n")
    table = read(path)
    assert table.headers == table.tags == ("#adm2+code", "#population")
    assert column_cells(table, "#population") == ["5", "6"]
    assert read(path, header_row=table.layout.header_row).headers == table.headers


def test_a_column_without_header_is_called_by_its_tag(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "Municipio,n,\n#adm2+code,,#population\n07101,1,5\n"))
    assert table.headers == ("Municipio", "n", "#population")


def test_blank_columns_take_their_tags_along(tmp_path: Path) -> None:
    rows = [["Municipio", None, "n"], ["#adm2", None, "#population"], ["07101", None, 5]]
    table = read(workbook(tmp_path / "a.xlsx", rows))
    assert (table.headers, table.tags) == (("Municipio", "n"), ("#adm2", "#population"))


def test_a_header_row_that_is_chosen_keeps_the_tags_out_of_the_data(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", f"a,b,c\n{TABLE}")
    assert column_cells(read(path, header_row=1), "b") == ["Población", "5", "6"]


@pytest.mark.parametrize(
    "row", [["#1", "#2"], ["# de casos", "n"], ["#N/A", "#DIV/0!"], ["", ""], ["#adm2", "Chiapas"]]
)
def test_other_cells_that_begin_so_are_no_tags(row: list[str]) -> None:
    assert find_tags([["a", "b"], row]) is None
