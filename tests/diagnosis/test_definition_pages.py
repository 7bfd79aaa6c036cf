"""The definition sheet: drafts change, sheets in force never do."""

import pytest
from django.test import Client
from django.urls import reverse

from clrisk_site.people.freezing import fingerprint
from clrisk_site.people.models import AuditEntry, Snapshot, User
from clrisk_site.places.models import Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.models import DefinitionSheet, FrozenSheetError
from diagnosis.queries.definition import current_definition, definition_versions, frozen_definition
from tests.cast import ClientOf

PATH = "MX.07.101"
TEXTS = {"legal": "Ley", "operational": "INEGI", "working": "De 15 a 17 años", "deviations": ""}


@pytest.fixture
def draft(tuxtla: Territory) -> DefinitionSheet:
    return DefinitionSheet.objects.create(territory=tuxtla, **TEXTS)


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def test_first_sheet_is_written_and_audited(editor: Client, tuxtla: Territory) -> None:
    assert editor.post(reverse("definition-edit", args=[PATH]), TEXTS).status_code == 302
    assert DefinitionSheet.objects.get().working == "De 15 a 17 años"
    assert AuditEntry.objects.get().action == "definitionsheet.create"


def test_freezing_puts_the_draft_into_force(editor: Client, draft: DefinitionSheet, liaison: User) -> None:
    assert editor.post(reverse("definition-freeze", args=[PATH]), {"version": 1}).status_code == 302
    draft.refresh_from_db()
    assert draft.is_frozen
    assert draft.frozen_by == liaison
    noted = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(noted) == ["definitionsheet.change", "definitionsheet.freeze"]
    assert "está en vigor desde" in editor.get(reverse("definition", args=[PATH])).content.decode()


def test_freezing_keeps_the_text_as_a_version_and_says_its_fingerprint(
    editor: Client, draft: DefinitionSheet
) -> None:
    address = reverse("definition-freeze", args=[PATH])
    check = editor.get(address).content.decode()
    assert "De 15 a 17 años" in check
    assert "hasta que usted confirme" in check
    assert not Snapshot.objects.exists()
    done = editor.post(address, {"version": 1}, follow=True).content.decode()
    version = Snapshot.objects.get()
    assert version.subject == draft
    assert fingerprint(version) in done
    shown = editor.get(reverse("snapshot", args=[PATH, version.pk])).content.decode()
    assert "De 15 a 17 años" in shown
    assert version.content_hash in shown


def test_two_sheets_in_force_are_compared_on_the_page(
    editor: Client, draft: DefinitionSheet, liaison: User, tuxtla: Territory
) -> None:
    freeze_definition(draft, by=liaison, expected_version=1)
    second = DefinitionSheet.objects.create(territory=tuxtla, **{**TEXTS, "working": "De 12 a 17 años"})
    freeze_definition(second, by=liaison, expected_version=1)
    later, earlier = definition_versions(tuxtla)
    compared = reverse("snapshot-difference", args=[PATH, earlier.pk, later.pk])
    assert compared in editor.get(reverse("definition", args=[PATH])).content.decode()
    html = editor.get(compared).content.decode()
    assert "15</del>" in html
    assert "12</ins>" in html


def test_a_draft_that_says_what_is_in_force_is_told_before(
    editor: Client, draft: DefinitionSheet, liaison: User, tuxtla: Territory
) -> None:
    address = reverse("definition-freeze", args=[PATH])
    assert "Nada difiere" not in editor.get(address).content.decode()
    freeze_definition(draft, by=liaison, expected_version=1)
    second = DefinitionSheet.objects.create(territory=tuxtla, **TEXTS)
    assert f"Nada difiere de D-{draft.pk}" in editor.get(address).content.decode()
    DefinitionSheet.objects.filter(pk=second.pk).update(legal="Otra ley")
    assert "Nada difiere" not in editor.get(address).content.decode()


def test_frozen_pages_number_a_definition_as_everywhere_else(
    editor: Client, draft: DefinitionSheet, liaison: User, tuxtla: Territory
) -> None:
    freeze_definition(draft, by=liaison, expected_version=1)
    second = DefinitionSheet.objects.create(territory=tuxtla, **{**TEXTS, "working": "De 12 a 17 años"})
    freeze_definition(second, by=liaison, expected_version=1)
    later = definition_versions(tuxtla)[0]
    page = editor.get(reverse("snapshot", args=[PATH, later.pk])).content.decode()
    assert f"Versión congelada D-{second.pk}" in page
    assert f"versión D-{draft.pk}" in page
    assert "ersión 1" not in page


def test_nothing_in_force_is_confirmed(editor: Client, draft: DefinitionSheet) -> None:
    answer = editor.get(reverse("definition-in-force", args=[PATH]))
    assert answer.status_code == 302


def test_a_sheet_in_force_never_changes(draft: DefinitionSheet, liaison: User) -> None:
    sheet = freeze_definition(draft, by=liaison, expected_version=1)
    sheet.working = "Otra cosa"
    with pytest.raises(FrozenSheetError):
        sheet.save()
    with pytest.raises(FrozenSheetError):
        freeze_definition(sheet, by=liaison, expected_version=2)


def test_next_edit_begins_a_new_sheet_with_the_same_text(
    editor: Client, draft: DefinitionSheet, liaison: User, tuxtla: Territory
) -> None:
    frozen = freeze_definition(draft, by=liaison, expected_version=1)
    address = reverse("definition-edit", args=[PATH])
    assert "De 15 a 17 años" in editor.get(address).content.decode()
    assert editor.post(address, {**TEXTS, "working": "De 12 a 17 años"}).status_code == 302
    assert DefinitionSheet.objects.count() == 2
    in_force, newest = frozen_definition(tuxtla), current_definition(tuxtla)
    assert in_force == frozen
    assert newest is not None
    assert newest.working == "De 12 a 17 años"
    page = editor.get(reverse("definition", args=[PATH])).content.decode()
    assert "De 15 a 17 años" in page
    assert "De 12 a 17 años" in page


def test_a_draft_that_changed_meanwhile_is_not_frozen(editor: Client, draft: DefinitionSheet) -> None:
    DefinitionSheet.objects.update(version=2, working="Cambió")
    answer = editor.post(reverse("definition-freeze", args=[PATH]), {"version": 1}, follow=True)
    assert "cambió mientras lo leía" in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.is_frozen


@pytest.mark.parametrize("version", ["", "x", "-1", "99"])
def test_bad_version_freezes_nothing(editor: Client, draft: DefinitionSheet, version: str) -> None:
    assert editor.post(reverse("definition-freeze", args=[PATH]), {"version": version}).status_code == 302
    draft.refresh_from_db()
    assert not draft.is_frozen


def test_bad_input_leaves_nothing(editor: Client, tuxtla: Territory) -> None:
    answer = editor.post(reverse("definition-edit", args=[PATH]), {**TEXTS, "working": ""})
    assert answer.status_code == 422
    assert not DefinitionSheet.objects.exists()


def test_foreign_wrong_and_missing(
    draft: DefinitionSheet, stranger: User, member: User, editor: Client, client_of: ClientOf
) -> None:
    address = reverse("definition-freeze", args=[PATH])
    assert client_of(stranger).post(address, {"version": 1}).status_code == 404
    assert client_of(member).post(address, {"version": 1}).status_code == 403
    assert editor.put(address).status_code == 405
    draft.delete()
    assert editor.post(address, {"version": 1}).status_code == 404
