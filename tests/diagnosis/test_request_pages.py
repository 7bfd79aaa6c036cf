"""Information requests on their pages: prepared, sent, reminded, answered, shared, handed out."""

import datetime as dt
import hashlib
import io
import itertools
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import docx
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clrisk_site.files import attachment_store
from clrisk_site.files.models import Attachment, Classification, IssuedDocument
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.actions.tell_requests import tell_requests
from diagnosis.models import InformationRequest, RequestReminder, RouteKind
from diagnosis.queries.information_requests import routes_for
from diagnosis.request_deadlines import add_days
from tests.cast import ClientOf
from tests.diagnosis.information_requests import SENT, make_answered, make_reminder, make_request, make_route

PATH = "MX.07.101"
LIST = "/t/MX.07.101/requests/"


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def typed(**more: object) -> dict[str, object]:
    values = {
        "dataset": "Matrícula por escuela y sexo",
        "holder": "Secretaría de Educación",
        "level": "state",
        "route": make_route().pk,
        "purpose": "Contar a quienes dejan la escuela.",
    }
    return {**values, **more}


def on(name: str, request: InformationRequest, *more: str) -> str:
    return reverse(name, args=[PATH, request.pk, *more])


def text_at(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def attach_paper(request: InformationRequest, title: str, shown_to: Classification, *, by: User) -> None:
    """Attach a file as the pages would; what is in it does not matter here."""
    content = b"%PDF-1.7 " + title.encode()
    Attachment.objects.create(
        territory=request.territory,
        subject_type=ContentType.objects.get_for_model(request),
        subject_id=request.pk,
        kind="other",
        title=title,
        classification=shown_to,
        file_name="a.pdf",
        stored_name=attachment_store.keep(content),
        media_type="application/pdf",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
    )


def version_of(request: InformationRequest) -> int:
    return InformationRequest.objects.get(pk=request.pk).version


def test_a_request_goes_its_way(editor: Client, tuxtla: Territory, tapachula: Territory) -> None:
    assert "Todavía no hay solicitudes" in text_at(editor, LIST)
    assert editor.post(reverse("request-create", args=[PATH]), typed()).status_code == 302
    asked = InformationRequest.objects.get()
    assert "Aún no se envía a Secretaría de Educación" in text_at(editor, on("request", asked))

    sent_on = timezone.localdate() - dt.timedelta(days=60)
    send = {"sent_on": sent_on.strftime("%d/%m/%Y"), "folio": "F-1", "version": version_of(asked)}
    assert editor.post(on("request-send", asked), send).status_code == 302
    asked.refresh_from_db()
    assert asked.due_on == add_days(sent_on, 20, working=True)
    assert "Vencida" in text_at(editor, LIST)
    assert "pasó su fecha límite" in text_at(editor, LIST)

    longer = {**send, "extended": "on", "version": version_of(asked)}
    assert editor.post(on("request-send", asked), longer).status_code == 302
    asked.refresh_from_db()
    assert asked.due_on == add_days(sent_on, 30, working=True)
    assert "checked" in text_at(editor, on("request-send", asked)).split('name="extended"')[1][:200]

    reminded = {"reminded_on": timezone.localdate().strftime("%d/%m/%Y"), "note": "Por correo"}
    assert editor.post(on("request-remind", asked), reminded).status_code == 302
    assert "Por correo" in text_at(editor, on("request", asked))

    answer = {
        "answer": "partial",
        "answered_on": (sent_on + dt.timedelta(days=44)).strftime("%d/%m/%Y"),
        "answer_format": "Excel",
        "quality": "2",
        "quality_note": "Sin escuelas privadas",
        "version": version_of(asked),
    }
    assert editor.post(on("request-answer", asked), answer).status_code == 302
    page = text_at(editor, on("request", asked))
    assert "Tardó 44 días." in page
    assert "2 de 4" in page
    listed = text_at(editor, LIST)
    assert "de 1 sola respuesta" in listed
    assert "44" in listed
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "informationrequest.create",
        "informationrequest.send",
        "informationrequest.send",
        "requestreminder.create",
        "informationrequest.answer",
    ]


