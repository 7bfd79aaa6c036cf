"""Case 28: cells shown as per cent mean the same in a workbook of LibreOffice as in one of Excel."""

import io
import zipfile
from pathlib import Path

import pytest

from clrisk_site.tables.readers.marks import PERCENT
from clrisk_site.tables.readers.ods_marks import read_ods_marks
from tests.tables.builders import column_cells, read
from tests.tables.corpus.good import as_ods

TABLE: list[list[str | float]] = [["clave", "tasa", "casos"], ["07101", 0.125, 3.0], ["07078", 0.5, 4.0]]


def ods(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the table with its shares shown as per cent, and whatever else is to be different."""
    path = folder / "a.ods"
    with zipfile.ZipFile(io.BytesIO(as_ods(TABLE))) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            text = source.read(part).decode()
            for value in ("0.125", "0.5"):
                text = text.replace(
                    f'value-type="float" office:value="{value}"',
                    f'value-type="percentage" office:value="{value}"',
                )
            for old, new in changes:
                text = text.replace(old, new)
            target.writestr(part, text)
    return path


def test_case_28_percent_cells_of_ods(tmp_path: Path) -> None:
    table = read(ods(tmp_path))
    assert column_cells(table, "tasa") == ["12.5%", "50%"]
    assert column_cells(table, "casos") == ["3", "4"]


def test_case_28_a_repeated_cell_is_marked_as_often(tmp_path: Path) -> None:
    repeated = (
        'office:value-type="percentage"',
        'table:number-columns-repeated="2" office:value-type="percentage"',
    )
    marks = read_ods_marks(ods(tmp_path, repeated), 0, most_rows=10, most_columns=10)
    assert {column: list(rows) for column, rows in marks.shown.items()} == {
        1: [0, PERCENT, PERCENT],
        2: [0, PERCENT, PERCENT],
    }


@pytest.mark.parametrize("repeats", ["999999999", "16384", "-1", "x"])
def test_case_28_a_cell_repeated_without_end_costs_nothing(tmp_path: Path, repeats: str) -> None:
    repeated = (
        'office:value-type="percentage"',
        f'table:number-columns-repeated="{repeats}" office:value-type="percentage"',
    )
    marks = read_ods_marks(ods(tmp_path, repeated), 0, most_rows=10, most_columns=5)
    assert len(marks.shown) <= 4


def test_case_28_another_sheet_is_not_marked(tmp_path: Path) -> None:
    assert not read_ods_marks(ods(tmp_path), 1, most_rows=10, most_columns=10).shown
