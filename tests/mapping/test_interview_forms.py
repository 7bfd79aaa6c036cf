"""An interview as an XLSForm that KoboToolbox and ODK take, and its submissions read back."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role
from mapping.models import CheckAnswer, Handling, Interview, InterviewTheme, LocalOffer
from mapping.xlsform.making import interview_form
from mapping.xlsform.writing import write_form
from tests.cast import ClientOf
from tests.mapping.interview_world import make_interview, make_note

CANARY = "Zanaterojo"


@pytest.fixture
def interview(offer: LocalOffer) -> Interview:
    for position, code in enumerate(("definition", "desk_review", "new_beneficiaries", "coordination")):
        InterviewTheme.objects.create(
            code=code,
            position=position,
            texts={"es": f"Tema {code}", "en": f"Theme {code}"},
            explanations={"es": f"¿{code}?"},
        )
    return make_interview(offer, interviewee_name=CANARY, incentives=CANARY)


def test_pyxform_accepts_the_form_and_no_private_word_is_in_it(interview: Interview) -> None:
    for handling in Handling:
        make_note(interview, handling, f"{CANARY} {handling}", "desk_review")
    interview.programmes.update(name="Canasta ${monto}")
    content = write_form(interview_form(interview))
    found = convert(xlsform=io.BytesIO(content), validate=False, warnings=[])
    key = f"p{interview.programmes.get().pk}"
    assert f"interview_{interview.pk}" in found.xform
    assert f"{key}_admits_new_answer" in found.xform
    assert 'lang="Español (es)"' in found.xform
    assert 'lang="English (en)"' in found.xform
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    said = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    assert CANARY not in said
    # What the desk review does not know cannot be confirmed.
    kinds = {row[1]: row[0] for row in book["survey"].values}
    assert kinds[f"{key}_admits_new_answer"] == "select_one answer_unknown"
    assert kinds[f"{key}_places_per_year_answer"] == "select_one answer"


def _export(interview: Interview, *rows: dict[str, str]) -> SimpleUploadedFile:
    heads = ["start", "interview", *dict.fromkeys(name for row in rows for name in row)]
    lines = [",".join(heads)]
    for row in rows:
        cells = {"start": "2026-02-03T10:00:00.000-06:00", "interview": str(interview.pk), **row}
        lines.append(",".join(cells.get(head, "") for head in heads))
    return SimpleUploadedFile("respuestas.csv", "\n".join(lines).encode(), content_type="text/csv")


def test_submissions_are_shown_then_kept_once(
    liaison: User, interview: Interview, client_of: ClientOf
) -> None:
    client, path = client_of(liaison), interview.territory.path
    url = reverse("interview-submissions", args=[path, interview.pk])
    key = f"theme_x/p{interview.programmes.get().pk}"
    first = {f"{key}_admits_new_answer": "corrected", f"{key}_admits_new_said": "no"}
    last = {
        f"{key}_admits_new_answer": "corrected",
        f"{key}_admits_new_said": "with_rule_change",
        f"{key}_places_per_year_answer": "corrected",
        f"{key}_places_per_year_said": "muchas",
        "theme_x/note_coordination": "Se coordina con el estado",
        "day": "2026-02-04",
    }
    shown = client.post(url, {"file": _export(interview, first, last)})
    page = shown.content.decode()
    assert shown.status_code == 200, page
    assert "la fila 3" in page
    assert "Sí, si cambia una regla" in page
    assert "Se coordina con el estado" in page
    assert "Estancias, Lugares por año" in page  # what could not be read is left out and said
    assert not interview.checks.exists()
    kept = re.search(r'name="said" value="([^"]+)"', page)
    assert kept is not None
    assert "El formulario dice" in page
    sent = {"said": kept[1], "handling": "restricted", "replace": "day"}
    address = reverse("interview-submission-keep", args=[path, interview.pk])
    assert client.post(address, {**sent, "said": "x"}).status_code == 302  # altered: nothing is kept
    assert not interview.checks.exists()
    client.post(address, sent)
    interview.refresh_from_db()
    check = interview.checks.get()
    assert (check.answer, check.said_value) == (CheckAnswer.CORRECTED, "with_rule_change")
    assert str(interview.day) == "2026-02-04"
    assert interview.notes.get().handling == Handling.RESTRICTED
    client.post(address, sent)  # its version is old by now
    assert interview.notes.count() == 1


def test_a_form_turns_nothing_recorded_unasked(
    liaison: User, interview: Interview, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, path, key = client_of(liaison), interview.territory.path, f"p{offer.programme_id}"
    places, theme = f"{key}_places_per_year", "note_coordination"
    recorded = {f"{places}_answer": "corrected", f"{places}_said": "777", "version": 1}
    client.post(reverse("interview-answers", args=[path, interview.pk]), recorded)
    Interview.objects.filter(pk=interview.pk).update(consents_to_quote="no")
    newest = {
        "_submission_time": "2026-02-22T10:00:00",
        f"{places}_answer": "corrected",
        f"{places}_said": "800",
        "consents_to_quote": "yes",
        "consents_to_record": "yes",
        "post": "x" * 201,
        theme: "palabra " * 600,
    }
    older = {**newest, "_submission_time": "2026-02-20T10:00:00", f"{places}_said": "700"}
    url = reverse("interview-submissions", args=[path, interview.pk])
    keep = reverse("interview-submission-keep", args=[path, interview.pk])
    page = client.post(url, {"file": _export(interview, newest, older)}).content.decode()
    assert "la fila 2 del 2026-02-22" in page  # the newest, wherever it stands
    assert "Registrado antes" in page
    assert "777" in page
    assert "más de 200 caracteres" in page
    assert all(f'name="replace" value="{one}"' in page for one in ("consents_to_quote", places))
    assert 'value="consents_to_record"' not in page  # nothing stands against it
    token = re.search(r'name="said" value="([^"]+)"', page)
    assert token is not None
    sent = {"said": token[1], "handling": "restricted"}
    client.post(keep, sent)
    interview.refresh_from_db()
    assert (interview.consents_to_quote, interview.consents_to_record) == ("no", "yes")
    assert interview.checks.get().said_value == 777
    notes = list(interview.notes.order_by("pk").values_list("text", flat=True))
    assert len(notes) == 2
    assert " ".join(notes) == ("palabra " * 600).strip()
    again = client.post(url, {"file": _export(interview, newest)}).content.decode()
    token = re.search(r'name="said" value="([^"]+)"', again)
    assert token is not None
    client.post(keep, {**sent, "said": token[1], "replace": ["consents_to_quote", places]})
    interview.refresh_from_db()
    assert (interview.consents_to_quote, interview.checks.get().said_value) == ("yes", 800)
    assert interview.notes.count() == 2


def test_other_files_are_refused_in_words(
    liaison: User, interview: Interview, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    client, path = client_of(liaison), interview.territory.path
    url = reverse("interview-submissions", args=[path, interview.pk])
    labels = SimpleUploadedFile("x.csv", "Día,¿Admite?\n2026-02-03,Sí\n".encode())
    refused = client.post(url, {"file": labels})
    assert refused.status_code == 422
    assert "valores y encabezados XML" in refused.content.decode()
    other = SimpleUploadedFile("x.csv", b"start,interview,day\n2026,999999,2026-02-03\n")
    assert "Ninguna de sus 1 filas" in client.post(url, {"file": other}).content.decode()
    to_come = client.post(url, {"file": _export(interview, {"day": "2999-01-02"})}).content.decode()
    assert "«2999-01-02»" in to_come, "a day to come is left out and said"
    assert client.post(url, {}).status_code == 422
    assert client_of(insiders[Role.ANALYST]).post(url, {"file": other}).status_code == 403
