"""Workbooks made to hurt: each is refused with a cure, most of them before a reading process is started."""

import socket
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from clrisk_site.tables import guard
from clrisk_site.tables.limits import BULK, TYPED
from tests.tables.builders import (
    column_cells,
    damaged,
    plain_zip,
    read,
    refusal,
    rows_xml,
    sheet_xml,
    workbook,
    workbook_parts,
    zipped,
)


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if a reading process is started."""

    def started(_: object) -> None:
        raise AssertionError("a reading process was started")

    monkeypatch.setattr(guard, "ask_child", started)


@pytest.mark.usefixtures("no_child")
def test_case_1_cell_bomb_is_refused_before_parsing(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    limits = replace(BULK, unzipped_bytes=8 * 1024 * 1024)
    path = zipped(tmp_path / "bomb.xlsx", workbook_parts(sheet_xml(row * 300_000)))
    assert path.stat().st_size < 100_000
    assert "unpack to more than 8 MB" in refusal(path, limits)


@pytest.mark.usefixtures("no_child")
def test_case_2_one_endless_string_is_refused_before_parsing(tmp_path: Path) -> None:
    strings = f"<sst><si><t>{'a' * 4_000_000}</t></si></sst>"
    path = zipped(tmp_path / "string.xlsx", workbook_parts(sheet_xml(""), sharedStrings=strings))
    assert "packed too tightly" in refusal(path)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
)


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_case_3_and_4_entities_are_refused_by_their_document_type(tmp_path: Path, encoding: str) -> None:
    parts = workbook_parts(sheet_xml("")) | {"xl/sharedStrings.xml": LAUGHS.encode(encoding)}
    assert "document type (DTD)" in refusal(zipped(tmp_path / "laughs.xlsx", parts))


def test_case_3_a_document_type_after_a_long_comment_is_refused_too(tmp_path: Path) -> None:
    sheet = f"<!--{' ' * 5000}--><!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet_xml(rows_xml([["a"], [1]]))
    assert "document type (DTD)" in refusal(zipped(tmp_path / "late.xlsx", workbook_parts(sheet)))


@pytest.mark.usefixtures("no_child")
def test_case_5_outside_entities_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.05)
        port = listener.getsockname()[1]
        sheet = (
            f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:{port}/">]>'
            + sheet_xml(rows_xml([["clave"], ["&a;&b;"]]))
        )
        said = refusal(zipped(tmp_path / "xxe.xlsx", workbook_parts(sheet)))
        with pytest.raises(TimeoutError):
            listener.accept()
    assert "DTD" in said
    assert "root:" not in said


def test_case_6_two_cells_at_the_corners_say_too_many_rows_and_the_parent_lives(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = zipped(tmp_path / "corners.xlsx", workbook_parts(sheet_xml(cells)))
    assert path.stat().st_size < 2_500
    assert "more than 20000 rows" in refusal(path)
    assert column_cells(read(workbook(tmp_path / "next.xlsx", [["a"], ["b"]])), "a") == ["b"]


def test_case_6_an_abort_of_the_reading_process_is_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "good.xlsx", [["a"], ["b"]])
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert "needed more memory or time" in refusal(path)


def test_case_6_too_little_memory_is_an_answer(tmp_path: Path) -> None:
    path = workbook(tmp_path / "good.xlsx", [["a"], ["b"]])
    assert "needed more memory or time" in refusal(path, replace(TYPED, memory_bytes=20 * 1024 * 1024))


def test_case_6_too_little_time_is_an_answer(tmp_path: Path) -> None:
    path = workbook(tmp_path / "good.xlsx", [["a"], ["b"]])
    assert "needed more memory or time" in refusal(path, replace(TYPED, wall_seconds=0))


def test_case_7_a_cell_beyond_the_last_column_is_no_valid_workbook(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "far.xlsx", workbook_parts(sheet_xml('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'))
    )
    assert "not a valid workbook" in refusal(path)


@pytest.mark.parametrize("columns", [201, 1_000_000])
def test_case_8_too_many_columns_are_refused(tmp_path: Path, columns: int) -> None:
    cells = '<row r="1">' + "<c><v>1</v></c>" * columns + "</row>"
    said = refusal(zipped(tmp_path / "wide.xlsx", workbook_parts(sheet_xml(cells))))
    assert "columns" in said or "packed too tightly" in said or "memory" in said


def test_case_9_a_wrong_dimension_does_not_matter(tmp_path: Path) -> None:
    sheet = sheet_xml(rows_xml([["clave"], ["07101"]]), head='<dimension ref="A1:XFD1048576"/>')
    assert len(read(zipped(tmp_path / "dimension.xlsx", workbook_parts(sheet)))) == 1


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    "extra",
    [
        {f"xl/x{i}.xml": "<a/>" for i in range(10_000)},
        {"xl/embeddings/more.zip": plain_zip()},
        {"xl/embeddings/more.xlsx": plain_zip()},
    ],
    ids=["10,000 parts", "a zip inside", "a workbook inside"],
)
def test_case_10_archives_in_archives_are_refused(tmp_path: Path, extra: dict[str, str | bytes]) -> None:
    said = refusal(zipped(tmp_path / "nested.xlsx", workbook_parts(sheet_xml("")) | extra))
    assert "parts" in said


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    "name", ["../../canary.txt", "/tmp/canary.txt", "a\\..\\canary.txt", "xl/a\0b.xml", "C:/x"]
)
def test_case_11_unsafe_names_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "names.xlsx", workbook_parts(sheet_xml("")))
    with zipfile.ZipFile(path, "a") as archive:
        part = zipfile.ZipInfo("placeholder")
        part.filename = name
        archive.writestr(part, "canary")
    said = refusal(path)
    assert "parts that no spreadsheet has" in said or "damaged" in said
    assert not (tmp_path.parent / "canary.txt").exists()


@pytest.mark.usefixtures("no_child")
def test_case_11_a_link_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "link.xlsx", workbook_parts(sheet_xml("")))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "parts that no spreadsheet has" in refusal(path)


@pytest.mark.usefixtures("no_child")
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_case_11_a_name_twice_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "twice.xlsx", workbook_parts(sheet_xml("")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/WORKBOOK.xml", "<a/>")
    assert "parts that no spreadsheet has" in refusal(path)


@pytest.mark.usefixtures("no_child")
def test_case_12_headers_that_disagree_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "headers.xlsx", [["a"], ["b"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    assert "damaged" in refusal(damaged(path, sheet.header_offset + 22, "<L", 7))


@pytest.mark.usefixtures("no_child")
def test_case_12_data_before_or_after_the_archive_is_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", [["a"], ["b"]]).read_bytes()
    for name, content in (("after.xlsx", good + b"more"), ("before.xlsx", b"PK more" + good)):
        path = tmp_path / name
        path.write_bytes(content)
        assert "damaged" in refusal(path)


def test_case_12_a_truncated_workbook_is_refused_with_one_message(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", [["a"], ["b"]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    for share in range(1, 11):
        path.write_bytes(good[: len(good) * share // 11])
        assert "damaged" in refusal(path)


def test_case_17_links_to_other_workbooks_are_not_followed(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(rows_xml([["clave"], ["07101"]]))) | {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships><Relationship Id="rId1" '
        'TargetMode="External" Target="http://127.0.0.1:9/x.xlsx"/></Relationships>',
    }
    assert column_cells(read(zipped(tmp_path / "links.xlsx", parts)), "clave") == ["07101"]


def test_the_file_and_its_folder_are_left_as_they_were(tmp_path: Path) -> None:
    path = workbook(tmp_path / "good.xlsx", [["a"], ["b"]])
    before = path.read_bytes()
    read(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["good.xlsx"]
    assert path.read_bytes() == before
