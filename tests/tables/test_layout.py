"""Case 32: title rows, headers of two rows, totals and notes are proposed; each proposal can be changed."""

from pathlib import Path

import openpyxl

from clrisk_site.tables.readers.layout import propose_header
from tests.tables.builders import column_cells, read, refusal, text_file, workbook


def said(path: Path, **choices: int) -> list[tuple[int | None, str]]:
    return [(problem.row, str(problem.message)) for problem in read(path, **choices).problems]  # type: ignore[arg-type]  # int choices only


def test_case_32_title_rows_above_the_header_are_skipped(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv",
        '"Población total"\n""\n"Consulta de: Población"\nclave,nombre,total\n07101,Tuxtla,5\n',
    )
    table = read(path)
    assert (table.layout.header_row, table.layout.title_rows) == (4, 2)
    assert table.headers == ("clave", "nombre", "total")
    assert table.row_numbers.tolist() == [5]


def test_case_32_the_header_row_can_be_changed(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "a,b\nc,d\n1,2\n")
    assert read(path, header_row=2).headers == ("c", "d")
    assert read(path, header_row=2, header_rows=2).headers == ("a · c", "b · d")
    assert "cannot be the header" in refusal(path, header_row=9)
    assert "cannot be the header" in refusal(text_file(tmp_path / "b.csv", "a,b\n\n1,2\n"), header_row=2)


