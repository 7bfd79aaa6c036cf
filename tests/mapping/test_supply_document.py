"""The inventory of supply: one document of blocks, written three times."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import call_command

from clrisk_site.files.models import DocumentFormat, IssuedDocument
from clrisk_site.files.registry import Order
from clrisk_site.places.models import Territory
from mapping.documents.supply import build
from mapping.models import Programme
from tests.mapping.conftest import MakeOffer, MakeProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def becas(make_programme: MakeProgramme, make_offer: MakeOffer) -> Programme:
    programme = make_programme("Becas =1+1")
    make_offer(programme, places_per_year=60)
    return programme


def made(territory: Territory, form: DocumentFormat, language: str = "es") -> bytes:
    return build(Order(territory, language, form, number="5")).content


def test_word_and_excel_hold_the_same_programmes(becas: Programme, tuxtla: Territory) -> None:
    word = docx.Document(io.BytesIO(made(tuxtla, DocumentFormat.DOCX)))
    texts = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any(text.startswith("Becas =1+1") for text in texts)
    book = openpyxl.load_workbook(io.BytesIO(made(tuxtla, DocumentFormat.XLSX)))
    assert book.sheetnames[:2] == ["Programas", "Instituciones"]
    row = [cell.value for cell in book["Programas"][2]]
    assert row[0] == "Becas =1+1"
    assert 60 in row


def test_the_pdf_comes_from_the_same_blocks(becas: Programme, tuxtla: Territory, tmp_path: Path) -> None:
    content = made(tuxtla, DocumentFormat.PDF)
    assert content.startswith(b"%PDF-")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: sudo apt-get install poppler-utils")
    file = tmp_path / "supply.pdf"
    file.write_bytes(content)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    for said in ("Inventario de la oferta de Tuxtla Gutiérrez", "Becas =1+1", "documento 5", "Uso interno"):
        assert said in words


@pytest.mark.parametrize("form", [DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX])
def test_nothing_recorded_is_said(form: DocumentFormat, tuxtla: Territory) -> None:
    assert made(tuxtla, form)


def test_a_state_has_an_inventory_without_gaps(chiapas: Territory) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(chiapas, DocumentFormat.XLSX)))
    assert "Brechas" not in book.sheetnames


def test_the_command_takes_format_and_language(becas: Programme, tuxtla: Territory, tmp_path: Path) -> None:
    out = tmp_path / "supply.xlsx"
    call_command("document", "supply", "07101", "--out", str(out), "--format", "xlsx", "--language", "en")
    assert openpyxl.load_workbook(out).sheetnames[0] == "Programmes"
    row = IssuedDocument.objects.get()
    assert (row.number, row.format, row.language, row.issued_by) == (1, "xlsx", "en", None)