def test_bad_input_changes_nothing(editor: Client, tuxtla: Territory) -> None:
    create = reverse("request-create", args=[PATH])
    foreign = make_route("transparency-gt", country_only="GT")
    for more in ({"dataset": ""}, {"holder": ""}, {"level": "x"}, {"route": ""}, {"route": foreign.pk}):
        assert editor.post(create, typed(**more)).status_code == 422, more
    for more in (
        {"purpose": "Nombres de las niñas"},
        {"holder": "Oficina de Juan Pérez López"},
        {"next_action": "Llamar; CURP GOMC100203MCSMRR09", "nobody_named": "on"},
    ):
        assert editor.post(create, typed(**more)).status_code == 422, more
    for dataset in ("Padrón nominal de becas", "Nombres de las niñas de 5.º", "Matrícula con CURP"):
        answer = editor.post(create, typed(dataset=dataset))
        assert answer.status_code == 422, dataset
        assert "Pida conteos por área" in answer.content.decode()
    assert not InformationRequest.objects.exists()

    asked = make_request(tuxtla)
    day, ahead = SENT.strftime("%d/%m/%Y"), (timezone.localdate() + dt.timedelta(days=2)).strftime("%d/%m/%Y")
    for name, data, words in (
        ("request-send", {"sent_on": ""}, "Enviada el"),
        ("request-send", {"sent_on": ahead}, "todavía no llega"),
        ("request-send", {"sent_on": "01/09/1926"}, "Revise el año"),
        ("request-send", {"sent_on": day, "due_on": "01/09/2926"}, "Revise el año"),
        ("request-send", {"sent_on": day, "due_on": "01/08/2026"}, "antes de que se enviara"),
    ):
        answer = editor.post(on(name, asked), {**data, "version": 1})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    for name in ("request-answer", "request-remind"):
        assert editor.get(on(name, asked)).headers["Location"] == on("request-send", asked)

    sent = make_request(tuxtla, "Becas", sent_on=SENT)
    for data, words in (
        ({"answer": "full"}, "Escriba el día en que llegó"),
        ({"answer": "waiting", "answered_on": day}, "Sin respuesta no hay día"),
        ({"answer": "waiting", "answer_format": "Excel de Juan Pérez López"}, "parece el nombre"),
        ({"answer": "waiting", "next_action": "CURP GOMC100203MCSMRR09"}, "Quite el número"),
        ({"answer": "full", "answered_on": "31/08/2026"}, "no puede ser anterior"),
        ({"answer": "denied", "answered_on": day, "quality": "3"}, "Solo los datos recibidos"),
    ):
        answer = editor.post(on("request-answer", sent), {**data, "version": 1})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    answer = editor.post(on("request-remind", sent), {"reminded_on": "31/08/2026"})
    assert "aún no se había enviado" in answer.content.decode()
    assert not RequestReminder.objects.exists()
    assert not AuditEntry.objects.exists()


def test_who_comes_second_keeps_both_texts(editor: Client, tuxtla: Territory) -> None:
    asked = make_request(tuxtla)
    assert editor.post(on("request-edit", asked), typed(version=1)).status_code == 302
    answer = editor.post(on("request-edit", asked), typed(dataset="Otra cosa", version=1))
    assert answer.status_code == 409
    assert "Otra cosa" in answer.content.decode()
    assert InformationRequest.objects.get().dataset == "Matrícula por escuela y sexo"
    asked.refresh_from_db()
    assert 'name="route"' not in text_at(
        editor, on("request-edit", make_request(tuxtla, "Becas", sent_on=SENT))
    )


def test_only_what_was_never_sent_is_removed(editor: Client, tuxtla: Territory) -> None:
    draft, sent = make_request(tuxtla), make_request(tuxtla, "Becas", sent_on=SENT)
    assert (
        "sigue en el registro"
        in editor.post(on("request-remove", sent), {"version": 1}, follow=True).content.decode()
    )
    editor.post(on("request-remove", draft), {"version": 9})
    assert InformationRequest.objects.count() == 2
    editor.post(on("request-remove", draft), {"version": 1})
    assert list(InformationRequest.objects.all()) == [sent]
    reminder = make_reminder(sent)
    editor.post(reverse("request-reminder-remove", args=[PATH, reminder.pk]), {"version": 1})
    assert not RequestReminder.objects.exists()


