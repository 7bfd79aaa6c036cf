"""The page of data, what it hands out, and the way back in without being asked twice."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.files.models import Upload
from clrisk_site.files.registry import imports
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, RiskResult
from tests.cast import ClientOf
from tests.files.sending import TUXTLA, Sender

RESULTS = """clave,valor,clase,factor:not_attending
0710100010458,0.118,alto,7.5
0710100010462,0.05,Bajo,n.d.
071010001017A,0.0333333333333333,medio,3
"""


@pytest.fixture
def stored(sender: Sender, areas: list[Territory], attending: Factor) -> str:
    """Risk results, and the code of their set."""
    upload = sender.upload("risk-results", "riesgo.csv", RESULTS, source="STPS", year="2015")
    upload.facts = {"nature": "phase_i", "name": "Fase I", "measure_type": "probability"}
    upload.save()
    assert sender.confirm(upload).status_code == 302
    kind = imports.get("risk-results")
    assert kind is not None
    assert kind.stored_sets is not None
    (found,) = kind.stored_sets(Territory.objects.get(path=TUXTLA))
    return found.code


def export(sender: Sender, stored: str, form: str) -> bytes:
    answer = sender.client.get(reverse("data-export", args=[sender.path, "risk-results", stored, form]))
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    return bytes(answer.content)


def test_the_page_tells_what_is_stored_and_hands_it_out(sender: Sender, stored: str) -> None:
    page = sender.client.get(reverse("data", args=[sender.path])).content.decode()
    for form in ("xlsx", "csv"):
        assert reverse("data-export", args=[sender.path, "risk-results", stored, form]) in page
    assert "3 filas" in page
    for kind in imports.all():
        assert reverse("import-file", args=[sender.path, kind.kind]) in page
        assert reverse("data-template", args=[sender.path, kind.kind]) in page


def test_who_may_not_import_sees_what_is_stored_without_links(
    sender: Sender, stored: str, authority: User, client_of: ClientOf
) -> None:
    client = client_of(authority)
    page = client.get(reverse("data", args=[sender.path])).content.decode()
    assert "Resultados de riesgo" in page
    assert "/data/import/" not in page
    assert "/export/" not in page
    address = reverse("data-export", args=[sender.path, "risk-results", stored, "csv"])
    assert client.get(address).status_code == 403


def test_the_page_asks_the_database_few_things(sender: Sender, stored: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert sender.client.get(reverse("data", args=[sender.path])).status_code == 200
    assert len(queries) <= 25, [query["sql"][:200] for query in queries]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_handed_out_comes_back_through_the_pages(sender: Sender, stored: str, form: str) -> None:
    content = export(sender, stored, form)
    answer = sender.send("risk-results", f"editado.{form}", content, updates=stored, source="", year="")
    assert answer.status_code == 302
    upload = Upload.objects.get()
    assert (upload.source, upload.year) == ("STPS", 2015)
    review = sender.review(upload)
    assert review.status_code == 200
    counts = review.context["review"].counts
    numbers = [count["number"] if isinstance(count, dict) else count.number for count in counts]
    assert [str(number) for number in numbers[:3]] == ["0", "0", "3"]
    assert RiskResult.objects.count() == 3


def test_each_download_is_noted(sender: Sender, stored: str, liaison: User) -> None:
    export(sender, stored, "csv")
    entry = AuditEntry.objects.get(action="export.download")
    assert (entry.by, entry.changes["rows"]) == (liaison, 3)


def test_an_unknown_set_or_format_is_404(sender: Sender, stored: str) -> None:
    for code, form in (("nothing", "csv"), (stored, "pdf")):
        address = reverse("data-export", args=[sender.path, "risk-results", code, form])
        assert sender.client.get(address).status_code == 404


def test_codes_are_text_and_numbers_are_numbers(sender: Sender, stored: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export(sender, stored, "xlsx"))).worksheets[0]
    rows = {str(row[0].value): row for row in sheet.iter_rows(min_row=2)}
    assert set(rows) == {"0710100010458", "0710100010462", "071010001017A"}
    row = rows["071010001017A"]
    assert (row[0].data_type, row[0].number_format) == ("s", "@")
    assert 0.0333333333333333 in [cell.value for cell in row]


def test_the_set_fills_in_what_is_left_blank_and_bars_what_contradicts_it(
    sender: Sender, stored: str
) -> None:
    page = sender.client.get(
        reverse("import-file", args=[sender.path, "risk-results"]) + f"?updates={stored}"
    )
    form = page.context["form"]
    assert (form["updates"].value(), form["source"].value(), form["year"].value()) == (stored, "STPS", 2015)
    wrong = sender.send("risk-results", "a.csv", RESULTS, updates=stored, source="", year="2016")
    assert wrong.status_code == 422
    assert "2015" in str(wrong.context["form"].errors["year"])
    new = sender.send("risk-results", "a.csv", RESULTS, updates="", source="", year="")
    assert {"source", "year"} <= set(new.context["form"].errors)


def test_a_template_is_for_everyone_who_sees_the_imports(
    tuxtla: Territory, authority: User, client_of: ClientOf
) -> None:
    for kind in imports.all():
        answer = client_of(authority).get(reverse("data-template", args=[TUXTLA, kind.kind]))
        assert answer.status_code == 200
        assert "plantilla-" in answer.headers["Content-Disposition"]
        assert len(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets) == 3


def test_a_file_that_was_left_is_found_again_by_who_sent_it(
    sender: Sender, areas: list[Territory], authority: User, client_of: ClientOf
) -> None:
    upload = sender.upload("risk-results", "dejado.csv", RESULTS)
    address = reverse("data", args=[sender.path])
    (notice,) = sender.client.get(address).context["notices"]
    assert "«dejado.csv»" in notice.text
    assert notice.url == sender.at("upload-sheet", upload)
    upload.mapping = {"valor": ""}
    upload.save()
    assert sender.client.get(address).context["notices"][0].url == sender.at("upload-review", upload)
    assert client_of(authority).get(address).context["notices"] == []
    Upload.objects.filter(pk=upload.pk).update(created_at=upload.created_at - dt.timedelta(hours=1))
    assert sender.client.get(address).context["notices"] == []
