"""Cases of the corpus that are about what is read, in this process: the reading itself is the subject."""

import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from clrisk_site.figures.message import says
from clrisk_site.tables.raw import FileKind
from clrisk_site.tables.spec import Column, Kind
from tests.tables.builders import (
    LEVEL,
    TERRITORY,
    VALUE,
    column_cells,
    make_spec,
    messages,
    preview,
    read,
    refusal,
    rows_xml,
    sheet_xml,
    text_file,
    workbook,
    workbook_parts,
    zipped,
)
from tests.tables.corpus.good import GOOD, SMALL, new_book
from tests.tables.corpus.hostile import good_book
from tests.tables.corpus.in_process import reading_here

WHEN = Column("when", says("When"), Kind.DATE, synonyms=("fecha",))
DATED = make_spec(TERRITORY, WHEN)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with reading_here():
        yield


def saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_case_12_cut_at_ten_places_at_random_there_is_one_message(tmp_path: Path) -> None:
    good, chance = good_book(), random.Random(12)
    path = tmp_path / "cortado.xlsx"
    said = set()
    for _ in range(10):
        path.write_bytes(good[: chance.randrange(4, len(good) - 1)])
        said.add(refusal(path))
    assert len(said) == 1
    assert "damaged or was not sent whole" in said.pop()


@pytest.mark.parametrize("kind", GOOD)
def test_case_14_the_same_table_from_each_kind_of_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "datos"
    path.write_bytes(GOOD[kind])
    table = read(path)
    assert table.source.kind is FileKind(kind)
    assert column_cells(table, "clave") == [row[0] for row in SMALL[1:]]
    assert column_cells(table, "municipio") == [row[1] for row in SMALL[1:]]
    assert [float(cell) for cell in column_cells(table, "valor")] == [row[2] for row in SMALL[1:]]


