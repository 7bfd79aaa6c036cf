"""A form sent without its session, with an old security token, or for a record that is gone loses nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.models import Draft, Grant, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.writing import delete_record, save_record
from clrisk_site.places.models import Territory
from diagnosis.models import Need
from mapping.models import Institution
from planning.models import ActionLine, LineActivity, LineStatus
from tests.cast import ClientOf, give_post, make_user
from tests.people.forms_at_work import edit_address, hidden_fields, make_institution, open_form, text_of
from tests.world import World

PASSWORD = "una-clave-larga"
TEXT = "Bando de policía,\nartículo 12 😀"


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    return make_institution(tuxtla, liaison)


@pytest.fixture
def colleague(tuxtla: Territory) -> User:
    user = make_user("Ayudante")
    give_post(user, Role.LIAISON, tuxtla)
    return user


def sign_in(client: Client, email: str, follow_to: str) -> str:
    answer = client.post(follow_to, {"login": email, "password": PASSWORD})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_after_the_session_the_same_person_finds_the_text_and_saves_it(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": TEXT}
    client.session.flush()
    answer = client.post(address, typed)
    assert answer.status_code == 302
    to_sign_in = answer.headers["Location"]
    assert TEXT[:5] not in to_sign_in
    assert "Su sesión terminó" in text_of(client.get(to_sign_in))
    assert sign_in(client, liaison.email, to_sign_in) == address
    form = client.get(address).context["form"]
    assert form["source"].value() == TEXT
    again = {**open_form(client, address), "source": form["source"].value()}
    assert client.post(address, again).status_code == 302
    assert Institution.objects.get().source == TEXT
    assert not Draft.objects.exists()


def test_another_person_at_the_same_computer_does_not_see_it(
    institution: Institution, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": TEXT}
    client.session.flush()
    to_sign_in = client.post(address, typed).headers["Location"]
    assert sign_in(client, colleague.email, to_sign_in) == address
    assert "artículo 12" not in text_of(client.get(address))
    assert Draft.objects.get().user == liaison


@pytest.mark.parametrize("ticket", ["", "forged"])
def test_without_a_ticket_of_ours_nothing_is_kept(institution: Institution, ticket: str) -> None:
    answer = Client().post(edit_address(institution), {"name": "x", "submission": ticket})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_a_closed_account_keeps_nothing(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    typed = open_form(client_of(liaison), edit_address(institution))
    User.objects.filter(pk=liaison.pk).update(is_active=False)
    assert Client().post(edit_address(institution), typed).status_code == 302
    assert not Draft.objects.exists()


def test_a_long_text_survives_the_end_of_the_session(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": "ñ" * 200_000}
    client.session.flush()
    client.post(address, typed)
    assert Draft.objects.get().fields["source"] == ["ñ" * 200_000]


def test_the_script_is_told_in_one_line(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    typed = open_form(client_of(liaison), edit_address(institution))
    answer = Client().post("/drafts/keep/", typed, headers={"Accept": "text/plain"})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert Draft.objects.get().user == liaison


def test_an_old_security_token_keeps_the_text(institution: Institution, liaison: User) -> None:
    address = edit_address(institution)
    client = Client(enforce_csrf_checks=True)
    client.force_login(liaison, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {**open_form(client, address), "source": TEXT, "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(address, typed)
    assert answer.status_code == 403
    assert "Su texto está a salvo" in text_of(answer)
    assert f'href="{address}"' in text_of(answer)
    assert client.get(address).context["form"]["source"].value() == TEXT


def test_an_old_security_token_of_another_person_shows_nothing(
    institution: Institution, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    address = edit_address(institution)
    typed = {**open_form(client_of(liaison), address), "source": TEXT}
    client = Client(enforce_csrf_checks=True)
    client.force_login(colleague, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(address, typed)
    assert answer.status_code == 403
    assert "Entre como la persona" in text_of(answer)
    assert "artículo 12" not in text_of(client.get(address))


def test_lost_cookies_lead_by_the_sign_in_back_to_the_form(institution: Institution, liaison: User) -> None:
    address = edit_address(institution)
    client = Client(enforce_csrf_checks=True)
    client.force_login(liaison, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {**open_form(client, address), "source": TEXT}
    client.cookies.clear()
    answer = client.post(address, typed)
    page = text_of(answer)
    assert answer.status_code == 403
    assert "Este navegador ya no tiene una sesión abierta" in page
    assert "volvió a entrar" not in page
    assert f'href="/accounts/login/?next={address}"' in page
    again = Client()
    assert sign_in(again, liaison.email, f"/accounts/login/?next={address}") == address
    assert again.get(address).context["form"]["source"].value() == TEXT


def test_whoever_else_is_signed_in_signs_out_towards_the_form(
    institution: Institution, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    address = edit_address(institution)
    typed = {**open_form(client_of(liaison), address), "source": TEXT}
    client = Client(enforce_csrf_checks=True)
    client.force_login(colleague, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = text_of(client.post(address, typed))
    assert "Otra persona tiene ahora la sesión abierta" in page
    leads_to = f"/accounts/login/?next={address}"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    leaving = {"next": leads_to, "csrfmiddlewaretoken": token[1]}
    assert f'name="next" value="{leads_to}"' in page
    answer = client.post(reverse("account_logout"), leaving)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_an_old_token_without_a_form_is_answered_as_before(liaison: User) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert answer.status_code == 403
    assert "copie lo que escribió" in text_of(answer).lower()


# --- the record is gone ------------------------------------------------------------------------------------


def test_a_record_removed_meanwhile_shows_what_was_typed(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": TEXT}
    delete_record(institution, by=None, expected_version=1)
    answer = client.post(address, typed)
    page = text_of(answer)
    assert answer.status_code == 410
    for words in ("Esto se quitó mientras tanto", "artículo 12", "Dónde se encontró", "Municipal"):
        assert words in page, words
    assert 'href="/t/MX.07.101/institutions/">Abrir la página a la que pertenecía' in page
    assert 'href="/t/MX.07.101/">Ir a la página de Tuxtla Gutiérrez' in page
    assert not Institution.objects.exists()


def test_a_part_removed_meanwhile_leads_to_the_line_that_it_belonged_to(
    world: World, liaison: User, client_of: ClientOf
) -> None:
    part = LineActivity.objects.get()
    ActionLine.objects.update(status=LineStatus.DRAFT)
    client, address = client_of(liaison), reverse("activity-edit", args=["MX.07.101", part.pk])
    typed = {**hidden_fields(text_of(client.get(address))), "title": TEXT}
    line = reverse("action-line", args=["MX.07.101", part.line_id])
    delete_record(part, by=None, expected_version=part.version)
    answer = client.post(address, typed)
    assert answer.status_code == 410
    assert f'href="{line}">Abrir la página a la que pertenecía' in text_of(answer)


def test_a_record_removed_in_the_last_moment_is_no_fault(
    institution: Institution, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": TEXT}

    def remove_first(record: Institution, **more: object) -> object:
        Institution.objects.all().delete()
        return save_record(record, **more)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("clrisk_site.people.forms.save_record", remove_first)
    answer = client.post(address, typed)
    assert answer.status_code == 410
    assert "artículo 12" in text_of(answer)


def test_a_stranger_learns_nothing_from_a_missing_record(stranger: User, client_of: ClientOf) -> None:
    answer = client_of(stranger).post("/t/MX.07.101/institutions/99/edit/", {"name": "x"})
    assert answer.status_code == 404


def test_a_mandate_that_ended_while_writing_shows_what_was_typed(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, address = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, address), "source": TEXT}
    Grant.objects.filter(user=liaison).update(role=Role.ANALYST)
    answer = client.post(address, typed)
    assert answer.status_code == 403
    assert "artículo 12" in text_of(answer)
    assert Institution.objects.get().source == ""


def test_a_number_taken_back_meanwhile_is_not_silently_made_again(
    world: World, liaison: User, client_of: ClientOf
) -> None:
    client, need = client_of(liaison), Need.objects.get()
    address = reverse("need-edit", kwargs={"path": "MX.07.101", "factor": need.factor_id, "key": "A"})
    answers = {"children": "150", "basis": "estimated", "year": "2020", "source": "X"}
    typed = {**hidden_fields(text_of(client.get(address))), **answers}
    delete_record(need, by=None, expected_version=1)
    answer = client.post(address, typed)
    assert answer.status_code == 409
    assert 'value="150"' in text_of(answer)
    assert not Need.objects.exists()
    again = {**typed, **hidden_fields(text_of(answer))}
    assert client.post(address, again).status_code == 302
    assert Need.objects.get().children == 150


def test_a_record_made_meanwhile_shows_both_texts(
    world: World, liaison: User, colleague: User, client_of: ClientOf
) -> None:
    Need.objects.all().delete()
    first, second = client_of(liaison), client_of(colleague)
    factor = world["factor"].pk
    address = reverse("need-edit", kwargs={"path": "MX.07.101", "factor": factor, "key": "A"})
    answers = {"basis": "estimated", "year": "2020", "source": "X"}
    typed = {**hidden_fields(text_of(second.get(address))), **answers}
    mine = {**hidden_fields(text_of(first.get(address))), **answers}
    assert first.post(address, {**mine, "children": "100"}).status_code == 302
    answer = second.post(address, {**typed, "children": "200"})
    assert answer.status_code == 409
    assert re.search(r"100", text_of(answer))
    assert 'value="200"' in text_of(answer)
