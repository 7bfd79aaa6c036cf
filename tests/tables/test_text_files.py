"""Text tables in every encoding and shape that spreadsheets export."""

import codecs
from dataclasses import replace
from pathlib import Path

import pytest

from clrisk_site.tables.limits import BULK, TYPED
from tests.tables.builders import column_cells, read, refusal, text_file

TABLE = "clave,nombre\n07101,Tuxtla Gutiérrez\n07078,San Cristóbal\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_case_25_encodings_are_told_from_the_bytes(tmp_path: Path, encoding: str, found: str) -> None:
    table = read(text_file(tmp_path / "a.csv", TABLE, encoding))
    assert table.source.encoding == found
    assert table.headers == ("clave", "nombre")
    assert column_cells(table, "nombre") == ["Tuxtla Gutiérrez", "San Cristóbal"]


def test_case_25_big_endian_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"))
    assert column_cells(read(path), "nombre")[0] == "Tuxtla Gutiérrez"


def test_case_25_an_encoding_may_be_chosen(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", TABLE, "mac_roman")
    assert column_cells(read(path, encoding="cp1252"), "nombre")[0] == "Tuxtla GutiŽrrez"
    assert column_cells(read(path, encoding="mac_roman"), "nombre")[0] == "Tuxtla Gutiérrez"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252"])
def test_case_25_of_one_byte_encodings_the_one_with_letters_is_proposed(
    tmp_path: Path, encoding: str
) -> None:
    table = read(text_file(tmp_path / "a.csv", TABLE, encoding))
    assert table.source.encoding == encoding
    assert column_cells(table, "nombre") == ["Tuxtla Gutiérrez", "San Cristóbal"]
    assert table.accents == ("Tuxtla Gutiérrez", "San Cristóbal")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_case_25_utf_16_may_be_chosen_without_knowing_the_order_of_its_bytes(
    tmp_path: Path, encoding: str
) -> None:
    path = text_file(tmp_path / "a.csv", TABLE, encoding)
    assert column_cells(read(path, encoding="utf-16"), "nombre")[0] == "Tuxtla Gutiérrez"


def test_case_25_utf_8_may_be_chosen_for_a_file_with_a_mark(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", TABLE, "utf-8-sig")
    assert read(path, encoding="utf-8").headers == ("clave", "nombre")


def test_case_26_a_separator_may_be_chosen(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave;nombre,n\n07101;Tuxtla,1\n07078;San Cristóbal,2\n")
    assert read(path, separator=";").headers == ("clave", "nombre,n")
    assert read(path, separator=",").headers == ("clave;nombre", "n")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_case_26_separators_are_detected(tmp_path: Path, separator: str) -> None:
    rows = [
        ["clave", "nombre", "valor"],
        ["07101", '"Tuxtla, la; capital"', "1"],
        ["07078", "San Cristóbal", "2"],
    ]
    table = read(text_file(tmp_path / "a.csv", "\n".join(separator.join(row) for row in rows)))
    assert table.source.separator == separator
    assert column_cells(table, "nombre") == ["Tuxtla, la; capital", "San Cristóbal"]


def test_case_26_a_single_column_is_a_table(tmp_path: Path) -> None:
    assert read(text_file(tmp_path / "a.csv", "nombre\nTuxtla\nTonalá\n")).headers == ("nombre",)


def test_case_26_line_breaks_in_quotes_stay_in_the_cell_and_rows_count_as_a_spreadsheet_counts(
    tmp_path: Path,
) -> None:
    table = read(text_file(tmp_path / "a.csv", 'a,b\n1,"two\nlines"\n\n3,x\n'))
    assert column_cells(table, "b") == ["two\nlines", "x"]
    assert table.row_numbers.tolist() == [2, 4]


def test_case_26_a_quote_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    rows = "".join(f"{i},x\n" for i in range(5))
    assert "opened in row 4" in refusal(text_file(tmp_path / "a.csv", f'a,b\n1,x\n2,y\n3,"open\n{rows}'))
    rows = "".join(f"{i},x\n" for i in range(2_000))
    assert "opened in row 4" in refusal(text_file(tmp_path / "b.csv", f'a,b\n1,x\n2,y\n3,"open\n{rows}'))


def test_case_26_short_rows_are_remarked_and_rows_too_long_are_wrong(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n"))
    assert [(problem.row, problem.severity.value) for problem in table.problems] == [
        (3, "warning"),
        (4, "error"),
    ]
    assert "in the row: 4; in the header: 3" in str(table.problems[1].message)
    assert column_cells(table, "c") == ["3", "", "3", "3"]


def test_case_27_a_field_beyond_the_csv_limit_is_a_row_error(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", f"a,b\n1,x\n2,{'y' * 140_000}\n"))
    assert [(problem.row, problem.column) for problem in table.problems] == [(3, "b")]
    assert "more than 32767 characters" in str(table.problems[0].message)


def test_case_27_a_nul_is_a_row_error(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "a,b\n1,x\n2,y\0z\n"))
    assert [(problem.row, problem.column) for problem in table.problems] == [(3, "b")]
    assert "NUL" in str(table.problems[0].message)
    assert "\0" not in "".join(column_cells(table, "b"))


def test_too_many_rows_and_columns_are_refused(tmp_path: Path) -> None:
    limits = replace(TYPED, rows=100, columns=5)
    rows = "".join(f"{i},x\n" for i in range(101))
    assert "more than 100 rows" in refusal(text_file(tmp_path / "a.csv", f"a,b\n{rows}"), limits)
    assert len(read(text_file(tmp_path / "a.csv", f"a,b\n{rows[:-6]}"), limits)) == 100
    assert "more than 5 columns" in refusal(
        text_file(tmp_path / "b.csv", "a,b,c,d,e,f\n1,2,3,4,5,6\n"), limits
    )


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    assert "no rows below the header" in refusal(text_file(tmp_path / "a.csv", "clave,nombre\n"))


def test_old_line_ends_are_read(tmp_path: Path) -> None:
    assert column_cells(read(text_file(tmp_path / "a.csv", "a,b\r1,2\r3,4\r")), "b") == ["2", "4"]


def test_many_rows_cross_the_chunks_in_order(tmp_path: Path) -> None:
    numbers = [str(i) for i in range(10_000)]
    path = text_file(tmp_path / "a.csv", "a,b\n" + "".join(f"{i},x{i}\n" for i in numbers))
    table = read(path)
    assert column_cells(table, "a") == numbers
    assert table.row_numbers.tolist() == list(range(2, 10_002))


def test_a_file_of_nothing_but_wrong_rows_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "a,b\n" + "1,x\n" * 100 + "1,2,3\n" * 20_001)
    assert "the first is in row 102" in refusal(path, BULK)
    path = text_file(tmp_path / "b.csv", "a,b,c\n" + "1,2,3\n" * 100 + "1,2\n" * 5_000)
    assert len(read(path).problems) == 1_000
