"""The head of a table: its first rows, with a layout and a count that speak of the whole file."""

from pathlib import Path

from clrisk_site.tables.guard import HEAD_ROWS, read_head
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Refusal
from tests.tables.builders import column_cells, read, text_file, workbook


def head(path: Path) -> RawTable:
    table = read_head(path, TYPED)
    assert isinstance(table, RawTable)
    return table


def test_only_the_first_rows_travel_and_the_rest_is_counted(tmp_path: Path) -> None:
    lines = "".join(f"{number},x{number},\n\n" for number in range(1_000))
    end = 'Total,,\n\n"Fuente: INEGI, 2020",,\n'
    path = text_file(tmp_path / "a.csv", f"Título\nclave,nombre,n\n{lines}{end}")
    found, whole = head(path), read(path)
    assert (len(found), found.total_rows) == (HEAD_ROWS, 1_000)
    assert (len(whole), whole.total_rows) == (1_000, 1_000)
    assert found.headers == whole.headers
    assert found.layout == whole.layout
    assert found.problems == whole.problems
    assert found.row_numbers.tolist() == whole.row_numbers.tolist()[:HEAD_ROWS]
    assert column_cells(found, "nombre") == column_cells(whole, "nombre")[:HEAD_ROWS]


def test_a_short_workbook_comes_whole(tmp_path: Path) -> None:
    found = head(workbook(tmp_path / "a.xlsx", [["clave", "n"], ["07101", 1], ["07078", 2]]))
    assert (len(found), found.total_rows) == (2, 2)


def test_what_cannot_be_read_is_refused_as_ever(tmp_path: Path) -> None:
    assert isinstance(read_head(text_file(tmp_path / "a.csv", ""), TYPED), Refusal)
