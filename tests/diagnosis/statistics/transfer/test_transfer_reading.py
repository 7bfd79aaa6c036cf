import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.transfer.cell_errors import (
    AmbiguousCountError,
    LackingColumnError,
    MissingAreaError,
    MissingCountError,
    NoCellsError,
    RepeatedHeaderError,
    TextInCountsError,
    TwoRolesError,
    UnreadableCellsError,
    UnusableCountError,
)
from diagnosis.statistics.transfer.cells import ProfileCells
from diagnosis.statistics.transfer.reading import read_cells, row_of_code
from diagnosis.statistics.transfer.text_cells import CsvForm


def written(folder: Path, text: str | bytes, name: str = "cells.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def packed(folder: Path, **columns: Any) -> Path:
    path = folder / "cells.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def read(path: Path, form: CsvForm | None = None) -> ProfileCells:
    return read_cells(path, area="area", counts="n", columns=["sex"], form=form)


def counted(cells: ProfileCells) -> dict[tuple[str, str | None], float]:
    sex = cells.columns["sex"]
    labels = [*sex.labels, None]
    found: dict[tuple[str, str | None], float] = {}
    for place, code, n in zip(cells.areas.places, sex.places, cells.counts, strict=True):
        key = cells.areas.labels[place], labels[code]
        assert key not in found
        found[key] = float(n)
    return found


def test_like_rows_are_added_and_codes_keep_their_zeros(tmp_path: Path) -> None:
    cells = read(written(tmp_path, "area,sex,n\n01,1,3\n01,2,4\n01,1,2.5\n1,1,7\n"))
    assert counted(cells) == {("01", "1"): 5.5, ("01", "2"): 4, ("1", "1"): 7}
    assert cells.rows == 4
    [message] = cells.warnings
    assert "01 = 1" in str(message)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffarea;sex;n\r\n01;1;3\r\n01;2;4\r\n",
        "area\tsex\tn\n01\t1\t3\n01\t2\t4",
        '"area","sex","n"\n"01","1","3"\n"01","2","4"\n',
        "\n\n area ,sex,n\n01,1,3\n01,2,4\n\n\n",
        "area,sex,n,other\n01,1,3,x\n01,2,4,\n",
        "n,sex,area\n3,1,01\n4,2,01\n",
        "area,sex,n\n01,1,3\n,,\n01,2,4\n",
        "area,sex,n\n01,1,3\n 01 ,2,4\n",
    ],
)
def test_texts_of_many_forms_are_read_alike(tmp_path: Path, text: str) -> None:
    assert counted(read(written(tmp_path, text))) == {("01", "1"): 3, ("01", "2"): 4}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "mac_roman"])
def test_other_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "area,sex,n\nÑuñoa,niña,3\nÑuñoa,niño,4\n".encode(encoding))
    assert counted(read(path)) == {("Ñuñoa", "niña"): 3, ("Ñuñoa", "niño"): 4}


def test_an_encoding_and_a_separator_may_be_said(tmp_path: Path) -> None:
    path = written(tmp_path, "Título\narea|sex|n\nÑ|niña|3,5\n".encode("latin-1"))
    form = CsvForm("|", "latin-1", 2, "comma")
    assert counted(read(path, form)) == {("Ñ", "niña"): 3.5}


def test_a_point_between_semicolons_is_asked_about(tmp_path: Path) -> None:
    for counts in ("1.234;1.000", "1.000;12", "5;1.234"):
        one, other = counts.split(";")
        path = written(tmp_path, f"area;sex;n\n01;1;{one}\n01;2;{other}\n")
        with pytest.raises(AmbiguousCountError, match=r"1\.(234|000)"):
            read(path)
    path = written(tmp_path, "area;sex;n\n01;1;1.234\n01;2;1.234.567\n")
    assert counted(read(path, CsvForm(decimal="comma"))) == {("01", "1"): 1234, ("01", "2"): 1234567}
    path = written(tmp_path, "area;sex;n\n01;1;1.234\n01;2;1\n")
    assert counted(read(path, CsvForm(decimal="point"))) == {("01", "1"): 1.234, ("01", "2"): 1}
    path = written(tmp_path, "area;sex;n\n01;1;1.5\n01;2;1.234\n")
    assert counted(read(path)) == {("01", "1"): 1.5, ("01", "2"): 1.234}
    with pytest.raises(TextInCountsError, match="x"):
        read(written(tmp_path, "area;sex;n\n01;1;x\n"), CsvForm(decimal="comma"))


def test_a_code_that_is_no_number_further_down_is_kept(tmp_path: Path) -> None:
    """The first two thousand rows look like numbers."""
    text = "area,sex,n\n" + "01,1,1\n" * 40_000 + "01,X,5\n01,02,6\n"
    assert counted(read(written(tmp_path, text))) == {("01", "1"): 40_000, ("01", "X"): 5, ("01", "02"): 6}


