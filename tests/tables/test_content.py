"""A file is what its bytes say, never what its name says."""

import socket
from pathlib import Path

import pytest

from clrisk_site.tables import guard
from clrisk_site.tables.raw import FileKind
from tests.tables.builders import (
    column_cells,
    read,
    refusal,
    sheet_xml,
    text_file,
    workbook,
    workbook_parts,
    zipped,
)

REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b"\xef\xbb\xbf  \r\n\t ", "is empty"),
    "html": (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "a web page"),
    "html table": (b"<table><tr><td>1</td></tr></table>", "a web page"),
    "pdf": (b"%PDF-1.7\n1 0 obj", "a PDF document"),
    "exe": (b"MZ\x90\x00\x03\x00\x00\x00", "a program"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
    "gzip": (b"\x1f\x8b\x08\x00", "a packed archive"),
    "rtf": (b"{\\rtf1 hello}", "a text document"),
    "random": (bytes(range(256)) * 20, "not a spreadsheet or a text table"),
    "xml of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "an XML workbook of 2003",
    ),
    "json list": (b'[{"a": 1}]', "a JSON file without shapes"),
}


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(_: object) -> None:
        raise AssertionError("a reading process was started")

    monkeypatch.setattr(guard, "ask_child", started)


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(("content", "expected"), REFUSED.values(), ids=REFUSED)
def test_case_13_what_is_no_spreadsheet_is_named(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "datos.xlsx"
    path.write_bytes(content)
    said = refusal(path)
    assert expected in said
    assert "upload" in said or "Save" in said or "Export" in said


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.usefixtures("no_child")
def test_case_14_a_binary_workbook_is_refused_by_name(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml("")) | {"xl/workbook.bin": b"\0"}
    del parts["xl/workbook.xml"]
    assert "save it as .xlsx" in refusal(zipped(tmp_path / "datos.xlsb", parts))


@pytest.mark.usefixtures("no_child")
def test_case_14_a_text_document_is_refused_by_name(tmp_path: Path) -> None:
    assert "a text document" in refusal(zipped(tmp_path / "a.xlsx", {"word/document.xml": "<a/>"}))
    path = tmp_path / "b.xls"
    path.write_bytes(OLE)
    assert "without sheets" in refusal(path)


def test_case_14_a_damaged_old_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xls"
    path.write_bytes(OLE + "Workbook".encode("utf-16-le"))
    assert "not a valid workbook" in refusal(path)


@pytest.mark.usefixtures("no_child")
def test_case_15_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "datos.xlsx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "protected by a password" in refusal(path)


def test_case_16_a_workbook_with_macros_is_read_as_data(tmp_path: Path) -> None:
    path = workbook(tmp_path / "datos.xlsm", [["clave"], ["07101"]])
    table = read(path)
    assert table.source.kind is FileKind.XLSX
    assert column_cells(table, "clave") == ["07101"]


def test_case_40_a_csv_called_xlsx_is_read_as_csv(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "datos.xlsx", "clave,nivel\n07101,alto\n"))
    assert table.source.kind is FileKind.CSV
    assert table.headers == ("clave", "nivel")


@pytest.mark.usefixtures("no_child")
def test_case_40_a_pdf_with_a_workbook_behind_it_is_a_pdf(tmp_path: Path) -> None:
    path = workbook(tmp_path / "datos.xlsx", [["a"], ["b"]])
    path.write_bytes(b"%PDF-1.7\n" + path.read_bytes())
    assert "a PDF document" in refusal(path)


def test_case_46_maps_that_point_elsewhere_are_refused_and_nothing_is_fetched(
    tmp_path: Path, no_child: None
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.05)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        maps = {
            "VRT": '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>CSV:/etc/passwd</SrcDataSource>',
            "GML": f'<gml:FeatureCollection xmlns:gml="{address}/opengis.net/gml">',
            "KML": f"<kml><NetworkLink><Link><href>{address}</href></Link></NetworkLink></kml>",
        }
        for kind, text in maps.items():
            said = refusal(text_file(tmp_path / "mapa.geojson", text))
            assert kind in said
            assert "GeoJSON" in said
            assert "root:" not in said
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.usefixtures("no_child")
def test_case_46_databases_shapefiles_and_documents_called_geojson_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapa.geojson"
    for content, expected in (
        (b"SQLite format 3\0" + bytes(100), "a database"),
        (b"\x00\x00\x27\x0a" + bytes(96), "one part of a shapefile"),
        (b"%PDF-1.4", "a PDF document"),
    ):
        path.write_bytes(content)
        assert expected in refusal(path)
    assert "a KMZ map" in refusal(zipped(tmp_path / "mapa.kmz", {"doc.kml": "<kml/>"}))


@pytest.mark.usefixtures("no_child")
def test_a_file_beyond_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    with path.open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    assert "larger than 10 MB" in refusal(path)


BELIEVED = {
    "headers": [], "lengths": [], "rows": 1, "first_row": 2, "skipped": [], "layout": {"header_row": 1},
    "notes": [], "typed": [], "top": [], "geometry_column": None, "source": {},
}  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        {"rows": 10**15},
        {"headers": ["a"], "lengths": [1], "first_row": 10**400},
        {"headers": ["a"], "lengths": [2]},
        {"headers": ["a", "b"], "lengths": [1]},
        {"headers": None},
    ],
)
def test_an_answer_that_cannot_be_true_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object]
) -> None:
    monkeypatch.setattr(guard, "ask_child", lambda _: (BELIEVED | answer, b"1"))
    assert "so it was stopped" in refusal(text_file(tmp_path / "datos.csv", "a\n1\n"))
