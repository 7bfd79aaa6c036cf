"""Made-up files of results for the benchmarks; the same every time."""

import csv
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Resultados" sheetId="1" r:id="r1"/></sheets></workbook>',
}

CLASSES = ("bajo", "medio", "alto")
HEADERS = ("clave", "valor", "limite inferior", "limite superior", "clase")


def write_text(file: Path, rows: int, factors: int, *, code: Callable[[int], str] | None = None) -> Path:
    """Write the rows as CSV; `code` names the area of a row."""
    chance = random.Random(7)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*HEADERS, *(f"bench_{number}" for number in range(factors))])
        for number in range(rows):
            value = chance.uniform(0.02, 0.3)
            writer.writerow(
                [
                    (code or code_of)(number),
                    f"{value:.6f}",
                    f"{value * 0.9:.6f}",
                    f"{value * 1.1:.6f}",
                    CLASSES[number % 3],
                    *(f"{chance.uniform(0, 100):.3f}" for _ in range(factors)),
                ]
            )
    return file


def write_workbook(text: Path) -> Path:
    """Write a text file again as a workbook, numbers as numbers, codes as text.

    By hand: openpyxl takes a minute for four million cells.
    """
    file = text.with_suffix(".xlsx")
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
        text.open(encoding="utf-8", newline="") as rows,
    ):
        for name, content in PARTS.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, row in enumerate(csv.reader(rows), start=1):
                cells = "".join(map(_cell, row))
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return file


def _cell(text: str) -> str:
    if "." in text:
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def code_of(number: int) -> str:
    """Code of a made-up census area: 40 states, 25 municipalities each, 100 areas each."""
    state, rest = divmod(number, 2_500)
    municipality, area = divmod(rest, 100)
    return f"{state + 50:02d}{municipality + 1:03d}0001{area + 1:04d}"