def test_codes_with_zeros_in_front_stay_texts(tmp_path: Path) -> None:
    assert counted(read(written(tmp_path, "area,sex,n\n01,01,1\n01,02,5\n"))) == {
        ("01", "01"): 1,
        ("01", "02"): 5,
    }


def test_blank_codes_stay_blank(tmp_path: Path) -> None:
    text = "area,sex,n\n01,1,3\n01,,4\n"
    assert counted(read(written(tmp_path, text))) == {("01", "1"): 3, ("01", None): 4}
    path = packed(tmp_path, area=["01", "01"], sex=[1, None], n=[3, 4])
    assert counted(read(path)) == {("01", "1"): 3, ("01", None): 4}


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("area,sex,n\n01,1,\n01,1,2\n", MissingCountError, "1"),
        ("area,sex,n\n01,1,-1\n01,1,9\n", UnusableCountError, "01"),
        ("area,sex,n\n01,1,inf\n", UnusableCountError, "01"),
        ("area,sex,n\n01,1,many\n", TextInCountsError, "many"),
        ("area,sex,n\n01,1,NaN\n", MissingCountError, "1"),
        ("area,sex,n\n,1,2\n01,1,2\n", MissingAreaError, "1"),
        ("area,sex,n\n  ,1,2\n", MissingAreaError, "1"),
        ("area,sex,n\n01,1,0\n", NoCellsError, "no child"),
        ("area,sex,n\n", NoCellsError, "no child"),
        ("", NoCellsError, "no child"),
        ("\n\n", NoCellsError, "no child"),
        ("area,sex\n01,1\n", LackingColumnError, "“n”.*area, sex"),
        ("area,sex,n,n\n01,1,2,3\n", RepeatedHeaderError, "“n” more than once"),
        ("area,sex,n\n01,1,2,3,4\n", UnreadableCellsError, "CSV"),
        (b"\x00\x01\x02\x03\x04", UnreadableCellsError, "CSV"),
        (b"PAR1 but nothing more", UnreadableCellsError, "Parquet"),
    ],
)
def test_what_cannot_be_counted_is_named(
    tmp_path: Path, text: str | bytes, fault: type[AnalysisError], words: str
) -> None:
    with pytest.raises(fault, match=words):
        read(written(tmp_path, text))


def test_the_row_of_a_text_among_counts_is_told(tmp_path: Path) -> None:
    with pytest.raises(TextInCountsError, match="1 200") as error:
        read(written(tmp_path, "area,sex,n\n01,1,3\n01,1,1 200\n"))
    assert error.value.row == 1


@pytest.mark.parametrize(
    ("text", "fault", "column", "row"),
    [
        ("area,sex,n\n01,1,3\n01,2,\n", MissingCountError, "n", 3),
        ("\n\narea,sex,n\n01,1,3\n01,2,NA\n", MissingCountError, "n", 5),
        ("area,sex,n\n01,1,3\n01,2,*\n01,1,*\n", MissingCountError, "n", 3),
        ("area,sex,n\n01,1,-3\n01,2,1\n", UnusableCountError, "n", 2),
        ("area,sex,n\n01,1,3\n,2,1\n", MissingAreaError, "area", 3),
        ("area,sex,n\n01,1,3\n01,2,few\n", TextInCountsError, "n", 3),
    ],
)
def test_a_fault_names_row_and_column(
    tmp_path: Path, text: str, fault: type[AnalysisError], column: str, row: int
) -> None:
    with pytest.raises(fault) as error:
        read(written(tmp_path, text))
    assert (error.value.column, error.value.file_row) == (column, row)


def test_marks_of_missing_counts_are_all_counted(tmp_path: Path) -> None:
    with pytest.raises(MissingCountError, match="count: 2"):
        read(written(tmp_path, "area,sex,n\n01,1,3\n01,2,*\n01,1,*\n"))


def test_codes_and_counts_that_mean_missing_are_blank(tmp_path: Path) -> None:
    path = written(tmp_path, "area,sex,n\n01,1,3\n01,09,4\n01,N/D,5\n")
    cells = read_cells(path, area="area", counts="n", columns=["sex"], missing={"sex": ["9"]})
    assert sum(cells.counts[cells.columns["sex"].places < 0]) == 9
    with pytest.raises(MissingCountError):
        read_cells(path, area="area", counts="n", missing={"n": ["5", "x"]})
    with pytest.raises(MissingAreaError):
        read_cells(path, area="area", counts="n", missing={"area": ["01"]})


def test_accents_written_in_two_ways_are_one_code(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "Ñ,niña,3\n") + "Ñ,niña,4\n"
    cells = read(written(tmp_path, "area,sex,n\n" + text))
    assert (cells.areas.labels, cells.columns["sex"].labels, cells.children) == (("Ñ",), ("niña",), 7)