@pytest.mark.parametrize("broken", ["</table:table-row>", "</office:document-content>", "<text:p>"])
def test_case_12_an_open_workbook_broken_off_is_refused_at_once(tmp_path: Path, broken: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD["ods"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].decode()
    parts["content.xml"] = content.replace(broken, "", 1).encode()
    assert "not a valid workbook" in refusal(zipped(tmp_path / "a.ods", parts))


def test_case_16_macros_are_left_where_they_are(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(rows_xml([["clave"], ["07101"]]))) | {
        "xl/vbaProject.bin": b"Sub Auto_Open"
    }
    table = read(zipped(tmp_path / "macros.xlsm", parts))
    assert column_cells(table, "clave") == ["07101"]
    assert b"Auto_Open" not in b"".join(table.packed)


def test_case_17_links_connections_and_dde_are_ignored(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>clave</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>cmd|\' /C calc\'!A0</f><v>07101</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>[1]Hoja1!A1</f><v>07078</v></c></row>'
    )
    parts = workbook_parts(sheet_xml(cells)) | {
        "xl/connections.xml": '<connections><connection><webPr url="http://127.0.0.1:9/"/></connection>'
        "</connections>",
        "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/>'
        "</externalLink>",
    }
    assert column_cells(read(zipped(tmp_path / "enlaces.xlsx", parts)), "clave") == ["07101", "07078"]


def test_case_25_mac_roman_is_told_and_its_accents_are_shown(tmp_path: Path) -> None:
    names = ["Tuxtla Gutiérrez", "Comitán", "Tonalá", "San Cristóbal", "Ocosingo de Guzmán"]
    text = "clave,nombre\n" + "".join(f"0710{number},{name}\n" for number, name in enumerate(names))
    table = read(text_file(tmp_path / "mac.csv", text, "mac_roman"))
    assert column_cells(table, "nombre") == names
    assert table.accents == tuple(names)


@pytest.mark.parametrize("cell", ["#DIV/0!", "#REF!", "#¡DIV/0!", "1,2,3", "12 kg"])
def test_case_28_what_is_no_number_is_named_with_sheet_row_and_column(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path / "datos.xlsx", [["clave", "valor"], ["07101", "1.5"], ["07078", cell]])
    found = preview(path, make_spec(TERRITORY, VALUE))
    ((row, column, said),) = messages(found)
    assert (row, column) == (3, "valor")
    assert cell in said
    assert (found.new, found.refused) == (1, 1)


def test_case_28_scientific_numbers_and_marks_of_missing(tmp_path: Path) -> None:
    rows = "clave;valor\n07101;1e-3\n07078;n.d.\n07097;-\n07011;#N/A\n"
    found = preview(text_file(tmp_path / "datos.csv", rows), make_spec(TERRITORY, VALUE))
    assert found.change is not None
    assert found.change.new["value"].dropna().tolist() == [0.001]
    assert found.refused == 0


@pytest.mark.parametrize("cell", ["NaN", "Infinity", "1e309", "-0"])
def test_case_30_what_no_table_holds_is_refused_by_its_row(tmp_path: Path, cell: str) -> None:
    path = text_file(tmp_path / "datos.csv", f"clave,valor\n07101,1\n07078,{cell}\n")
    found = preview(path, make_spec(TERRITORY, VALUE))
    assert [(row, column) for row, column, _ in messages(found)] == [(3, "valor")]
    assert found.new == 1


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_case_31_dates_of_both_epochs_are_the_same_day(tmp_path: Path, epoch: dt.datetime | None) -> None:
    book, sheet = new_book()
    if epoch is not None:
        book.epoch = epoch
    sheet.append(["clave", "fecha"])
    sheet.append(["07101", dt.date(2024, 1, 31)])
    assert column_cells(read(saved(book, tmp_path / "a.xlsx")), "fecha") == ["2024-01-31"]


def test_case_31_ambiguous_dates_are_asked_about_and_impossible_ones_refused(tmp_path: Path) -> None:
    rows = "clave,fecha\n07101,03/04/2024\n07078,31/02/2024\n"
    path = text_file(tmp_path / "a.csv", rows.replace("31/02", "05/06"))
    asked = preview(path, DATED)
    assert [question.code for question in asked.questions] == ["dates:when"]
    assert asked.asked == 2
    found = preview(text_file(tmp_path / "b.csv", rows), DATED)
    assert [(row, column) for row, column, _ in messages(found)] == [(3, "fecha")]
    assert found.new == 1


def test_case_33_hidden_rows_columns_and_filters_are_said(tmp_path: Path) -> None:
    book, sheet = new_book()
    sheet.append(["clave", "nivel", "otro"])
    for code in ("07101", "07078", "07097"):
        sheet.append([code, "alto", 1])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    found = read(saved(book, tmp_path / "a.xlsx"))
    assert len(found) == 3
    said = [str(problem.message) for problem in found.problems]
    assert said == [
        "The sheet hides rows (1). They were read too; remove those that do not belong.",
        "The sheet hides columns (1). They were read too.",
    ]
    sheet.auto_filter.ref = "A1:C4"
    filtered = read(saved(book, tmp_path / "a.xlsx"))
    assert "A filter hides rows of the sheet (1)" in str(filtered.problems[0].message)
    assert preview(tmp_path / "a.xlsx", make_spec(TERRITORY, LEVEL)).new == 3


def test_case_34_order_accents_and_blank_headers(tmp_path: Path) -> None:
    rows = "NIVEL,,Cláve\nalto,x,07101\n"
    found = preview(text_file(tmp_path / "a.csv", rows), make_spec(TERRITORY, LEVEL))
    assert (found.new, found.refused) == (1, 0)


def test_case_38_letters_are_told_when_the_header_is_a_child(tmp_path: Path) -> None:
    target = io.StringIO()
    for name in ("María Pérez Gómez", "José López Díaz", "Ana Ruiz Cruz", "Luis Vázquez Núñez"):
        target.write(f"{name},07101\n")
    said = refusal(text_file(tmp_path / "a.csv", target.getvalue()))
    assert "looks like a list of persons" in said
    assert "(A)" in said
    assert "Pérez" not in said


@pytest.mark.parametrize("name", ["datos.csv", "datos.csv.exe", "datos.xlsx", "datos.pdf", "datos"])
def test_case_40_a_table_is_a_table_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    table = read(text_file(tmp_path / name, "clave,nivel\n07101,alto\n"))
    assert table.source.kind is FileKind.CSV
