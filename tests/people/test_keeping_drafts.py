"""Drafts: kept while a person types, shown to nobody else, never written into a record."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clrisk_site.people.models import AuditEntry, Draft, Submission, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.tickets import read_ticket
from clrisk_site.places.models import Territory
from mapping.models import Institution
from tests.cast import ClientOf, give_post, make_user
from tests.people.forms_at_work import (
    create_address,
    edit_address,
    hidden_fields,
    make_institution,
    open_form,
    text_of,
)

KEEP, DISCARD = "/drafts/keep/", "/drafts/discard/"


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    return make_institution(tuxtla, liaison)


@pytest.fixture
def colleague(tuxtla: Territory) -> User:
    user = make_user("Ayudante")
    give_post(user, Role.LIAISON, tuxtla)
    return user


def keep(client: Client, typed: dict[str, str], **changes: str) -> tuple[int, str]:
    answer = client.post(KEEP, {**typed, **changes}, headers={"Accept": "text/plain"})
    return answer.status_code, text_of(answer)


def test_what_is_typed_is_kept_and_shown_again(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    entries = AuditEntry.objects.count()
    status, words = keep(client, open_form(client, address), name="DIF de Tux", source="  a\r\nb  ")
    assert status == 200
    assert timezone.localtime().strftime("%H:") in words
    page = text_of(client.get(address))
    assert 'value="DIF de Tux"' in page
    assert "Descartar el borrador" in page
    institution.refresh_from_db()
    assert (institution.name, institution.version) == ("DIF municipal", 1)
    assert AuditEntry.objects.count() == entries


def test_saving_drops_the_draft(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = open_form(client, address)
    keep(client, typed, name="DIF de Tux")
    assert client.post(address, {**typed, "name": "DIF de Tuxtla"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_late_message_of_a_saved_form_makes_no_draft(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = open_form(client, address)
    client.post(address, {**typed, "name": "DIF de Tuxtla"})
    assert keep(client, typed, name="DIF de Tux") == (200, "")
    assert not Draft.objects.exists()


def test_discarding_shows_what_is_saved(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    client, address = client_of(liaison), edit_address(institution)
    keep(client, open_form(client, address), name="DIF de Tux")
    hidden = hidden_fields(text_of(client.get(address)))
    answer = client.post(DISCARD, {"submission": hidden["submission"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert not Draft.objects.exists()
    assert "DIF de Tux" not in text_of(client.get(address))


def test_a_draft_is_seen_and_dropped_by_its_writer_alone(
    institution: Institution, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    client, other, address = client_of(liaison), client_of(colleague), edit_address(institution)
    typed = open_form(client, address)
    keep(client, typed, name="Sólo para mí")
    assert "Sólo para mí" not in text_of(other.get(address))
    assert keep(other, typed, name="De otra persona")[0] == 404
    other.post(DISCARD, {"submission": typed["submission"]})
    assert Draft.objects.get().fields["name"] == ["Sólo para mí"]
    assert Draft.objects.get().user == liaison


def test_a_draft_over_a_newer_version_says_so_and_asks_when_saved(
    institution: Institution, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    client, other, address = client_of(liaison), client_of(colleague), edit_address(institution)
    keep(client, open_form(client, address), name="Mi borrador")
    other.post(address, {**open_form(other, address), "name": "Lo de otra persona"})
    page = text_of(client.get(address))
    assert "Alguien cambió este registro" in page
    typed = {**open_form(client, address), "name": "Mi borrador"}
    assert typed["version"] == "1"
    answer = client.post(address, typed)
    assert answer.status_code == 409
    assert "Lo de otra persona" in text_of(answer)
    assert "Mi borrador" in text_of(answer)
    assert Institution.objects.get().name == "Lo de otra persona"


def test_a_draft_of_a_new_record(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    client, address = client_of(liaison), create_address(tuxtla)
    keep(client, open_form(client, address), name="DIF nuevo")
    assert 'value="DIF nuevo"' in text_of(client.get(address))
    assert not Institution.objects.exists()


def test_hidden_fields_and_strange_ones_stay_out(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = open_form(client, address)
    keep(client, typed, csrfmiddlewaretoken="x" * 64, password="secreta", version="99", is_staff="1")
    kept = Draft.objects.get()
    assert set(kept.fields) == {
        "acronym",
        "description",
        "email",
        "illustrative",
        "level",
        "name",
        "parent",
        "phone",
        "sector",
        "source",
        "website",
    }
    assert kept.base_version == 1


@pytest.mark.parametrize("ticket", ["", "x", "eyJ0b2tlbiI6IjEifQ:1:x"])
def test_only_a_form_that_was_shown_keeps_drafts(liaison: User, client_of: ClientOf, ticket: str) -> None:
    assert keep(client_of(liaison), {"submission": ticket, "name": "x"})[0] == 404
    assert not Draft.objects.exists()


def test_a_button_keeps_no_draft(liaison: User, client_of: ClientOf) -> None:
    from clrisk_site.people.tickets import new_ticket, write_ticket

    ticket = write_ticket(new_ticket(liaison.pk))
    assert keep(client_of(liaison), {"submission": ticket})[0] == 422


def test_too_long_and_too_many(
    institution: Institution, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = open_form(client, address)
    status, words = keep(client, typed, source="ñ" * 33_000)
    assert status == 422
    assert "demasiado largo" in words
    Draft.objects.bulk_create([Draft(user=liaison, page=f"/{number}/") for number in range(50)])
    status, words = keep(client, typed)
    assert status == 422
    assert "50" in words
    Draft.objects.filter(page="/0/").delete()
    assert keep(client, typed)[0] == 200
    assert keep(client, typed, name="Otra vez")[0] == 200
    assert Draft.objects.count() == 50


LONG = ("Línea con ñ y 😀\n\tمرحبا بالعالم \u202b עברית \u202c\n\n" * 200)[:10_000]


@pytest.mark.parametrize(
    "text",
    [LONG, "a\nb\n\nc", "a\rb", "👩‍👧‍👦", '<script>alert(1)</script> & "quotes"', "a\0b"],
    ids=["10,000", "lines", "old lines", "family", "markup", "null"],
)
def test_a_text_comes_back_as_it_was_typed(
    tuxtla: Territory, liaison: User, client_of: ClientOf, text: str
) -> None:
    client = client_of(liaison)
    address = reverse("definition-edit", kwargs={"path": "MX.07.101"})
    typed = {**hidden_fields(text_of(client.get(address))), "legal": text.replace("\n", "\r\n")}
    assert keep(client, typed)[0] == 200
    form = client.get(address).context["form"]
    assert form["legal"].value() == text.replace("\r", "\n").replace("\0", "")


def test_a_saved_text_keeps_its_lines_and_loses_only_outer_spaces(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    from diagnosis.models import DefinitionSheet

    client = client_of(liaison)
    address = reverse("definition-edit", kwargs={"path": "MX.07.101"})
    others = {"operational": "INEGI", "working": "15 a 17 años", "age_from": "12", "age_to": "17"}
    typed = {**hidden_fields(text_of(client.get(address))), **others}
    answer = client.post(address, {**typed, "legal": "  " + LONG.replace("\n", "\r\n") + "\r\n  "})
    assert answer.status_code == 302, answer.context["form"].errors
    assert DefinitionSheet.objects.get().legal == LONG.strip()
    again = client.get(address).context["form"]["legal"].value()
    assert again == LONG.strip()


def test_a_text_that_is_far_too_long_is_refused_in_words_and_stays(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    address = reverse("definition-edit", kwargs={"path": "MX.07.101"})
    typed = {**hidden_fields(text_of(client.get(address))), "operational": "x", "working": "x"}
    answer = client.post(address, {**typed, "legal": "ñ" * 10_001})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert "tiene 10001 caracteres y caben 10000" in form.errors["legal"][0]
    assert form["legal"].value() == "ñ" * 10_001
    assert "maxlength" not in str(form["legal"])


@pytest.mark.parametrize("by_script", [{"Accept": "text/plain"}, {"X-Keeping": "1"}, {}])
def test_a_form_that_the_server_does_not_read_is_answered_in_words(
    tuxtla: Territory, liaison: User, client_of: ClientOf, by_script: dict[str, str]
) -> None:
    client, address = client_of(liaison), create_address(tuxtla)
    typed = {**open_form(client, address), "source": "x" * 2_700_000}
    answer = client.post(address, typed, headers=by_script)
    assert answer.status_code == 413
    assert "El texto es demasiado largo" in text_of(answer)
    assert "2.5" in text_of(answer)
    assert answer.headers["Content-Type"].startswith("text/plain" if by_script else "text/html")
    assert by_script or "Regrese en su navegador" in text_of(answer)
    assert not Institution.objects.exists()


def test_the_ticket_names_its_page_and_version(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    address = edit_address(institution)
    ticket = read_ticket(open_form(client_of(liaison), address)["submission"])
    assert ticket is not None
    assert (ticket.page, ticket.base_version, ticket.user_id) == (address, 1, liaison.pk)


def test_import_forms_keep_nothing(tuxtla: Territory, liaison: User, client_of: ClientOf) -> None:
    address = reverse("import-file", kwargs={"path": "MX.07.101", "kind": "programmes"})
    assert "data-keep" not in text_of(client_of(liaison).get(address))


def test_old_drafts_and_tokens_are_swept(
    institution: Institution, liaison: User, client_of: ClientOf, capsys: pytest.CaptureFixture[str]
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = open_form(client, address)
    client.post(address, {**typed, "name": "DIF de Tuxtla"})
    keep(client, open_form(client, address), name="Borrador")
    call_command("sweep_drafts")
    assert (Draft.objects.count(), Submission.objects.count()) == (1, 1)
    later = timezone.now() + dt.timedelta(days=1, minutes=1)
    with patch("django.utils.timezone.now", return_value=later):
        call_command("sweep_drafts")
    assert (Draft.objects.count(), Submission.objects.count()) == (1, 0)
    with patch("django.utils.timezone.now", return_value=timezone.now() + dt.timedelta(days=31)):
        call_command("sweep_drafts")
    assert not Draft.objects.exists()
    assert "1" in capsys.readouterr().out


def test_staying_signed_in_is_for_those_who_are(liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).get(reverse("stay-signed-in")).status_code == 200
    assert Client().get(reverse("stay-signed-in")).status_code == 302
