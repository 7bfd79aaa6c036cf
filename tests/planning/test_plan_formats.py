"""The plan as Word and Excel: the words and numbers of the PDF, with what it is in each file."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]  # python-docx brings it, without stubs

from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import Order
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import RiskRelease, RiskResult
from planning.documents.action_plan.document import build, render_html, write
from planning.models import ActionLine, LineStatus, Pilot
from tests.planning.conftest import DAY, MakeLine

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NUMBER = re.compile(r"LA-\d+|[+\N{MINUS SIGN}]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Texts:
    """The texts of the three files."""

    html: str
    word: str
    excel: str


@pytest.fixture
def phase_one(tuxtla: Territory) -> RiskResult:
    release = RiskRelease.objects.create(
        country="MX",
        name="Fase I",
        year=2015,
        measure_type="class_only",
        class_scheme="three",
        source="Publicación de la Fase I",
    )
    return RiskResult.objects.create(release=release, territory=tuxtla, official_class="low")


def made(territory: Territory, form: DocumentFormat, language: str = "es", by: User | None = None) -> bytes:
    return build(Order(territory, language, form, by, number="12")).content


def word_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def word_text(word: Any) -> str:
    """Return the text of the body, with the cells of its tables, in order."""
    return " ".join(node.text for node in word.element.body.iter(qn("w:t")) if node.text)


def cells_of(content: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def shown(cell: Any) -> str:
    """Return a cell as a person reads it under its number format."""
    if cell.data_type != "n":
        return cell.value.strftime("%d/%m/%Y") if cell.is_date else str(cell.value)
    decimals = len(cell.number_format.partition(".")[2])
    return f"{cell.value:,.{decimals}f}"


@pytest.fixture
def texts(make_line: MakeLine, tuxtla: Territory, phase_one: RiskResult) -> Texts:
    make_line("LA-01")
    make_line("LA-02", status=LineStatus.DRAFT)
    with translation.override("es"):
        html = render_html(write(tuxtla, None, DAY), language="es")
    body = re.sub(r"<head.*?</head>|<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return Texts(
        html=re.sub(r"<[^>]+>", " ", body),
        word=word_text(word_of(made(tuxtla, DocumentFormat.DOCX))),
        excel=" ".join(shown(cell) for cell in cells_of(made(tuxtla, DocumentFormat.XLSX))),
    )


def part(text: str, first: str, last: str) -> str:
    start = text.rindex(first) if text.count(first) > 1 else text.index(first)
    return text[start : text.index(last, start)]


def numbers_in(text: str) -> set[str]:
    return {found.rstrip(",") for found in NUMBER.findall(text)}


def test_every_number_and_code_of_the_pdf_is_in_word(texts: Texts) -> None:
    # The cover's day of printing and the numbering of the chain's links belong to the page, not to the plan.
    page, word = numbers_in(texts.html), numbers_in(texts.word)
    assert len(page) > 25
    assert {"LA-01", "LA-02", "300", "12.0"} <= {one.lstrip("+") for one in page}
    missing = page - word - {str(DAY.day), str(DAY.year)}
    assert missing == set()


def test_every_number_of_the_tables_is_in_excel(texts: Texts, tuxtla: Territory) -> None:
    with translation.override("es"):
        context = write(tuxtla, None, DAY).context
    tables = [
        context["evidence"]["table"],
        context["evidence"]["needs"],
        context["factors"]["table"],
        context["factors"]["answers"],
        context["zones"]["table"],
        *(line["indicators"] for line in context["lines"]),
    ]
    said = [
        cell[key]
        for table in tables
        if table
        for row in table["rows"]
        for cell in row["cells"]
        for key in ("text", "small")
        if cell.get(key)
    ]
    wanted = numbers_in(" ".join(str(one) for one in said))
    assert len(wanted) > 15
    assert {one.lstrip("+") for one in wanted} <= {one.lstrip("+") for one in numbers_in(texts.excel)}


def test_word_has_real_headings_contents_and_repeated_table_heads(
    make_line: MakeLine, tuxtla: Territory
) -> None:
    make_line("LA-01")
    word = word_of(made(tuxtla, DocumentFormat.DOCX))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert headings[:4] == ["Qué se sabe", "Factores asociados", "Zonas prioritarias", "Oferta y brechas"]
    xml = word.element.xml
    assert 'TOC \\o "1-2"' in xml
    targets = set(re.findall(r'<w:hyperlink w:anchor="(\w+)"', xml))
    assert targets
    assert targets <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml))
    with_heads = [table for table in word.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert len(with_heads) >= 4
    assert xml.count("<w:fldChar") % 3 == 0


def test_word_says_what_it_is_on_every_page(line: ActionLine, tuxtla: Territory, liaison: User) -> None:
    word = word_of(made(tuxtla, DocumentFormat.DOCX, by=liaison))
    section = word.sections[0]
    assert "Plan de acción · Tuxtla Gutiérrez" in section.header.paragraphs[0].text
    for foot in (section.footer, section.first_page_footer):
        said = foot.paragraphs[0].text
        assert "documento 12" in said
        assert "huella " in said
        assert "por Liaison" in said
    properties = word.core_properties
    assert (properties.author, properties.language) == ("Liaison", "es")
    assert properties.title == "Plan de acción de Tuxtla Gutiérrez"
    assert properties.comments == ""
    assert 'w:lang w:val="es-MX"' in word.styles.element.xml


@pytest.mark.parametrize("form", [DocumentFormat.DOCX, DocumentFormat.XLSX])
def test_every_part_of_the_file_is_sound_xml_and_refers_to_nothing_outside(
    form: DocumentFormat, line: ActionLine, tuxtla: Territory
) -> None:
    with zipfile.ZipFile(io.BytesIO(made(tuxtla, form))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        relations = " ".join(archive.read(name).decode() for name in names if name.endswith(".rels"))
    assert 'TargetMode="External"' not in relations
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


ORDER = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblLook", "tblCaption"]


def test_properties_of_tables_stand_in_the_order_of_the_standard(line: ActionLine, tuxtla: Territory) -> None:
    word = word_of(made(tuxtla, DocumentFormat.DOCX))
    assert word.tables
    for table in word.tables:
        names = [etree.QName(child).localname for child in table._tbl.tblPr]
        assert names == sorted(names, key=ORDER.index)


HOSTILE = '=HYPERLINK("http://127.0.0.1","x") <b>&amp;</b> \x0b\ufffe \u202egnp.exe ]]> {{ 7*7 }}'


@pytest.mark.parametrize("form", list(DocumentFormat)[:3])
def test_hostile_texts_are_written_as_they_are(
    form: DocumentFormat, line: ActionLine, tuxtla: Territory
) -> None:
    ActionLine.objects.filter(pk=line.pk).update(title=HOSTILE, objective=HOSTILE)
    content = made(tuxtla, form)
    if form is DocumentFormat.DOCX:
        assert "{{ 7*7 }}" in word_text(word_of(content))
        assert "<b>&amp;</b>" in word_text(word_of(content))
    elif form is DocumentFormat.XLSX:
        hits = [cell for cell in cells_of(content) if "{{ 7*7 }}" in str(cell.value)]
        assert hits
        assert {cell.data_type for cell in hits} == {"s"}
        assert "f" not in {cell.data_type for cell in cells_of(content)}
    else:
        assert content.startswith(b"%PDF-")


@pytest.mark.parametrize("form", [DocumentFormat.DOCX, DocumentFormat.XLSX])
def test_a_pilot_with_nothing_yet_is_written(form: DocumentFormat, pilot: Pilot, tuxtla: Territory) -> None:
    content = made(tuxtla, form)
    text = (
        word_text(word_of(content))
        if form is DocumentFormat.DOCX
        else " ".join(str(cell.value) for cell in cells_of(content))
    )
    assert "No publicado" in text


@pytest.mark.parametrize("form", [DocumentFormat.DOCX, DocumentFormat.XLSX])
def test_the_whole_file_is_in_the_language_asked_for(
    form: DocumentFormat, make_line: MakeLine, tuxtla: Territory
) -> None:
    make_line("LA-01")
    content = made(tuxtla, form, "en")
    text = (
        word_text(word_of(content))
        if form is DocumentFormat.DOCX
        else " ".join(str(cell.value) for cell in cells_of(content))
    )
    assert "Action plan of Tuxtla Gutiérrez" in text
    assert "Plan de acción" not in text
    assert "English" in text


def test_the_workbook_has_its_sheets_and_says_what_it_is(
    make_line: MakeLine, tuxtla: Territory, liaison: User
) -> None:
    make_line("LA-01")
    book = openpyxl.load_workbook(io.BytesIO(made(tuxtla, DocumentFormat.XLSX, by=liaison)))
    assert book.sheetnames[:3] == ["Líneas", "Actividades", "Indicadores"]
    assert {"Factores", "Brechas"} <= set(book.sheetnames)
    assert book.sheetnames[-1] == "Sobre este archivo"
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.font.bold for cell in sheet[1])
    rows = book.worksheets[-1].iter_rows()
    said = {str(row[0].value): str(row[1].value) for row in rows if row[0].value}
    assert said["Hecho por"] == "Liaison"
    assert said["Número"] == "12"
    assert re.fullmatch(r"[0-9a-f]{4} [0-9a-f]{4}", said["Huella"])
    assert said["Idioma"] == "Español"
    assert "Uso interno" in said["Clasificación"]
    assert book.properties.creator == "Liaison"


def test_days_and_amounts_are_values_and_what_is_missing_is_said(
    make_line: MakeLine, tuxtla: Territory
) -> None:
    line = make_line("LA-01")
    ActionLine.objects.filter(pk=line.pk).update(marginal_cost_mxn=None, ends_on=None)
    sheet = openpyxl.load_workbook(io.BytesIO(made(tuxtla, DocumentFormat.XLSX))).worksheets[0]
    row: dict[Any, Any] = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Empieza"].is_date
    assert row["Termina"].value == "aún sin fechas"
    assert row["Costo adicional (pesos)"].value == "aún no se sabe"
    ActionLine.objects.filter(pk=line.pk).update(marginal_cost_mxn=151200)
    sheet = openpyxl.load_workbook(io.BytesIO(made(tuxtla, DocumentFormat.XLSX))).worksheets[0]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["Costo adicional (pesos)"].value, row["Costo adicional (pesos)"].data_type) == (151200, "n")


@pytest.mark.parametrize("form", [DocumentFormat.DOCX, DocumentFormat.XLSX])
def test_a_member_has_no_draft_in_any_format(
    form: DocumentFormat, make_line: MakeLine, tuxtla: Territory, member: User, liaison: User
) -> None:
    make_line("LA-01")
    make_line("LA-99", status=LineStatus.DRAFT, title="CANARIO-7431", objective="CANARIO-7431")

    def text(by: User) -> str:
        content = made(tuxtla, form, by=by)
        if form is DocumentFormat.DOCX:
            return word_text(word_of(content))
        return " ".join(str(cell.value) for cell in cells_of(content))

    assert "CANARIO-7431" not in text(member)
    assert "LA-99" not in text(member)
    assert "CANARIO-7431" in text(liaison)
