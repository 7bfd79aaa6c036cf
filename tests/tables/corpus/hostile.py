"""Files made to hurt: what they are called, how they are made, what is said of them.

Numbers are the cases of `cases.py`. All are refused, most before a reading process is started.
"""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.tables.builders import plain_zip, rows_xml, sheet_xml, workbook_parts
from tests.tables.corpus.old_workbooks import compound_file, old_workbook

ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    "<sst><si><t>&c;</t></si></sst>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"a" * 20_000}">]><sst><si><t>{"&a;" * 2_000}</t></si></sst>'
FILES = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_xml(rows_xml([["clave"], ["&a;"]]))
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="p"><SrcDataSource>CSV:/etc/passwd</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


@dataclass(frozen=True)
class Hostile:
    """One file: its case, the kind it is sent as, its name, its bytes when asked for, words of the answer."""

    case: int
    name: str
    make: Callable[[], bytes]
    said: str
    kind: str = "programmes"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def book(sheet: str = "", **more: str | bytes) -> bytes:
    """A workbook around one sheet of raw XML; further parts by name, with ``__`` for ``/``."""
    parts = workbook_parts(sheet_xml(sheet))
    return packed(parts | {name.replace("__", "/") + ".xml": content for name, content in more.items()})


def good_book() -> bytes:
    return book(rows_xml([["programa", "dependencia", "nivel"], ["Becas", "DIF", "municipal"]]))


def named(name: str) -> Callable[[], bytes]:
    """A workbook with one more part of that name."""
    return lambda: packed(workbook_parts(sheet_xml("")) | {name: "canary"})


def linked() -> bytes:
    """A workbook with a symbolic link in it."""
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    target = io.BytesIO(good_book())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def disagreeing() -> bytes:
    """A workbook whose parts say of themselves another size than its directory does."""
    content = bytearray(good_book())
    struct.pack_into("<L", content, content.index(b"xl/worksheets/sheet1.xml") - 8, 7)
    return bytes(content)


def binary_book() -> bytes:
    parts = workbook_parts(sheet_xml("")) | {"xl/workbook.bin": b"\0"}
    del parts["xl/workbook.xml"]
    return packed(parts)


def of(content: bytes) -> Callable[[], bytes]:
    return lambda: content


HOSTILE: dict[str, Hostile] = {
    "cell bomb of 110 MB": Hostile(1, "bomba.xlsx", lambda: book(ONE_ROW * 3_000_000), "MB"),
    "one endless text": Hostile(
        2,
        "texto.xlsx",
        lambda: book("", xl__sharedStrings=f"<sst><si><t>{'a' * 20_000_000}</t></si></sst>"),
        "comprimida",
    ),
    "billion laughs": Hostile(3, "risas.xlsx", lambda: book("", xl__sharedStrings=LAUGHS), "DTD"),
    "billion laughs in UTF-16": Hostile(
        3, "risas.xlsx", lambda: book("", xl__sharedStrings=LAUGHS.encode("utf-16")), "DTD"
    ),
    "quadratic blow-up": Hostile(4, "cuadrado.xlsx", lambda: book("", xl__sharedStrings=QUADRATIC), "DTD"),
    "outside entity": Hostile(
        5, "xxe.xlsx", lambda: packed(workbook_parts("") | {"xl/worksheets/sheet1.xml": FILES}), "DTD"
    ),
    "two cells at the corners": Hostile(6, "esquinas.xlsx", lambda: book(CORNERS), "20,000"),
    "cell beyond the last column": Hostile(
        7, "lejos.xlsx", lambda: book('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'), "no es un libro válido"
    ),
    "a million columns": Hostile(
        8, "ancho.xlsx", lambda: book('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"), "comprimida"
    ),
    "201 columns": Hostile(
        8, "ancho.xlsx", lambda: book('<row r="1">' + "<c><v>1</v></c>" * 201 + "</row>" + ONE_ROW), "200"
    ),
    "ten thousand parts": Hostile(
        10, "partes.xlsx", lambda: packed({f"xl/{n}.xml": "<a/>" for n in range(10_000)}), "200 partes"
    ),
    "zip in a workbook": Hostile(10, "zip.xlsx", named("xl/embeddings/a.zip"), "partes que ninguna hoja"),
    "workbook in a workbook": Hostile(
        10, "libro.xlsx", named("xl/embeddings/a.xlsx"), "partes que ninguna hoja"
    ),
    "zip": Hostile(10, "datos.zip", plain_zip, "archivo comprimido"),
    "name that leads out": Hostile(11, "fuera.xlsx", named("../../canary.txt"), "partes que ninguna hoja"),
    "absolute name": Hostile(11, "fuera.xlsx", named("/tmp/canary.txt"), "partes que ninguna hoja"),
    "backslashes": Hostile(11, "fuera.xlsx", named("a\\..\\canary.txt"), "partes que ninguna hoja"),
    "name twice": Hostile(11, "doble.xlsx", named("xl/WORKBOOK.xml"), "partes que ninguna hoja"),
    "symbolic link": Hostile(11, "enlace.xlsx", linked, "partes que ninguna hoja"),
    "headers that disagree": Hostile(12, "distinto.xlsx", disagreeing, "dañado"),
    "data behind": Hostile(12, "cola.xlsx", lambda: good_book() + b"more", "dañado"),
    "truncated": Hostile(12, "cortado.xlsx", lambda: good_book()[:-100], "dañado"),
    "empty": Hostile(13, "vacio.xlsx", of(b""), "vacío"),
    "pdf": Hostile(13, "datos.xlsx", of(PDF), "PDF"),
    "program": Hostile(13, "datos.xlsx", of(b"MZ\x90\x00\x03\x00\x00\x00"), "programa"),
    "image": Hostile(13, "datos.xlsx", of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "imagen"),
    "web page": Hostile(13, "datos.xlsx", of(b"<!DOCTYPE html><html><table></table></html>"), "página"),
    "binary workbook": Hostile(14, "datos.xlsb", binary_book, ".xlsb"),
    "damaged old workbook": Hostile(
        14, "viejo.xls", lambda: old_workbook([["clave"], ["07101"]])[:3000], "no es un libro válido"
    ),
    "password": Hostile(
        15, "clave.xlsx", lambda: compound_file("EncryptedPackage", bytes(5000)), "contraseña"
    ),
    "nothing but a NUL": Hostile(27, "nulo.csv", of(b"\0\0\0\0"), "vacío"),
    "quote never closed": Hostile(
        26, "comilla.csv", of(b'programa,nivel\n"Becas,municipal\n' + b"a,b\n" * 600), "comilla"
    ),
    "double ending": Hostile(40, "datos.csv.exe", of(b"MZ\x90\x00\x03\x00\x00\x00"), "programa"),
    "pdf and workbook": Hostile(40, "datos.xlsx", lambda: PDF + good_book(), "PDF"),
    "virtual map": Hostile(46, "mapa.geojson", of(VRT.encode()), "VRT", "territories"),
    "database": Hostile(46, "mapa.geojson", of(b"SQLite format 3\0" + bytes(100)), "SQLite", "territories"),
    "pdf called shapefile": Hostile(46, "mapa.shp", of(PDF), "PDF", "territories"),
    "deeply nested": Hostile(
        47, "hondo.geojson", of(b'{"a":' * 20_000 + b"1" + b"}" * 20_000), "hondo.geojson", "territories"
    ),
}
