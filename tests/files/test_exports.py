"""Tables handed out as files: what the page shows, nothing that acts as a formula, noted each time."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from clrisk_site.files.models import IssuedDocument
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution, LocalOffer, Programme
from tests.cast import ClientOf

PATH = "MX.07.101"
PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://127.0.0.1/","x")',
    '=cmd|" /C calc"!A0',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    " =1+1",
    "#N/A",
    'x",=1+1,"y',
    "línea uno\n=1+1",
]
NAMES = ["programmes", "institutions", "gaps", "zones"]


@pytest.fixture
def hostile(tuxtla: Territory) -> list[str]:
    """Institutions whose names are formulas to a spreadsheet."""
    for payload in PAYLOADS:
        Institution.objects.create(
            territory=tuxtla, name=payload, acronym="", level=GovernmentLevel.MUNICIPAL, sector="government"
        )
    return PAYLOADS


@pytest.fixture
def institution(tuxtla: Territory) -> Institution:
    return Institution.objects.create(
        territory=tuxtla, name="DIF", acronym="", level=GovernmentLevel.MUNICIPAL, sector="government"
    )


@pytest.fixture
def offered(institution: Institution, tuxtla: Territory) -> Programme:
    """A programme with sixty places, and one without an offer."""
    made = [
        Programme.objects.create(territory=tuxtla, name=name, institution=institution, level="municipal")
        for name in ("Becas", "Sin oferta")
    ]
    LocalOffer.objects.create(territory=tuxtla, programme=made[0], year=2026, places_per_year=60)
    return made[0]


def export(client: Any, name: str, form: str, query: str = "") -> Any:
    return client.get(reverse(f"{name}-export", args=[PATH, form]) + query)


def book_of(answer: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_no_cell_of_a_workbook_is_a_formula(hostile: list[str], liaison: User, client_of: ClientOf) -> None:
    book = book_of(export(client_of(liaison), "institutions", "xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    names = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {"=1+1", "#N/A", "@SUM(1+1)"} <= set(names)
    armed = next(row[0] for row in book.worksheets[0].iter_rows(min_row=2) if row[0].value == "=1+1")
    assert armed.quotePrefix  # stays text when somebody edits it and presses Enter


def test_no_cell_of_a_csv_begins_as_a_formula(hostile: list[str], liaison: User, client_of: ClientOf) -> None:
    answer = export(client_of(liaison), "institutions", "csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) > len(PAYLOADS)
    for cell in (cell for row in rows for cell in row):
        assert not cell.strip(" \ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell


def test_the_file_holds_what_the_filter_leaves(
    institution: Institution, tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    for name, level in (("Becas", "municipal"), ("Estancias", "state")):
        Programme.objects.create(territory=tuxtla, name=name, institution=institution, level=level)
    client = client_of(liaison)
    whole = book_of(export(client, "programmes", "xlsx")).worksheets[0]
    some = book_of(export(client, "programmes", "xlsx", "?level=state")).worksheets[0]
    assert {row[0].value for row in whole.iter_rows(min_row=2)} == {"Becas", "Estancias"}
    assert [row[0].value for row in some.iter_rows(min_row=2)] == ["Estancias"]
    page = client.get(reverse("programmes", args=[PATH]) + "?level=state&page=1")
    urls = [link["url"] for link in page.context["table"]["exports"]]
    assert urls == [
        reverse("programmes-export", args=[PATH, form]) + "?level=state" for form in ("xlsx", "csv", "print")
    ]


def test_missing_places_are_said_and_known_ones_are_numbers(
    offered: Programme, liaison: User, client_of: ClientOf
) -> None:
    sheet = book_of(export(client_of(liaison), "programmes", "xlsx")).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    column = head.index("Lugares por año")
    values = {row[0].value: row[column].value for row in sheet.iter_rows(min_row=2)}
    assert values["Becas"] == 60
    assert values["Sin oferta"] == "No se sabe"
    assert sheet.freeze_panes == "B2"
    assert sheet.cell(2, column + 1).number_format == "#,##0"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_file_says_what_it_is_and_is_noted(
    name: str, form: str, world: object, liaison: User, client_of: ClientOf
) -> None:
    answer = export(client_of(liaison), name, form)
    assert answer.status_code == 200
    row = IssuedDocument.objects.get()
    assert (row.kind, row.format, row.number, row.issued_by) == (f"table-{name}", form, 1, liaison)
    if form == "csv":
        said = answer.content.decode("utf-8-sig")
    else:
        said = " ".join(str(cell.value) for row in book_of(answer).worksheets[-1].iter_rows() for cell in row)
    shown = f"{row.fingerprint[:4]} {row.fingerprint[4:8]}"
    for part in ("Tuxtla Gutiérrez", "Liaison", shown, "Uso interno", "Español"):
        assert part in said
    entry = AuditEntry.objects.get(action="export.download")
    assert (entry.by, entry.changes["format"], entry.changes["number"]) == (liaison, form, 1)
    assert "-07101-" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("name", NAMES)
def test_who_may_not_see_the_page_gets_no_file(
    name: str, world: object, stranger: User, observer: User, client_of: ClientOf
) -> None:
    assert export(client_of(stranger), name, "csv").status_code == 404
    assert export(client_of(observer), name, "csv").status_code == 403
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["pdf", "docx", "exe", "csv2"])
def test_other_formats_are_not_there(
    name: str, form: str, world: object, liaison: User, client_of: ClientOf
) -> None:
    assert export(client_of(liaison), name, form).status_code == 404
    assert not IssuedDocument.objects.exists()


def test_asking_for_the_head_alone_numbers_nothing(world: object, liaison: User, client_of: ClientOf) -> None:
    before = IssuedDocument.objects.count()
    answer = client_of(liaison).head(reverse("programmes-export", args=[PATH, "csv"]))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content == b""
    assert IssuedDocument.objects.count() == before


def test_reading_by_post_is_refused(world: object, liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).post(reverse("programmes-export", args=[PATH, "csv"])).status_code == 405
