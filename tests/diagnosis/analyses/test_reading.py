"""Files as analysts have them: encodings, separators, decimal marks, blank rows, Parquet; rows as counted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from clrisk_site.tables.readers.text import find_encoding
from diagnosis.analyses.faults import (
    DecimalMarkError,
    FileError,
    NotANumberError,
    NotFiniteError,
    RaggedRowError,
    UnreadableFileError,
)
from diagnosis.analyses.reading import open_table
from diagnosis.analyses.records import Records
from diagnosis.analyses.scanning import BLOCK, scan_rows

type Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(text: str, encoding: str = "utf-8", name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def records(path: Path, **options: str) -> Records:
    return Records(open_table(path), **options)  # type: ignore[arg-type]  # options of tests are texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_and_separator_are_found_out(put: Put, encoding: str, separator: str, newline: str) -> None:
    lines = ["año|niña|peso", "2019|sí|1.5", "2020|no|2.25", "2021|mañana|"]
    path = put(newline.join(lines).replace("|", separator) + newline, encoding)
    found = records(path)
    assert found.names == ("año", "niña", "peso")
    assert found.codes("niña").labels == ("mañana", "no", "sí")
    np.testing.assert_array_equal(found.numbers("peso"), [1.5, 2.25, np.nan])
    assert find_encoding(path) == found.table.encoding


def test_decimal_commas_are_recognised(put: Put) -> None:
    found = records(put("a;b;c\n1,5;1.234,5;007\n-2,25;2;1\n;3;2\n"))
    np.testing.assert_array_equal(found.numbers("a"), [1.5, -2.25, np.nan])
    np.testing.assert_array_equal(found.numbers("b"), [1234.5, 2, 3])
    np.testing.assert_array_equal(found.numbers("c"), [7, 1, 2])


def test_marks_that_fit_both_ways_are_asked(put: Put) -> None:
    path = put("a;b;c\n1.234;2,345;1\n5.678;3,456;2\n")
    for column in ("a", "b"):
        with pytest.raises(DecimalMarkError) as caught:
            records(path).numbers(column)
        assert (caught.value.file_row, caught.value.column) == (2, column)
    np.testing.assert_array_equal(records(path, decimal="point").numbers("a"), [1.234, 5.678])
    np.testing.assert_array_equal(records(path, decimal="point").numbers("b"), [2345, 3456])
    np.testing.assert_array_equal(records(path, decimal="comma").numbers("a"), [1234, 5678])
    np.testing.assert_array_equal(records(path, decimal="comma").numbers("b"), [2.345, 3.456])


def test_a_point_beside_commas_separates_decimals(put: Put) -> None:
    np.testing.assert_array_equal(records(put("a,b\n1.234,1\n5.678,2\n")).numbers("a"), [1.234, 5.678])


def test_marks_of_missing_are_no_numbers_and_no_codes(put: Put) -> None:
    marks = ["NA", "N/D", "S/D", "Sin dato", "NS/NR", "..", "--", "<NA>", "missing", "#REF!", "#DIV/0!", "*"]
    found = records(put("a;b\n" + "".join(f"{mark};{mark}\n" for mark in marks) + "3;x\n"))
    assert np.isnan(found.numbers("a")[:-1]).all()
    assert found.numbers("a")[-1] == 3
    assert found.codes("b").labels == ("x",)
    assert found.codes("b").missing.sum() == len(marks)
    assert str(found.notes[1]) == (
        "Marks of missing values in the column «b»: N/D, S/D, Sin dato, NS/NR, .., … (cells: 9)."
    )


def test_spellings_of_one_code_are_one_and_accents_are_of_one_kind(put: Put) -> None:
    found = records(put("sexo;an\u0303o\nnin\u0303o;1\nNiño;2\nniño ;3\n niño;1\nniña;2\n"))
    assert found.codes("sexo").labels == ("niña", "niño")
    np.testing.assert_array_equal(found.codes("sexo").places, [1, 1, 1, 1, 0])
    assert "such as Niño." in str(found.notes[0])
    assert found.numbers("año").tolist() == [1, 2, 3, 1, 2]


def test_codes_that_mean_missing_can_be_said(put: Put) -> None:
    path = put("a,b\n1,9\n99,2\n3,1\n")
    found = Records(open_table(path), missing={"a": ["99"], "b": ["09"]})
    np.testing.assert_array_equal(found.numbers("a"), [1, np.nan, 3])
    np.testing.assert_array_equal(found.codes("b").missing, [True, False, False])


def test_one_code_written_in_several_ways_is_one_and_remarked(put: Put) -> None:
    found = records(put("a;b;c\n1;1.1;01\n01;1.10;1\n1.0;1.1;x\n000;;x\n0;1.10;x\n2;1.1;x\n"))
    assert found.codes("a").labels == ("0", "01", "2")
    np.testing.assert_array_equal(found.codes("a").places, [1, 1, 1, 0, 0, 2])
    assert "in several ways, such as 000, 1, 1.0." in str(found.notes[0])
    assert found.codes("b").labels == ("1.1", "1.10")
    assert found.codes("c").labels == ("01", "1", "x"), "codes beside letters keep their zeros"
    assert len(found.notes) == 1


def test_rows_are_counted_as_a_spreadsheet_does(put: Put) -> None:
    path = put('\n\na;b\n1;"two\nlines"\n;\n\n2;x\n;;\nno;y\n'.replace(";;\n", ";\n"))
    found = records(path)
    assert found.n == 3
    assert [found.row(place) for place in range(3)] == [4, 7, 9]
    assert found.table.blank_rows == 3
    with pytest.raises(NotANumberError) as caught:
        found.numbers("a")
    assert caught.value.file_row == 9


def test_a_header_below_titles_can_be_said(put: Put) -> None:
    path = put("Encuesta;;\nde 2019;;\na;b;c\n1;2;3\n")
    table = open_table(path, header=3)
    assert (table.names, table.rows.tolist()) == (("a", "b", "c"), [4])


@pytest.mark.parametrize("quoted", [False, True])
def test_ragged_rows_are_named_even_behind_a_block(put: Put, quoted: bool) -> None:
    filler = '"x;y";' if quoted else "xy;"
    rows = [f"{i};{filler}{'z' * 90}" for i in range(BLOCK // 90)]
    rows[-3] = "7;8"
    with pytest.raises(RaggedRowError) as caught:
        open_table(put("a;b;c\n" + "\n".join(rows) + "\n"))
    assert caught.value.file_row == len(rows) - 1


def test_the_scan_agrees_over_block_borders() -> None:
    line = b'12,"a,""b""\nc",3\n'
    content = line * (BLOCK // len(line) + 5)
    found = scan_rows(content, ",", 3)
    assert found is not None
    assert found.sum() == len(content) // len(line)


def test_odd_quotation_marks_are_read_cell_by_cell(put: Put) -> None:
    found = records(put('a,b,c\n1,5" pipe,2\n3,x,4\n'))
    assert found.text("b").tolist() == ['5" pipe', "x"]
    np.testing.assert_array_equal(found.numbers("c"), [2, 4])


def test_parquet_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "cells.parquet"
    frame = {
        "code": ["01", None, "03"],
        "n": [1, None, 3],
        "share": [0.5, None, float("inf")],
        "ok": [True, False, None],
    }
    pl.DataFrame(frame).write_parquet(path)
    found = records(path)
    assert found.codes("code").labels == ("01", "03")
    np.testing.assert_array_equal(found.numbers("n"), [1, np.nan, 3])
    assert found.codes("ok").labels == ("false", "true")
    assert found.row(0) == 1
    with pytest.raises(NotFiniteError) as caught:
        found.numbers("share")
    assert caught.value.file_row == 3


def test_a_wrong_encoding_is_said(put: Put) -> None:
    with pytest.raises(UnreadableFileError):
        open_table(put("año\nseñal\n", "cp1252"), encoding="utf-8")


def test_many_distinct_texts_are_read_again_when_asked_again(put: Put) -> None:
    path = put("id,x\n" + "".join(f"c{i},{i % 3}\n" for i in range(30_000)))
    found = Records(open_table(path), wanted=["id", "x"])
    assert len(found.codes("id").labels) == 30_000
    assert found.text("id")[29_999] == "c29999"
    assert found.numbers("x").sum() == 30_000
    with pytest.raises(FileError):
        found.numbers("id")
