"""Five good files of the same small table, one of each kind that is read."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from tests.tables.builders import feature, square
from tests.tables.corpus.old_workbooks import old_workbook

type Cell = str | float
type Table = Sequence[Sequence[Cell]]

SMALL: Table = [
    ("clave", "municipio", "valor", "nivel"),
    ("07101", "Tuxtla Gutiérrez", 0.125, "alto"),
    ("07078", "San Cristóbal de las Casas", 12.5, "medio"),
    ("07097", "Tonalá", 7.0, "bajo"),
    ("07011", "Bella Vista", 1234.0, "n.d."),
]

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def as_csv(table: Table) -> bytes:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in table).encode()


def new_book() -> tuple[openpyxl.Workbook, Any]:
    """An empty workbook and its only sheet."""
    book = openpyxl.Workbook()
    return book, book.active


def as_xlsx(table: Table) -> bytes:
    book, sheet = new_book()
    for row in table:
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_ods(table: Table) -> bytes:
    """The smallest workbook that LibreOffice would write."""
    rows = "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in table)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Hoja1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        text = f"<text:p>{escape(cell)}</text:p>" if cell else ""
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell!r}"><text:p>{cell!r}</text:p>'
        "</table:table-cell>"
    )


def as_geojson(table: Table) -> bytes:
    header, *rows = table
    features = [
        feature(square(west=-93.0 + number / 10), **dict(zip(map(str, header), row, strict=True)))
        for number, row in enumerate(rows)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


GOOD = {
    "csv": as_csv(SMALL),
    "xlsx": as_xlsx(SMALL),
    "ods": as_ods(SMALL),
    "xls": old_workbook(SMALL),
    "geojson": as_geojson(SMALL),
}