def test_case_32_merged_headings_are_joined_with_the_names_below(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Cuadro 1"],
        ["Municipio", "Población", None, "Riesgo"],
        [None, "Niñas", "Niños", None],
        ["07101", 10, 20, 0.5],
        ["07078", 30, 40, 0.25],
    ):
        sheet.append(row)
    for area in ("A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert table.headers == ("Municipio", "Población · Niñas", "Población · Niños", "Riesgo")
    assert (table.layout.header_row, table.layout.header_rows) == (3, 2)
    assert column_cells(table, "Población · Niños") == ["20", "40"]


def test_case_32_group_headings_over_a_full_header_are_joined() -> None:
    rows = [
        ["", "", "Niñas", "", "Niños", ""],
        ["clave", "nombre", "5-9", "10-17", "5-9 a", "10-17 a"],
        ["07101", "Tuxtla", "1", "2", "3", "4"],
    ]
    header = propose_header(rows)
    assert header is not None
    assert header.rows == 2
    assert header.texts == (
        "clave",
        "nombre",
        "Niñas · 5-9",
        "Niñas · 10-17",
        "Niños · 5-9 a",
        "Niños · 10-17 a",
    )


def test_case_32_short_names_below_long_ones_are_the_header() -> None:
    rows = [
        ["Clave de la entidad", "Nombre", "Población total"],
        ["", "", ""],
        ["CVE_ENT", "NOM_ENT", "POB_TOT"],
        ["07", "Chiapas", "5,543,828"],
    ]
    header = propose_header(rows)
    assert header is not None
    assert (header.row, header.texts) == (3, ("CVE_ENT", "NOM_ENT", "POB_TOT"))


def test_case_32_a_table_of_texts_keeps_its_first_row_as_header() -> None:
    rows = [["entidad", "nivel"], ["Chiapas", "alto"], ["Puebla", "medio"], ["Colima", "bajo"]]
    header = propose_header(rows)
    assert header is not None
    assert header.row == 1


def test_case_32_a_totals_row_is_flagged_and_left_out(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,niñas,niños\n07101,10,20\n07078,30,40\n07097,5,5\n,45,65\n")
    table = read(path)
    assert (table.layout.totals_row, table.layout.last_row) == (5, 4)
    assert said(path) == [
        (5, "This row adds up the others, so it was left out. Change the last row if it is not a total.")
    ]
    assert len(read(path, last_row=5)) == 4


def test_case_32_a_row_called_total_is_flagged_though_it_does_not_add_up(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["clave", "n"], ["07101", 10], ["07078", 30], ["Total general", 41]]
    )
    assert read(path).layout.totals_row == 4


def test_case_32_the_last_of_equal_rows_is_no_total(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,n\n07101,0\n07078,0\n07097,0\n")
    assert read(path).layout.totals_row is None
    assert len(read(path)) == 3


def test_case_32_notes_below_are_flagged_and_left_out(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv",
        'clave,nombre,n\n07101,Tuxtla,5\n07078,San Cristóbal,6\n\n"FUENTE: INEGI, 2020."\n* preliminar\n',
    )
    table = read(path)
    assert table.row_numbers.tolist() == [2, 3]
    assert table.layout.note_rows == 2
    assert said(path) == [
        (5, "From this row on there are notes below the table; they were left out (rows: 2).")
    ]


def test_case_32_a_total_on_top_is_pointed_at(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,nombre,n\n,Total,11\n07101,Tuxtla,5\n07078,San Cristóbal,6\n")
    assert said(path) == [(2, "This row adds up others. Remove it if it is a total.")]


def test_columns_without_header_are_named_by_their_letter(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", ",nombre,\n07101,Tuxtla,5\n07078,San Cristóbal,6\n"))
    assert table.headers == ("(A)", "nombre", "(C)")


def test_the_first_rows_are_kept_for_choosing_the_header(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "Título\nclave,n\n07101,5\n"))
    assert table.top[:3] == (("Título",), ("clave", "n"), ("07101", "5"))


def test_rows_of_text_above_the_first_number_are_no_second_header(tmp_path: Path) -> None:
    table = "programa,dependencia,cupo\nBecas,DIF,alto\nComedor,SEP,bajo\nHuerto,DIF,120\n"
    assert read(text_file(tmp_path / "a.csv", table)).layout.header_row == 1


def test_case_32_many_lines_of_title_are_no_table(tmp_path: Path) -> None:
    notes = "".join(f"nota {number},,\n" for number in range(30))
    table = read(text_file(tmp_path / "a.csv", f"{notes}clave,clase,n\n07101,alto,1\n"))
    assert (table.layout.header_row, table.layout.title_rows) == (31, 30)


def test_case_32_headings_merged_over_several_names_are_joined(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Población", None, "Riesgo", None],
        ["clave", "total", "valor", "clase"],
        ["07101", 5, 1, "alto"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert table.headers == ("Población · clave", "Población · total", "Riesgo · valor", "Riesgo · clase")
    assert table.layout.header_rows == 2


def test_case_32_a_title_merged_over_two_names_is_no_heading(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Número de programas: 2", None, None], ["clave", "nombre", "n"], ["07101", "Tuxtla", 1]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").headers == ("clave", "nombre", "n")


def test_case_32_cells_merged_downwards_are_remarked_and_never_filled_in(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["estado", "clave", "n"], ["Chiapas", "07101", 1], [None, "07078", 2], [None, "07097", 3]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    assert column_cells(read(tmp_path / "a.xlsx"), "estado") == ["Chiapas", "", ""]
    (problem,) = read(tmp_path / "a.xlsx").problems
    assert (problem.row, problem.column) == (2, "estado")
    assert "merged over 3 rows" in str(problem.message)


def test_case_32_a_total_taken_back_is_data_and_pointed_at(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv", "clave,niñas,niños\n07101,10,20\n07078,30,40\nTotal,40,60\n\nFuente: INEGI,,\n"
    )
    table = read(path, last_row=4)
    assert (table.layout.totals_row, table.layout.note_row, table.layout.end_row) == (None, 6, 6)
    assert table.cells(0)[-1] == "Total"
    assert said(path, last_row=4) == [
        (4, "This row adds up others. Remove it if it is a total."),
        (6, "From this row on there are notes below the table; they were left out (rows: 1)."),
    ]
    assert table.bottom == ((6, ("Fuente: INEGI", "", "")),)
    assert said(path, last_row=6) == [(4, "This row adds up others. Remove it if it is a total.")]


def test_case_32_a_named_row_that_happens_to_add_up_is_kept_and_pointed_at(tmp_path: Path) -> None:
    """Small counts often add up by chance."""
    text = "municipio,casos\nTuxtla Gutiérrez,0\nChiapa de Corzo,1\nBerriozábal,0\nSuchiapa,1\n"
    path = text_file(tmp_path / "a.csv", text)
    assert (len(read(path)), read(path).layout.totals_row) == (4, None)
    assert any(row == 5 and "adds up" in text for row, text in said(path))


def test_case_32_totals_inside_are_pointed_at_one_by_one_or_counted(tmp_path: Path) -> None:
    rows = "".join(f"0710{number},{number}\nSubtotal,{number}\n" for number in range(3)) + "07109,9\n"
    assert [row for row, _ in said(text_file(tmp_path / "a.csv", f"clave,n\n{rows}"))] == [3, 5, 7]
    rows = "".join(f"0710{number},{number}\nTotal,{number}\n" for number in range(9)) + "07109,9\n"
    assert said(text_file(tmp_path / "b.csv", f"clave,n\n{rows}")) == [
        (3, "9 rows are called «Total»; this is the first. Remove them if they add up others.")
    ]


def test_a_header_row_that_is_proposed_keeps_its_two_rows_when_it_is_named(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", ",,Niñas,,Niños\nclave,nombre,5-9,10-17,5-17\n07101,T,1,2,3\n")
    table = read(path)
    assert table.layout.header_rows == 2
    assert read(path, header_row=2).headers == table.headers
    assert read(path, header_row=2, header_rows=1).headers[2] == "5-9"


def test_case_32_what_a_table_of_ours_says_of_itself_below_its_rows_is_left_out(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,n\n07101,1\n07078,2\n\n# Plan de acción\n# Fuente: INEGI\n")
    table = read(path)
    assert (len(table), table.layout.note_row, table.layout.note_rows) == (2, 5, 2)


def test_case_32_in_two_columns_a_blank_value_is_no_note(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "clave,n\n07101,1\nSan Cristóbal,\n")
    assert len(read(path)) == 2
    path = text_file(tmp_path / "b.csv", "clave,n\n07101,1\n07078,2\n\nFuente: INEGI\n")
    assert read(path).layout.note_row == 5