def test_an_answer_is_shared_by_name_and_noted_on_both_sides(
    editor: Client,
    liaison: User,
    stranger: User,
    tuxtla: Territory,
    tapachula: Territory,
    client_of: ClientOf,
) -> None:
    asked, neighbour = make_answered(tuxtla), client_of(stranger)
    attach_paper(asked, "Tabla abierta", Classification.OPEN, by=liaison)
    attach_paper(asked, "Oficio interno", Classification.RESTRICTED, by=liaison)
    theirs = reverse("request-shared", args=[tapachula.path, asked.pk])
    assert neighbour.get(theirs).status_code == 404
    chosen = {"shared_with": [tapachula.pk], "version": 1}
    assert editor.post(on("request-share", asked), chosen).status_code == 302
    noted = AuditEntry.objects.filter(action__startswith="informationrequest.").order_by("pk")
    assert [(entry.action, entry.territory) for entry in noted] == [
        ("informationrequest.share", tuxtla),
        ("informationrequest.receive", tapachula),
    ]
    page = text_at(neighbour, theirs)
    assert "Compartida por Tuxtla Gutiérrez" in page
    for title, is_seen in (("Tabla abierta", True), ("Oficio interno", False)):
        assert (title in page) == is_seen
        file = Attachment.objects.get(title=title)
        status = neighbour.get(reverse("attachment", args=[tapachula.path, file.pk])).status_code
        assert status == (200 if is_seen else 404), title
    assert "Editar" not in page
    assert asked.dataset in text_at(neighbour, reverse("requests", args=[tapachula.path]))
    told = text_at(neighbour, reverse("history", args=[tapachula.path]))
    assert "de otra municipalidad, compartió" in told
    for address in re.findall(r'href="([^"]*informationrequest[^"]*)"', told):
        assert neighbour.get(address).status_code == 200, address
    for name in ("request", "request-edit", "request-share", "request-send"):
        assert neighbour.get(on(name, asked)).status_code == 404
        assert neighbour.get(reverse(name, args=[tapachula.path, asked.pk])).status_code == 404

    editor.post(on("request-answer", asked), {"answer": "waiting", "version": 2})
    assert neighbour.get(theirs).status_code == 404, "what was taken back is read by nobody"
    editor.post(on("request-answer", asked), {"answer": "full", "answered_on": "11/09/2026", "version": 3})
    assert neighbour.get(theirs).status_code == 404, "a new answer is shared by hand"
    assert noted.filter(action="informationrequest.withdraw", territory=tapachula).exists()


def test_what_has_no_data_is_shared_with_nobody(
    editor: Client, tuxtla: Territory, tapachula: Territory
) -> None:
    asked = make_request(tuxtla, sent_on=SENT)
    assert (
        editor.post(on("request-share", asked), {"shared_with": [tapachula.pk], "version": 1}).status_code
        == 302
    )
    assert not asked.shared_with.exists()
    foreign = make_answered(tuxtla, "Becas")
    away = Territory.objects.create(path="MX.08", code="08", name="Otra", level=tapachula.level)
    bad = editor.post(on("request-share", foreign), {"shared_with": [away.pk], "version": 1})
    assert bad.status_code == 422
    assert not foreign.shared_with.exists()


def test_letters_are_a_sheet_a_pdf_and_a_word_file(editor: Client, tuxtla: Territory) -> None:
    asked = make_request(
        tuxtla, purpose="Diagnóstico local", sent_on=SENT, due_on=dt.date(2026, 9, 29), folio="F-7"
    )
    make_reminder(asked, dt.date(2026, 10, 2))
    for version, words in (
        ("municipality", "solicitamos a Secretaría de Educación"),
        ("partner", "en apoyo de nuestro diagnóstico"),
        ("transparency", "Solicito a Secretaría de Educación"),
        ("reminder", "Recordatorios anteriores: 2 de octubre de 2026"),
    ):
        page = text_at(editor, on("request-letter", asked, version))
        assert words in page
        assert "Sin nombres" in page
        assert "style=" not in page
    word = editor.get(on("request-letter-file", asked, "reminder", "docx"))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "29 de septiembre de 2026" in text
    assert "F-7" in text
    pdf = editor.get(on("request-letter-file", asked, "municipality", "pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert list(IssuedDocument.objects.order_by("number").values_list("number", "kind")) == [
        (1, "request-letter-reminder"),
        (2, "request-letter-municipality"),
    ]
    assert "Solicito a" in text_at(editor, on("request", asked))
    assert editor.get(on("request-letter-file", asked, "partner", "xlsx")).status_code == 404
    assert editor.get(on("request-letter", asked, "song")).status_code == 404
    assert editor.get(on("request-letter", make_request(tuxtla, "Becas"), "reminder")).status_code == 404
    assert editor.get(on("request-letter", make_answered(tuxtla, "Salud"), "reminder")).status_code == 404
    InformationRequest.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() + dt.timedelta(days=9))
    assert "El plazo de respuesta termina el" in text_at(editor, on("request-letter", asked, "reminder"))
    english = editor.get(on("request-letter", asked, "partner"), headers={"accept-language": "en"})
    assert english.status_code == 200


