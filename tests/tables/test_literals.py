"""Case 19: formulas of a text table that only spell a text are read as it; nothing else is ever computed."""

from pathlib import Path

import pytest

from tests.tables.builders import column_cells, read, text_file


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=CONCATENAR(0,01) ", "01"),
        ("=CONCATENAR( ,10)", "10"),
        ("=concatenate(0;7;101)", "07101"),
        ('=CONCATENATE("07","101")', "07101"),
        ('="07101"', "07101"),
        (' ="071010001017A"', "071010001017A"),
        ('=""', ""),
    ],
)
def test_a_spelled_text_is_read_and_remarked(tmp_path: Path, cell: str, text: str) -> None:
    quoted = cell.replace('"', '""')
    table = read(text_file(tmp_path / "a.csv", f'clave,n\n"{quoted}",1\nx,2\n"{quoted}",3\n'))
    assert column_cells(table, "clave") == [text, "x", text]
    assert [(problem.row, problem.column) for problem in table.problems] == [(None, "clave")]
    assert "(cells: 2)" in str(table.problems[0].message)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=A1",
        "=SUM(1,2)",
        '=HYPERLINK("http://x","y")',
        "=CONCATENAR(A1,2)",
        "=CONCATENAR(1+1,2)",
        '=CONCATENAR("a"&"b")',
        "=cmd|' /C calc'!A0",
        '="a"&"b"',
        "x=CONCATENAR(0,1)",
    ],
)
def test_any_other_formula_stays_the_text_it_is(tmp_path: Path, cell: str) -> None:
    quoted = cell.replace('"', '""')
    table = read(text_file(tmp_path / "a.csv", f'clave,n\n"{quoted}",1\n'))
    assert column_cells(table, "clave") == [cell]
    assert not table.problems
