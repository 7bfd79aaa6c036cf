"""Notes of interviews: who reads them, that private words leave by no door, and what withdrawing erases."""

import pytest
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from mapping.models import (
    FactEvidence,
    Handling,
    Interview,
    InterviewNote,
    LocalOffer,
)
from mapping.queries.interview_notes import notes_readable_by
from tests.cast import ClientOf, give_post, make_user
from tests.mapping.interview_world import make_note

pytestmark = pytest.mark.usefixtures("themes")

CANARY = "Zanateverde"


def test_restricted_words_leave_by_no_door(
    liaison: User, interview: Interview, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    path = interview.territory.path
    Interview.objects.filter(pk=interview.pk).update(
        interviewee_name=f"{CANARY} N", incentives=f"{CANARY} I", interviewer=f"{CANARY} E"
    )
    client = client_of(liaison)
    for handling in Handling:
        sent = {
            "handling": handling.value,
            "text": f"{CANARY if handling != 'open' else 'Abierta'} {handling}",
        }
        url = reverse("interview-note-create", args=[path, interview.pk])
        assert client.post(url, sent).status_code == 302
    pages = [
        reverse("interview", args=[path, interview.pk]),
        reverse("interviews", args=[path]),
        reverse("interview-print", args=[path, interview.pk, "minutes"]),
    ]
    for role in (Role.COMMISSION_MEMBER, Role.COORDINATOR):
        for page in pages:
            assert CANARY not in client_of(insiders[role]).get(page).content.decode(), (role, page)
        # The search says again what was looked for, so a find is known by its way to the interview.
        found = client_of(insiders[role]).get(reverse("find", args=[path]), {"text": CANARY})
        assert found.status_code == 200
        assert pages[0] not in found.content.decode()
    assert pages[0] in client.get(reverse("find", args=[path]), {"text": CANARY}).content.decode()
    reader = client_of(insiders[Role.ANALYST]).get(pages[0]).content.decode()
    assert f"{CANARY} restricted" in reader
    assert f"{CANARY} off_the_record" not in reader
    assert f"{CANARY} off_the_record" in client.get(pages[0]).content.decode()
    # Not even who may read them takes them out of the site.
    for kind, format_ in (("sheet", "docx"), ("minutes", "docx")):
        answer = client.get(reverse("interview-file", args=[path, interview.pk, kind, format_]))
        assert CANARY not in _text_of_docx(answer.content)
    for page in (
        reverse("interview-print", args=[path, interview.pk, "sheet"]),
        reverse("interview-print", args=[path, interview.pk, "minutes"]),
        reverse("interviews-export", args=[path, "csv"]),
    ):
        assert CANARY not in client.get(page).content.decode("utf-8", "ignore"), page
    assert CANARY not in str(list(AuditEntry.objects.values_list("subject_label", "changes")))
    minutes = client.get(reverse("interview-print", args=[path, interview.pk, "minutes"])).content.decode()
    assert "Abierta open" in minutes
    Interview.objects.filter(pk=interview.pk).update(consents_to_quote="yes")
    assert f"{CANARY} N" in client.get(pages[2]).content.decode()
    # Even then the commission reads what was said, not who; and a paper to fill in needs no name.
    assert CANARY not in client_of(insiders[Role.COORDINATOR]).get(pages[2]).content.decode()
    sheet = reverse("interview-print", args=[path, interview.pk, "sheet"])
    blank = client.get(sheet).content.decode()
    assert CANARY not in blank
    # What a document confirms is told in one line, so that the sheet stays short enough to carry.
    assert "Lo confirma un documento" in blank
    assert "Reglas de operación" not in blank


def _text_of_docx(content: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_notes_are_changed_by_those_who_read_them(
    liaison: User, interview: Interview, chiapas: Territory, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    path, other = interview.territory.path, make_user("Second.liaison")
    give_post(other, Role.LIAISON, interview.territory)
    secret = make_note(interview, Handling.OFF_THE_RECORD, "Solo mía", by=liaison)
    shared = make_note(interview, Handling.RESTRICTED, "Del equipo", by=liaison)
    url = reverse("interview-note-edit", args=[path, secret.pk])
    assert client_of(liaison).get(url).status_code == 200
    assert client_of(other).get(url).status_code == 404
    theirs = reverse("interview-note-edit", args=[path, shared.pk])
    hide = {"handling": "off_the_record", "text": "Del equipo", "version": 1}
    assert client_of(other).post(theirs, hide).status_code == 422
    assert client_of(insiders[Role.COORDINATOR]).get(theirs).status_code == 404
    assert client_of(other).post(theirs, {**hide, "handling": "open"}).status_code == 302
    assert set(notes_readable_by(insiders[Role.COMMISSION_MEMBER], interview.territory)) == {shared}
    gone = reverse("interview-note-remove", args=[path, secret.pk])
    assert client_of(other).post(gone, {"version": 1}).status_code == 404
    client_of(liaison).post(gone, {"version": 1})
    assert list(InterviewNote.objects.all()) == [shared]


def test_withdrawing_erases_words_and_names_and_marks_facts(
    liaison: User, interview: Interview, offer: LocalOffer, client_of: ClientOf
) -> None:
    client, path = client_of(liaison), interview.territory.path
    key = f"p{offer.programme_id}"
    answers = {f"{key}_goal_answer": "corrected", f"{key}_goal_said": "500", "version": 1}
    client.post(reverse("interview-answers", args=[path, interview.pk]), answers)
    Interview.objects.filter(pk=interview.pk).update(interviewer="Equipo", place="Su casa")
    make_note(interview, Handling.OFF_THE_RECORD, "Palabras", by=make_user("Somebody"))
    agreed = reverse("follow-up-create", args=[path, interview.pk])
    client.post(agreed, {"what": "Zanateazul llama", "responsible": "Zanateazul"})
    interview.refresh_from_db()
    client.post(reverse("interview-close", args=[path, interview.pk]), {"version": interview.version})
    interview.refresh_from_db()
    url = reverse("interview-withdraw", args=[path, interview.pk])
    warned = client.get(url).content.decode()
    assert "Se borra 1 nota" in warned
    assert "Se borra 1 acuerdo" in warned
    client.post(url, {"version": interview.version})
    interview.refresh_from_db()
    assert interview.is_withdrawn
    assert (interview.interviewee_name, interview.interviewee_post, interview.incentives) == ("", "", "")
    assert (interview.interviewer, interview.place, interview.reason_before_review) == ("", "", "")
    assert not interview.notes.exists()
    assert not interview.follow_ups.exists()
    assert "Zanateazul" not in str(list(AuditEntry.objects.values_list("subject_label", "changes")))
    offer.refresh_from_db()
    assert offer.goal == 500
    assert FactEvidence.objects.get(offer=offer, fact="goal").interview == interview
    for name in (
        "interview-edit",
        "interview-answers",
        "interview-note-create",
        "interview-submissions",
        "follow-up-create",
    ):
        assert client.get(reverse(name, args=[path, interview.pk])).status_code == 302
    shown = client.get(reverse("interview", args=[path, interview.pk])).content.decode()
    assert "Retirada el" in shown
    assert "Canaria" not in shown
