"""Builds the files that the tests of this room read: good workbooks, and hostile ones byte by byte."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from clrisk_site.figures.message import says
from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import TYPED, Limits
from clrisk_site.tables.matching.columns import match_columns
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Column, Context, ImportSpec, Kind, OpenColumns, Refusal
from clrisk_site.tables.territories import TerritoryIndex, TerritoryRow

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Hoja 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def sheet_xml(cells: str, *, head: str = "") -> str:
    """A sheet around rows of raw XML."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{head}<sheetData>{cells}</sheetData></worksheet>'


def rows_xml(rows: Sequence[Any]) -> str:
    """Rows of inline texts and numbers."""
    return "".join(
        f'<row r="{r}">' + "".join(_cell(r, c, value) for c, value in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, 1)
    )


def _cell(row: int, column: int, value: Any) -> str:
    place = f"{chr(65 + column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def workbook_parts(sheet: str, **more: str) -> dict[str, str | bytes]:
    """The parts of the smallest workbook around one sheet."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/{name}.xml": text for name, text in more.items()},
    }


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A deflated archive of named parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, rows: Sequence[Any]) -> Path:
    """A workbook of one sheet."""
    return zipped(path, workbook_parts(sheet_xml(rows_xml(rows))))


def damaged(path: Path, offset: int, fmt: str, value: int) -> Path:
    """Overwrite one number in a file."""
    content = bytearray(path.read_bytes())
    struct.pack_into(fmt, content, offset, value)
    path.write_bytes(content)
    return path


def plain_zip() -> bytes:
    """A zip archive in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


def geojson(path: Path, features: Sequence[Mapping[str, Any]], **members: Any) -> Path:
    """A FeatureCollection."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}))
    return path


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(west: float = -93.0, south: float = 16.0, size: float = 0.1) -> dict[str, Any]:
    """A square polygon in Chiapas."""
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path, limits: Limits = TYPED, **choices: Any) -> RawTable:
    """Read a file that must be readable."""
    table = read_guarded(path, limits, **choices)
    assert isinstance(table, RawTable), str(table.message)
    return table


def refusal(path: Path, limits: Limits = TYPED, **choices: Any) -> str:
    """Read a file that must be refused, and return the English sentence."""
    answer = read_guarded(path, limits, **choices)
    assert isinstance(answer, Refusal), answer.headers
    assert path.name in str(answer.message)
    return str(answer.message)


def column_cells(table: RawTable, header: str) -> list[str]:
    return table.cells(table.headers.index(header))


MEXICO = TerritoryRow("MX", "MX", "México", "country", id=1)
CHIAPAS = TerritoryRow("MX.07", "07", "Chiapas", "state", "México", id=2)
STATES = (
    TerritoryRow("MX.05", "05", "Coahuila de Zaragoza", "state", "México", id=3),
    TerritoryRow("MX.15", "15", "México", "state", "México", id=4),
    TerritoryRow("MX.09", "09", "Ciudad de México", "state", "México", id=5),
    TerritoryRow("MX.21", "21", "Puebla", "state", "México", id=6),
)
MUNICIPALITIES = (
    TerritoryRow("MX.07.101", "07101", "Tuxtla Gutiérrez", "municipality", "Chiapas", id=101),
    TerritoryRow("MX.07.011", "07011", "Bella Vista", "municipality", "Chiapas", id=111),
    TerritoryRow("MX.07.078", "07078", "San Cristóbal de las Casas", "municipality", "Chiapas", id=178),
    TerritoryRow("MX.07.097", "07097", "Tonalá", "municipality", "Chiapas", id=197),
    TerritoryRow("MX.14.101", "14101", "Tonalá", "municipality", "Jalisco", id=1401),
    TerritoryRow("MX.21.114", "21114", "Puebla", "municipality", "Puebla", id=2114),
    TerritoryRow("MX.20.001", "20001", "San Juan", "municipality", "Oaxaca", id=2001),
    TerritoryRow("MX.20.002", "20002", "San Juan", "municipality", "Oaxaca", id=2002),
    TerritoryRow("MX.07.999", "07999", "Lugar Antiguo", "municipality", "Chiapas", valid=False, id=1999),
)
AGEBS = (TerritoryRow("MX.07.101.0001.017A", "071010001017A", "017A", "ageb", "Tuxtla Gutiérrez", id=9),)
INDEX = TerritoryIndex((MEXICO, CHIAPAS, *STATES, *MUNICIPALITIES, *AGEBS))

TERRITORY = Column(
    "territory", says("Territory"), Kind.TERRITORY, required=True, synonyms=("clave", "municipio", "cvegeo")
)
LEVEL = Column(
    "level",
    says("Level"),
    Kind.CHOICE,
    synonyms=("nivel",),
    choices={"low": ("bajo",), "medium": ("medio",), "high": ("alto",)},
)
VALUE = Column("value", says("Value"), Kind.NUMBER, synonyms=("valor", "riesgo"), minimum=0)
NAME = Column("name", says("Name"), Kind.TEXT, synonyms=("nombre",))


def make_spec(
    *columns: Column,
    key: tuple[str, ...] = ("territory",),
    stored: Sequence[Any] = (),
    **more: Any,
) -> ImportSpec:
    """A spec over columns, with rows that count as stored."""
    names = [column.name for column in columns]
    frame = pd.DataFrame(list(stored)) if stored else pd.DataFrame(columns=names, dtype=object)
    return ImportSpec(
        "test", says("Test"), columns, key, lambda _: frame.copy(), lambda _change, _context: None, **more
    )


RESULTS = make_spec(TERRITORY, VALUE, LEVEL)


def preview(
    path: Path,
    spec: ImportSpec = RESULTS,
    *,
    within: str | None = None,
    answers: Mapping[str, str] | None = None,
    mapping: Mapping[str, str] | None = None,
    **choices: Any,
) -> Preview:
    """Read a file and prepare it as an import."""
    table = read(path, spec.limits, **choices)
    matches = match_columns(spec, table.headers, mapping)
    context = Context(within, 2020, "test", answers or {}, None, INDEX)
    return prepare(spec, table, matches, context)


def messages(found: Preview) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.column, str(problem.message)) for problem in found.problems]


FACTORS = OpenColumns(
    "factor", says("Factor"), Kind.NUMBER, {"hh_size": ("tamaño del hogar",), "poverty": ()}
)
