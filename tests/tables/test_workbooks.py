"""Workbooks as people keep them: sheets, formats, formulas, errors, dates."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from clrisk_site.tables.raw import FileKind, Sheet
from tests.tables.builders import (
    RESULTS,
    column_cells,
    messages,
    preview,
    read,
    refusal,
    rows_xml,
    sheet_xml,
    workbook,
    workbook_parts,
    zipped,
)


def test_numbers_look_as_they_were_typed(tmp_path: Path) -> None:
    table = read(workbook(tmp_path / "a.xlsx", [["n"], [7101], [0.1], [-3.5], [1e-7], [123456789012]]))
    assert column_cells(table, "n") == ["7101", "0.1", "-3.5", "1e-07", "123456789012"]
    assert table.typed == {0}


def test_dates_and_truth_values_become_plain_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["when", "moment", "yes"])
    sheet.append([dt.date(2024, 1, 31), dt.datetime.fromisoformat("2024-01-31 08:30"), True])
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert [column_cells(table, name)[0] for name in table.headers] == [
        "2024-01-31",
        "2024-01-31 08:30:00",
        "TRUE",
    ]


def test_case_18_a_formula_without_value_is_a_row_error(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["clave", "valor"], ["07101", "=1+1"], ["07078", 2]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    found = preview(tmp_path / "a.xlsx")
    assert [(row, column) for row, column, _ in messages(found)] == [(2, "valor")]
    assert "Formula without value" in messages(found)[0][2]
    assert (found.new, found.refused) == (1, 1)


def test_case_18_a_formula_with_a_value_is_that_value(tmp_path: Path) -> None:
    cells = rows_xml([["clave", "valor"]]) + (
        '<row r="2"><c r="A2" t="str"><f>"0"&amp;"7101"</f><v>07101</v></c>'
        '<c r="B2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>07078</t></is></c>'
        '<c r="B3" t="str"><f>""</f><v></v></c></row>'
    )
    table = read(zipped(tmp_path / "a.xlsx", workbook_parts(sheet_xml(cells))))
    assert column_cells(table, "clave") == ["07101", "07078"]
    assert column_cells(table, "valor") == ["2", ""]
    assert not table.problems


def test_case_28_errors_of_the_spreadsheet_are_row_errors_and_na_is_missing(tmp_path: Path) -> None:
    cells = rows_xml([["clave", "valor"]]) + (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>07101</t></is></c><c r="B2" t="e"><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>07078</t></is></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    )
    found = preview(zipped(tmp_path / "a.xlsx", workbook_parts(sheet_xml(cells))))
    assert messages(found) == [
        (2, "valor", "«#DIV/0!» is an error of the spreadsheet. Correct the formula or clear the cell.")
    ]
    assert (found.new, found.refused) == (1, 1)


def test_case_21_the_format_00000_is_honoured(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["clave", "parte"], [7101, 0.125], [7078, 0.07]):
        sheet.append(row)
    for row_number in (2, 3):
        sheet.cell(row_number, 1).number_format = "00000"
        sheet.cell(row_number, 2).number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert column_cells(table, "clave") == ["07101", "07078"]
    assert column_cells(table, "parte") == ["12.5%", "7%"]


def test_case_33_sheets_are_listed_with_the_hidden_ones_and_one_is_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, state in (("Notas", "hidden"), ("Vacía", "visible"), ("Datos", "visible"), ("Más", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        if title != "Vacía":
            sheet.append(["clave"])
            sheet.append([title])
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx")
    assert table.source.sheet == "Datos"
    assert table.source.sheets == (
        Sheet("Notas", hidden=True),
        Sheet("Vacía"),
        Sheet("Datos"),
        Sheet("Más"),
    )
    assert column_cells(read(tmp_path / "a.xlsx", sheet="notas"), "clave") == ["Notas"]
    said = refusal(tmp_path / "a.xlsx", sheet="Hoja 9")
    assert "no sheet called «Hoja 9»" in said
    assert "Notas, Vacía, Datos, Más" in said


def test_case_13_a_workbook_without_cells_is_empty(tmp_path: Path) -> None:
    assert "is empty" in refusal(zipped(tmp_path / "a.xlsx", workbook_parts(sheet_xml(""))))


def test_columns_left_of_the_table_do_not_shift_it(tmp_path: Path) -> None:
    rows = [[None, None, None], [None, "clave", "valor"], [None, "07101", 3]]
    table = read(workbook(tmp_path / "a.xlsx", rows))
    assert table.headers == ("clave", "valor")
    assert table.row_numbers.tolist() == [3]
    assert not messages(preview(tmp_path / "a.xlsx", RESULTS))


def test_a_workbook_whose_sheet_is_missing_is_no_workbook(tmp_path: Path) -> None:
    parts = workbook_parts("")
    del parts["xl/worksheets/sheet1.xml"]
    assert "not a valid workbook" in refusal(zipped(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize("broken", ["<worksheet", "<worksheet><sheetData><row r='1'><c r='A1'>", ""])
def test_a_broken_sheet_is_refused(tmp_path: Path, broken: str) -> None:
    said = refusal(zipped(tmp_path / "a.xlsx", workbook_parts(broken)))
    assert "not a valid workbook" in said or "is empty" in said


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Notas"/><table:table table:name="Datos">
<table:table-row><table:table-cell office:value-type="string"><text:p>clave</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>población</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>07101</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="604147"><text:p>604 147</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_case_14_a_sheet_of_libre_office_is_read(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    parts = {
        "mimetype": kind,
        "META-INF/manifest.xml": manifest,
        "content.xml": ODS.replace("\n xmlns", " xmlns").replace("\n", ""),
    }
    table = read(zipped(tmp_path / "datos", parts))
    assert table.source.kind is FileKind.ODS
    assert [sheet.name for sheet in table.source.sheets] == ["Notas", "Datos"]
    assert table.source.sheet == "Datos"
    assert (table.headers, column_cells(table, "clave")) == (("clave", "población"), ["07101"])
    assert column_cells(table, "población") == ["604147"]


def test_case_16_macros_are_passed_over(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    )
    parts = workbook_parts(sheet_xml(cells)) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
    assert len(read(zipped(tmp_path / "datos.xlsm", parts), header_row=1)) == 1
