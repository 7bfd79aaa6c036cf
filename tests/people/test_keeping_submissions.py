"""A form sent twice has one effect; one that failed may be sent again; another text is another form."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from clrisk_site.people.models import AuditEntry, Draft, Submission, User
from clrisk_site.people.permissions import ALLOWS, Permission, Role
from clrisk_site.people.tickets import new_ticket, read_ticket, write_ticket
from clrisk_site.places.models import Territory
from mapping.models import Institution
from planning.models import ActionLine
from tests.cast import ClientOf
from tests.people.addresses import GUARDED, SIGNED_IN, address, ways_of
from tests.people.forms_at_work import create_address, edit_address, make_institution, open_form, text_of
from tests.world import World


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    return make_institution(tuxtla, liaison)


def test_a_form_sent_twice_has_one_effect_and_one_answer(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), create_address(tuxtla)
    typed = open_form(client, there)
    first, second = client.post(there, typed), client.post(there, typed)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Institution.objects.count() == AuditEntry.objects.filter(action="institution.create").count() == 1


def test_an_edit_sent_twice_is_no_conflict_with_itself(
    institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, there), "source": "Bando"}
    assert [client.post(there, typed).status_code for _time in range(3)] == [302, 302, 302]
    institution.refresh_from_db()
    assert institution.version == 2


def test_a_failed_form_keeps_its_token(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    client, there = client_of(liaison), create_address(institution.territory)
    typed = open_form(client, there)
    answer = client.post(there, typed)  # the name is taken
    assert answer.status_code == 422
    assert not Submission.objects.exists()
    before, after = (
        read_ticket(typed["submission"]),
        read_ticket(answer.context["form"]["submission"].value()),
    )
    assert before is not None
    assert after is not None
    assert before.token == after.token
    assert client.post(there, {**typed, "name": "Otra"}).status_code == 302


def test_another_text_after_going_back_is_not_lost(
    tuxtla: Territory, liaison: User, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), create_address(tuxtla)
    typed = open_form(client, there)
    led_to = client.post(there, typed).headers["Location"]
    answer = client.post(there, {**typed, "name": "Otra institución"})
    assert answer.status_code == 409
    assert "Otra institución" in text_of(answer)
    assert led_to in text_of(answer)
    assert Institution.objects.count() == 1
    again = {**typed, "name": "Otra institución", "submission": answer.context["form"]["submission"].value()}
    assert client.post(there, again).status_code == 302
    assert Institution.objects.count() == 2


def test_the_form_of_another_person_is_refused_in_words(
    institution: Institution, liaison: User, analyst: User, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), edit_address(institution)
    typed = {**open_form(client, there), "name": "X", "submission": write_ticket(new_ticket(analyst.pk))}
    answer = client.post(there, typed)
    assert answer.status_code == 422
    assert "Otra persona abrió este formulario" in text_of(answer)
    again = {**typed, "submission": answer.context["form"]["submission"].value()}
    assert client.post(there, again).status_code == 302


@pytest.mark.parametrize("age", [dt.timedelta(days=1, seconds=1), dt.timedelta(days=40)])
def test_an_old_form_is_shown_again_and_saved_then(
    age: dt.timedelta, institution: Institution, liaison: User, client_of: ClientOf
) -> None:
    client, there = client_of(liaison), edit_address(institution)
    with (
        patch("django.utils.timezone.now", return_value=timezone.now() - age),
        patch("time.time", return_value=(timezone.now() - age).timestamp()),
    ):
        old = write_ticket(new_ticket(liaison.pk))
    typed = {**open_form(client, there), "name": "X", "submission": old}
    answer = client.post(there, typed)
    assert answer.status_code == 422
    again = {**typed, "submission": answer.context["form"]["submission"].value()}
    assert client.post(there, again).status_code == 302


def test_a_busy_database_asks_to_save_again(
    tuxtla: Territory, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, there = client_of(liaison), create_address(tuxtla)
    typed = open_form(client, there)

    def refuse(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("clrisk_site.people.audit.note", refuse)
    answer = client.post(there, typed)
    assert answer.status_code == 503
    assert "guarde de nuevo" in text_of(answer)
    assert "DIF municipal" in text_of(answer)
    monkeypatch.undo()
    assert client.post(there, typed).status_code == 302
    assert Institution.objects.count() == 1


def test_another_fault_of_the_database_is_not_hidden(
    tuxtla: Territory, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, there = client_of(liaison), create_address(tuxtla)

    def break_down(*_args: object, **_more: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr("clrisk_site.people.audit.note", break_down)
    with pytest.raises(OperationalError):
        client.post(there, open_form(client, there))


def test_the_script_is_told_where_to_go(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    client, there = client_of(liaison), edit_address(institution)
    answer = client.post(there, {**open_form(client, there), "name": "X"}, headers={"X-Keeping": "1"})
    assert answer.status_code == 204
    assert answer.headers["X-Led-To"].endswith(f"/institutions/{institution.pk}/")


# --- buttons -----------------------------------------------------------------------------------------------


def test_a_button_pressed_twice_acts_once_and_leads_to_the_same_page(
    world: World, liaison: User, client_of: ClientOf
) -> None:
    client = client_of(liaison)
    there = address("action-line-submit", world | {"line": world["draft_line"]})
    typed = {"version": "1", "submission": write_ticket(new_ticket(liaison.pk))}
    entries = AuditEntry.objects.count()
    answers = [client.post(there, typed) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert AuditEntry.objects.count() == entries + 1


def test_a_record_removed_twice_is_no_missing_page(world: World, liaison: User, client_of: ClientOf) -> None:
    client, there = client_of(liaison), address("member-remove", world)
    typed = {"version": "1", "submission": write_ticket(new_ticket(liaison.pk))}
    assert [client.post(there, typed).status_code for _time in range(2)] == [302, 302]


def test_a_button_for_what_others_removed_is_a_missing_page(
    world: World, liaison: User, client_of: ClientOf
) -> None:
    there = address("member-remove", world)
    world["space_member"].delete()
    typed = {"version": "1", "submission": write_ticket(new_ticket(liaison.pk))}
    assert client_of(liaison).post(there, typed).status_code == 404


def test_a_button_without_a_ticket_still_works(world: World, liaison: User, client_of: ClientOf) -> None:
    assert client_of(liaison).post(address("member-remove", world), {"version": "1"}).status_code == 302


def test_buttons_carry_the_hidden_field(world: World, liaison: User, client_of: ClientOf) -> None:
    line = world["draft_line"]
    assert isinstance(line, ActionLine)
    page = text_of(client_of(liaison).get(address("action-line", world | {"line": line})))
    form = page.split(reverse("action-line-submit", args=["MX.07.101", line.pk]))[1].split("</form>")[0]
    assert 'name="submission"' in form


# --- each address that takes a POST -------------------------------------------------------------------------

# Addresses that are neither record forms nor wrapped in `once`, with the reason why twice is as good as once.
ALIKE = {
    "import-file": "a second upload waits in the spool for an hour and is spent by nobody",
    "upload-sheet": "sets the same reading again",
    "upload-columns": "sets the same columns again",
    "upload-answer": "gives the same answer again",
    "upload-gone": "makes the same choice again",
    "upload-places": "gives the same answers again",
    "upload-confirm": "the upload is claimed before it is saved; the second is led to the receipt",
    "upload-discard": "what is gone stays gone",
    "offer-facts": "a record form, shown once something is known that no document confirms",
    "exchange-send": "what was understood waits in the spool for an hour and is spent by nobody",
    "interview-submissions": "reads a file, shows it and keeps nothing",
    "acknowledgement-create": "a record form, shown once a definition is in force",
    "catalogue-entry-create": "a record form, at the country",
    "catalogue-entry-edit": "a record form, at the country",
    "crosswalk-create": "a record form, shown once a model and cells are stored",
    "request-share": "a record form, shown once there is an answer",
    "zone-merge": "a record form, shown once there are two zones",
    "zone-split": "a record form, shown once a zone has two areas",
    "survey-new": "the same reading of the same file is stored once; the second is led to the first",
    "survey-rerun": "computes again and changes nothing",
    "analysis-new": "the same analysis of the same file is stored once; the second is led to the first",
    "result-rerun-file": "computes again and changes nothing",
    "attachment-create": "its inner part is wrapped, since the file is weighed before it is read",
    "beneficiaries-count": "its inner part is wrapped, since the file is weighed before it is read",
    "letterhead-emblem": "puts the same emblem in the same place",
    "letterhead-emblem-remove": "what is taken off stays off",
    "job-cancel": "what is cancelled stays cancelled",
    "person-invite": "the second finds the person; their page makes another link",
    "person-link": "each link ends the one before, and the page shows the one that holds",
    "grant-link": "each link ends the one before, and the page shows the one that holds",
    "record-link-create": "each link ends the one before, and the page shows the one that holds",
    "person-second-factor": "a second factor that is taken away stays away",
    "person-leave": "asks only; the next page closes the account",
}


def takes_post(client: Client, there: str) -> bool:
    return "post" in ways_of(client, there)


def acts_once(there: str) -> bool:
    view: Callable[..., Any] | None = resolve(there).func
    while view is not None:
        if view.__dict__.get("acts_once"):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


SHARES = 6
"""Setting the world costs more than asking an address, so each test asks its share of them."""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_that_writes_knows_a_repetition(
    share: int, world: World, insiders: dict[Role, User], client_of: ClientOf
) -> None:
    clients = {role: client_of(person) for role, person in insiders.items()}
    for name in sorted(GUARDED)[share::SHARES]:
        needed = Permission(GUARDED[name]["permission"])
        role = next(one for one in clients if needed in ALLOWS[one] and one != Role.PROGRAMME_OWNER)
        client, there = clients[role], address(name, world)
        if not takes_post(client, there) or acts_once(there) or name in ALIKE:
            continue
        page = text_of(client.get(there, follow=True))
        assert "data-keep=" in page, f"{name}: wrap its view in people.views.once.once, or say here why not"


def test_the_list_of_what_may_be_repeated_names_addresses() -> None:
    assert set(ALIKE) <= set(GUARDED) | set(SIGNED_IN)


def test_nothing_of_this_is_a_draft(institution: Institution, liaison: User, client_of: ClientOf) -> None:
    client, there = client_of(liaison), edit_address(institution)
    client.post(there, open_form(client, there))
    assert not Draft.objects.exists()