def test_the_first_row_of_a_code_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "area,sex,n\n01,1,3\n01,9,4\n01,,5\n")
    assert row_of_code(path, "sex", ["9"], CsvForm()) == 3
    assert row_of_code(path, "sex", [], CsvForm()) == 4
    assert row_of_code(path, "sex", ["7"], CsvForm()) is None
    assert row_of_code(path, "age", ["7"], CsvForm()) is None
    assert (
        row_of_code(packed(tmp_path, area=["1"] * 2, sex=[1.0, 9.0], n=[1, 2]), "sex", ["9"], CsvForm()) == 2
    )


@pytest.mark.parametrize(
    ("counts", "fault"),
    [
        ([1, None], MissingCountError),
        ([1.0, float("nan")], MissingCountError),
        ([5, -1], UnusableCountError),
        ([1.0, float("inf")], UnusableCountError),
        (["1", "two"], TextInCountsError),
        ([True, False], TextInCountsError),
        ([None, None], MissingCountError),
    ],
)
def test_counts_of_parquet_are_checked(tmp_path: Path, counts: list[Any], fault: type[AnalysisError]) -> None:
    with pytest.raises(fault):
        read(packed(tmp_path, area=["01", "01"], sex=[1, 1], n=counts))


def test_numbers_written_as_texts_in_parquet_are_numbers(tmp_path: Path) -> None:
    assert counted(read(packed(tmp_path, area=["01"], sex=["a"], n=["12.5"]))) == {("01", "a"): 12.5}


@pytest.mark.parametrize("kind", [pl.Int8, pl.Int32, pl.UInt64, pl.Float64, pl.Decimal(10, 2)])
def test_counts_of_every_kind_add_without_overflow(tmp_path: Path, kind: Any) -> None:
    path = tmp_path / "cells.parquet"
    frame = pl.DataFrame({"area": ["01"] * 500, "sex": [1] * 500, "n": [100] * 500})
    frame.with_columns(pl.col("n").cast(kind)).write_parquet(path)
    assert counted(read(path)) == {("01", "1"): 50_000}


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([True, False, None], {"1", "0", None}),
        ([1.0, 2.0, None], {"1", "2", None}),
        (["a", " b ", ""], {"a", "b", None}),
    ],
)
def test_codes_of_every_kind_become_texts(tmp_path: Path, values: list[Any], labels: set[str | None]) -> None:
    found = counted(read(packed(tmp_path, area=["01"] * 3, sex=values, n=[1, 2, 3])))
    assert {label for _area, label in found} == labels


def test_categories_of_parquet_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "cells.parquet"
    frame = pl.DataFrame({"area": ["01", "02"], "sex": ["a", "b"], "n": [1, 2]})
    frame.with_columns(pl.col("area", "sex").cast(pl.Categorical)).write_parquet(path)
    assert counted(read(path)) == {("01", "a"): 1, ("02", "b"): 2}


@pytest.mark.parametrize("areas", [[1, 1102], [1.0, 1102.0]])
def test_codes_of_areas_that_are_numbers_are_said(tmp_path: Path, areas: list[Any]) -> None:
    cells = read(packed(tmp_path, area=areas, sex=[1, 1], n=[1, 2]))
    assert cells.areas.labels == ("1", "1102")
    [message] = cells.warnings
    assert "leading zeros" in str(message)


def test_a_variable_that_is_not_there_is_lacking_in_the_result(tmp_path: Path) -> None:
    cells = read_cells(
        written(tmp_path, "area,n\n01,3\n01,4\n"), area="area", counts="n", columns=["sex", "age"]
    )
    assert (dict(cells.columns), cells.counts.tolist()) == ({}, [7])


def test_a_column_has_one_role(tmp_path: Path) -> None:
    path = written(tmp_path, "area,sex,n\n01,1,3\n")
    with pytest.raises(TwoRolesError, match="area"):
        read_cells(path, area="area", counts="n", columns=["area"])
    with pytest.raises(TwoRolesError):
        read_cells(path, area="n", counts="n")


rows = st.lists(
    st.tuples(
        st.sampled_from(("01", "1", "007", "Ñ", "a b")),
        st.sampled_from(("1", "2", "x", "")),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=30,
).filter(lambda found: sum(n for _area, _sex, n in found) > 0)


@given(rows)
@settings(max_examples=25, deadline=None)
def test_csv_and_parquet_hold_the_same(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("cells")
    text = "area,sex,n\n" + "".join(f"{area},{sex},{n}\n" for area, sex, n in found)
    by_hand: dict[tuple[str, str | None], float] = {}
    for area, sex, n in found:
        by_hand[area, sex or None] = by_hand.get((area, sex or None), 0) + n
    columns = {
        "area": [area for area, _sex, _n in found],
        "sex": [sex or None for _area, sex, _n in found],
        "n": np.array([n for _area, _sex, n in found], dtype=np.int16),
    }
    assert counted(read(written(folder, text))) == by_hand
    assert counted(read(packed(folder, **columns))) == by_hand
