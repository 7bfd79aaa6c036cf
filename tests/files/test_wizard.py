"""From a file to its receipt through the pages, and what may go otherwise on the way."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, RiskRelease, RiskResult
from mapping.models import LocalOffer, Programme
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender, spooled

RESULTS = """clave,clase,factor:not_attending
0710100010458,alto,7.5
0710100010462,Bajo,n.d.
071010001017A,medio,3
"""


def test_from_file_to_receipt(
    sender: Sender, areas: list[Territory], attending: Factor, liaison: User
) -> None:
    upload = sender.upload("risk-results", "riesgo.csv", RESULTS, source="STPS", year="2015")
    assert sender.client.get(sender.at("upload-sheet", upload)).status_code == 200
    sheet = sender.client.post(sender.at("upload-sheet", upload), {"header_row": "1"})
    assert sheet.url == sender.at("upload-columns", upload)
    page = sender.client.get(sheet.url)
    fields = {
        f"column_{n}": field
        for n, field in enumerate(("territory", "official_class", "factor:not_attending"))
    }
    assert {name: page.context["form"][name].value() for name in fields} == fields
    columns = sender.client.post(sheet.url, {**fields, "nature": "phase_i", "name": "Fase I"})
    assert columns.url == sender.at("upload-review", upload)
    review = sender.client.get(columns.url).content.decode()
    assert "Guardar 3 filas" in review
    assert not RiskResult.objects.exists()
    answer = sender.confirm(upload)
    receipt = ImportReceipt.objects.get()
    assert answer.url == reverse("receipt", args=[sender.path, receipt.pk])
    assert (receipt.rows, receipt.new, receipt.refused) == (3, 3, 0)
    assert (receipt.source, receipt.year, receipt.created_by) == ("STPS", 2015, liaison)
    assert len(receipt.sha256) == 64
    assert receipt.facts["name"] == "Fase I"
    assert not spooled()
    assert not Upload.objects.exists()
    result = RiskResult.objects.get(territory=areas[0])
    assert (result.official_class, result.value, result.factor_values) == (
        "high",
        None,
        {"not_attending": 7.5},
    )
    assert RiskResult.objects.get(territory=areas[1]).factor_values == {}
    entry = AuditEntry.objects.get(action="import.save")
    assert (entry.by, str(entry.territory)) == (liaison, "Tuxtla Gutiérrez")
    assert entry.changes["new"] == 3
    shown = sender.client.get(answer.url).content.decode()
    assert "riesgo.csv" in shown
    assert receipt.sha256[:16] in shown


def test_nothing_is_reviewed_before_it_is_said_whether_it_is_phase_one(
    sender: Sender, areas: list[Territory]
) -> None:
    sender.send("risk-results", "a.csv", RESULTS)
    upload = Upload.objects.get()
    page = sender.client.get(sender.at("upload-columns", upload))
    assert page.context["facts"]["nature"].value() == ""
    for answer in (
        sender.review(upload),
        sender.client.post(sender.at("upload-confirm", upload), {"token": "3-0-0-0"}),
    ):
        assert (answer.status_code, answer.url) == (302, sender.at("upload-columns", upload))
    left_open = sender.client.post(
        sender.at("upload-columns", upload), {"column_0": "territory", "nature": ""}
    )
    assert left_open.status_code == 422
    assert "nature" in left_open.context["facts"].errors
    assert not RiskResult.objects.exists()


def test_a_class_that_differs_from_another_release_is_named_before_saving(
    sender: Sender, areas: list[Territory]
) -> None:
    sender.import_whole("risk-results", "a.csv", "clave,clase\n07101,bajo\n", source="STPS", year="2015")
    second = "clave,clase\n07101,medio\n0710100010458,bajo\n"
    upload = sender.upload("risk-results", "b.csv", second, source="Fuente prueba", year="2021")
    (warning,) = sender.review(upload).context["review"].warnings
    assert (
        "En 1 fila hay otra clase guardada de «STPS», 2015. Fila 2: allá Bajo, aquí Medio." in warning.problem
    )
    assert sender.confirm(upload).status_code == 302
    assert RiskResult.objects.filter(territory__code="07101").count() == 2
    for name in ("place-home", "profile"):
        page = sender.client.get(reverse(name, args=[sender.path])).content.decode()
        assert "También publicado: Bajo (STPS, 2015)" in page
    proxy = sender.upload("risk-results", "c.csv", "clave,clase\n07101,alto\n", source="Otro", year="2022")
    Upload.objects.filter(pk=proxy.pk).update(facts={"nature": "proxy"})
    assert not sender.review(proxy).context["review"].warnings


def test_the_review_counts_what_is_new_changed_and_the_same(sender: Sender, areas: list[Territory]) -> None:
    first = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    sender.answer(first, "measure_type", "probability")
    assert sender.confirm(first).status_code == 302
    again = sender.upload(
        "risk-results", "b.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.4\n071010001017A,0.1\n"
    )
    review = sender.review(again).context["review"]
    assert [count["number"] for count in review.counts] == ["1", "1", "1", "0", "0"]
    assert review.changes[0]["before"] == "0.3"
    assert sender.confirm(again).status_code == 302
    assert RiskResult.objects.get(territory=areas[1]).value == 0.4
    assert RiskRelease.objects.count() == 1


def test_an_open_question_keeps_everything_back(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    page = sender.review(upload)
    review = page.context["review"]
    assert review.question_code == "measure_type"
    assert review.question["options"][0]["checked"]
    assert review.save_label == ""
    assert "upload-confirm" not in page.content.decode()
    refused = sender.client.post(sender.at("upload-confirm", upload), {"token": review.token})
    assert refused.status_code == 422
    assert not RiskResult.objects.exists()
    sender.answer(upload, "measure_type", "probability")
    assert sender.review(upload).context["review"].question is None
    assert "Una probabilidad, de 0 a 1" in sender.review(upload).content.decode()
    sender.answer(upload, "measure_type", "")
    assert sender.review(upload).context["review"].question_code == "measure_type"


def test_what_is_no_option_of_the_question_is_no_answer(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    sender.answer(upload, "measure_type", "<script>")
    sender.answer(upload, "no-such-question", "yes")
    upload.refresh_from_db()
    assert upload.answers == {}


def test_the_receipt_holds_questions_and_answers_in_words(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,valor\n0710100010458,0.2\n0710100010462,0.3\n")
    sender.answer(upload, "measure_type", "probability")
    page = sender.client.get(sender.confirm(upload).url).content.decode()
    assert "¿Qué tipo de número es el valor publicado?" in page
    assert "Valor publicado" in page
    assert "official_class" not in page


def test_confirming_something_else_than_was_shown_asks_again(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    answer = sender.client.post(sender.at("upload-confirm", upload), {"token": "9-9-9-9"})
    assert answer.status_code == 409
    assert "Algo cambió" in answer.content.decode()
    assert not RiskResult.objects.exists()
    assert Upload.objects.exists()


def test_confirming_twice_saves_once(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    token = sender.review(upload).context["review"].token
    address = sender.at("upload-confirm", upload)
    assert sender.client.post(address, {"token": token}).status_code == 302
    assert sender.client.post(address, {"token": token}).status_code == 302
    assert ImportReceipt.objects.count() == 1


def test_the_same_file_again_is_recognised(sender: Sender, areas: list[Territory]) -> None:
    sender.import_whole("risk-results", "a.csv", RESULTS)
    again = sender.upload("risk-results", "otro nombre.csv", RESULTS)
    page = sender.review(again)
    assert "Este mismo archivo ya se cargó" in page.content.decode()
    assert page.context["review"].save_label == ""


def test_good_rows_are_saved_beside_refused_ones(sender: Sender, areas: list[Territory]) -> None:
    upload = sender.upload("risk-results", "a.csv", "clave,clase\n0710100010458,alto\n0710100019999,alto\n")
    page = sender.review(upload)
    review = page.context["review"]
    (error,) = review.errors
    assert (error.row, error.column) == ("3", "clave")
    assert "0710100019999" in error.problem
    assert error.cure
    rows = sender.client.get(sender.at("upload-problems", upload))
    assert rows["Content-Disposition"].startswith("attachment")
    assert "0710100019999" in rows.content.decode("utf-8-sig")
    assert "0710100010458" not in rows.content.decode("utf-8-sig")
    assert sender.confirm(upload).status_code == 302
    receipt = ImportReceipt.objects.get()
    assert (receipt.new, receipt.refused) == (1, 1)


def test_leaving_a_file_removes_it(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    assert sender.client.get(sender.at("upload-discard", upload)).status_code == 405
    assert sender.client.post(sender.at("upload-discard", upload)).status_code == 302
    assert not spooled()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("step", ["upload-sheet", "upload-columns", "upload-review", "upload-problems"])
def test_each_step_keeps_others_out(
    step: str, sender: Sender, stranger: User, authority: User, client_of: ClientOf
) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    assert client_of(stranger).get(sender.at(step, upload)).status_code == 404
    assert client_of(authority).get(sender.at(step, upload)).status_code == 403
    elsewhere = reverse(step, args=["MX.07.089", upload.pk])
    assert sender.client.get(elsewhere).status_code == 404
    assert client_of(stranger).get(elsewhere).status_code == 404
    nowhere = reverse(step, args=[sender.path, "00000000-0000-0000-0000-000000000000"])
    assert sender.client.get(nowhere).status_code == 404


@pytest.mark.parametrize("step", ["upload-answer", "upload-confirm", "upload-discard"])
def test_each_act_keeps_others_out(
    step: str, sender: Sender, stranger: User, authority: User, client_of: ClientOf
) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    assert client_of(stranger).post(sender.at(step, upload)).status_code == 404
    assert client_of(authority).post(sender.at(step, upload)).status_code == 403
    assert sender.client.get(sender.at(step, upload)).status_code == 405
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_a_field_chosen_twice_is_refused(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    data = {"column_0": "territory", "column_1": "territory", "nature": "phase_i"}
    answer = sender.client.post(sender.at("upload-columns", upload), data)
    assert answer.status_code == 422
    assert "Elija una sola" in answer.content.decode()


def test_a_required_field_left_out_is_named(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    answer = sender.client.post(sender.at("upload-columns", upload), {"nature": "phase_i"})
    assert answer.status_code == 422
    assert "Territorio" in answer.content.decode()


def test_an_unknown_field_or_fact_is_refused(sender: Sender) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    data = {"column_0": "territory", "column_1": "is_staff", "nature": "phase_i"}
    assert sender.client.post(sender.at("upload-columns", upload), data).status_code == 422
    data = {"column_0": "territory", "nature": "invented"}
    assert sender.client.post(sender.at("upload-columns", upload), data).status_code == 422


@pytest.mark.parametrize("row", ["0", "-1", "x", "", "99999999999"])
def test_a_header_row_that_cannot_be_is_refused(sender: Sender, row: str) -> None:
    upload = sender.upload("risk-results", "a.csv", RESULTS)
    answer = sender.client.post(sender.at("upload-sheet", upload), {"header_row": row})
    assert answer.status_code == 422
    assert sender.client.get(sender.at("upload-sheet", upload) + "?header_row=900").status_code == 422


def test_another_sheet_is_shown_before_it_is_chosen(sender: Sender) -> None:
    upload = sender.upload("risk-results", "libro.xlsx", two_sheets())
    page = sender.client.get(sender.at("upload-sheet", upload) + "?sheet=Datos")
    assert page.context["chosen_sheet"] == "Datos"
    assert "0710100010458" in page.content.decode()
    data = {"sheet": "Datos", "header_row": "2"}
    assert sender.client.post(sender.at("upload-sheet", upload), data).status_code == 302
    assert Upload.objects.get().reading["sheet"] == "Datos"
    assert Upload.objects.get().reading["header_row"] == 2
    missing = sender.client.get(sender.at("upload-sheet", upload) + "?sheet=Otra")
    assert missing.status_code == 422
    assert "Otra" in missing.content.decode()


def two_sheets() -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    notes = book.create_sheet("Notas")
    notes.append(["leer primero"])
    notes.append(["nada"])
    sheet = book.create_sheet("Datos")
    sheet.append(["Resultados 2015"])
    sheet.append(["clave", "clase"])
    sheet.append(["0710100010458", "alto"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_programmes_of_a_municipality_make_offers(sender: Sender, attending: Factor) -> None:
    table = (
        "Programa;Dependencia;Nivel;Objetivo;Cupo anual;Admite nuevos;Factores\n"
        "Becas;DIF Municipal;municipal;Que estudien;120;con cambio de reglas;No asiste a la escuela\n"
        "Comedor;DIF Municipal;municipal;Que coman;n.d.;?;\n"
    )
    upload = sender.upload("programmes", "p.csv", table, year="2026")
    assert sender.confirm(upload).status_code == 302
    grants = LocalOffer.objects.get(programme__name="Becas")
    assert (grants.places_per_year, grants.admits_new, grants.year) == (120, "with_rule_change", 2026)
    assert grants.funding_established == "unknown"
    assert list(grants.programme.factors.all()) == [attending]
    canteen = LocalOffer.objects.get(programme__name="Comedor")
    assert (canteen.places_per_year, canteen.admits_new) == (None, "unknown")
    assert Programme.objects.get(name="Becas").institution.name == "DIF Municipal"


def test_a_liaison_never_changes_the_programme_of_the_state(
    sender: Sender, coordinator: User, client_of: ClientOf
) -> None:
    state = Sender(client_of(coordinator), CHIAPAS)
    state.import_whole("programmes", "p.csv", "Programa,Dependencia,Objetivo\nBecas,SEP,Que estudien\n")
    mine = sender.upload(
        "programmes", "p.csv", "Programa,Dependencia,Objetivo,Cupo anual\nbecas,Sep,Otro,50\n"
    )
    sender.answer(mine, "level", "state")
    assert "nivel superior" in sender.review(mine).content.decode()
    assert sender.confirm(mine).status_code == 302
    programme = Programme.objects.get()
    assert (programme.purpose, programme.territory.path, programme.version) == ("Que estudien", CHIAPAS, 1)
    assert programme.offers.get().places_per_year == 50


def test_pages_ask_the_database_as_often_for_one_receipt_as_for_fifty(
    sender: Sender, areas: list[Territory]
) -> None:
    sender.import_whole("risk-results", "a.csv", RESULTS)
    address = reverse("data", args=[sender.path])
    with CaptureQueriesContext(connection) as one:
        sender.client.get(address)
    receipt = ImportReceipt.objects.get()
    for number in range(49):
        receipt.pk = receipt.upload_id = None
        receipt.file_name = f"{number}.csv"
        receipt.save()
    with CaptureQueriesContext(connection) as fifty:
        page = sender.client.get(address)
    assert len(fifty) == len(one) <= 25
    assert "50 archivos" in page.content.decode()