def test_the_register_is_filtered_and_taken_along(editor: Client, tuxtla: Territory) -> None:
    make_answered(tuxtla)
    make_request(tuxtla, "Becas por colonia", sent_on=SENT, due_on=SENT)
    page = text_at(editor, f"{LIST}?standing=overdue")
    assert "Becas por colonia" in page
    assert "Matrícula" not in page
    assert "Ninguna solicitud coincide" in text_at(editor, f"{LIST}?text=nada")
    file = editor.get(reverse("requests-export", args=[PATH, "csv"]) + "?text=becas").content.decode(
        "utf-8-sig"
    )
    assert "Becas por colonia" in file
    assert "Matrícula" not in file
    assert editor.get(reverse("requests-export", args=[PATH, "pdf"])).status_code == 404


def test_a_country_has_the_routes_of_its_own_law(db: None) -> None:
    call_command("load_catalogues", verbosity=0)
    mexico = {route.code for route in routes_for("MX")}
    assert mexico == {"municipality", "partner", "transparency-mx"}
    assert {route.code for route in routes_for("CO")} == {"municipality-co", "partner", "transparency-co"}
    assert {route.code for route in routes_for("BO")} == {"municipality", "partner", "transparency"}
    for country in ("MX", "CO", "BO"):
        assert {route.kind for route in routes_for(country)} == set(RouteKind)
    known = {route.code: (route.days, route.extension_days) for route in routes_for("MX")}
    assert known["transparency-mx"] == (20, 10)
    assert known["municipality"] == (None, None)


def test_the_team_is_told_once(
    tuxtla: Territory,
    liaison: User,
    stranger: User,
    member: User,
    settings: Settings,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    settings.SENDS_MAIL = True
    today = timezone.localdate()
    sent = today - dt.timedelta(days=20)
    quiet = make_route("municipality", days=None, remind_after=None)
    overdue = make_request(tuxtla, sent_on=sent, due_on=today, route=quiet)
    make_request(tuxtla, "Becas", sent_on=sent, route=quiet)
    make_answered(tuxtla, "Salud", due_on=SENT)
    for days, told in ((0, []), (1, [overdue]), (2, [])):
        with django_capture_on_commit_callbacks(execute=True):
            assert tell_requests(today=today + dt.timedelta(days=days)) == told
    assert [(one.to, "Matrícula" in one.subject) for one in mail.outbox] == [([liaison.email], True)]
    assert AuditEntry.objects.filter(action="informationrequest.tell").count() == 1
    overdue.refresh_from_db()
    assert overdue.version == 1, "who has the form open meets no conflict"


def test_pages_cost_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    tapachula: Territory,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    first = make_answered(tuxtla)
    make_reminder(first)
    make_answered(tapachula, "Vecina").shared_with.add(tuxtla)
    pages = (LIST, on("request", first))
    before = []
    for address in pages:
        editor.get(address)
        with django_assert_max_num_queries(25) as few:
            editor.get(address)
        before.append(len(few))
    for number in range(50):
        one = make_answered(tuxtla, f"Datos {number}")
        make_reminder(first, SENT + dt.timedelta(days=number + 1))
        make_reminder(one)
        make_answered(tapachula, f"Vecina {number}").shared_with.add(tuxtla)
        place = Territory.objects.create(
            path=f"MX.07.{500 + number}", code=f"07{500 + number}", name=f"M{number}", level=tuxtla.level
        )
        first.shared_with.add(place)
    for address, count in itertools.zip_longest(pages, before):
        with django_assert_max_num_queries(25) as many:
            editor.get(address)
        assert len(many) == count
