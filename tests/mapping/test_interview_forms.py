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
    sent = {"said": kept[1], "handling": "restricted"}
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
    assert client.post(url, {}).status_code == 422
    assert client_of(insiders[Role.ANALYST]).post(url, {"file": other}).status_code == 403
