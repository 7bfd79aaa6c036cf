"""The matrix of a draft: filled, refused, kept with the frozen sheet, handed on to the next draft."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, Snapshot, User
from clrisk_site.places.models import Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.actions.save_availability import Answer, save_availability
from diagnosis.models import Availability, DataLevel, DefinitionSheet, ElementAvailability, FrozenSheetError
from diagnosis.queries.availability_of import availability_of
from tests.cast import ClientOf
from tests.diagnosis.definitions import make_elements, make_preset

PATH = "MX.07.101"
TEXTS = {"legal": "Ley", "operational": "INEGI", "working": "De 15 a 17 años", "deviations": ""}


@pytest.fixture
def draft(tuxtla: Territory) -> DefinitionSheet:
    make_elements()
    return DefinitionSheet.objects.create(territory=tuxtla, **TEXTS)


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def typed(**cells: str) -> dict[str, str]:
    """Return the form with every cell not known but those that are named."""
    names = [f"element_{number}_{level}" for number in range(2) for level in DataLevel.values]
    return {"version": "1", **dict.fromkeys(names, "unknown"), **cells}


def test_cells_are_saved_shown_told_and_frozen(editor: Client, draft: DefinitionSheet, liaison: User) -> None:
    address, page = reverse("definition-matrix", args=[PATH]), reverse("definition", args=[PATH])
    assert "8 de 8 celdas aún no se conocen" in editor.get(page).content.decode()
    sent = typed(
        element_0_municipal="partial", element_0_municipal_note="Desde los 12 años", element_1_state="no"
    )
    assert editor.post(address, sent).status_code == 302
    cells = {(row.element.code, row.level): row.available for row in ElementAvailability.objects.all()}
    assert cells == {("element_0", "municipal"): "partial", ("element_1", "state"): "no"}
    told = AuditEntry.objects.get(action="definitionsheet.availability")
    assert told.changes["municipal"] == [{"element_0": "unknown"}, {"element_0": "partial"}]
    html = editor.get(page).content.decode()
    assert "Desde los 12 años" in html
    assert "existen datos para 0 de 2 elementos, y en parte para 1" in html
    history = editor.get(
        reverse("record-history", args=[PATH, "diagnosis.definitionsheet", draft.pk])
    ).content.decode()
    assert "Elemento 0" in history
    check = editor.get(reverse("definition-freeze", args=[PATH])).content.decode()
    assert "6 de 8 celdas aún no se conocen" in check
    draft.refresh_from_db()
    freeze_definition(draft, by=liaison, expected_version=draft.version)
    texts = {text["key"]: text["text"] for text in Snapshot.objects.get().content["texts"]}
    assert "Desde los 12 años" in texts["data-element_0"]
    assert editor.get(address).status_code == 404


@pytest.mark.parametrize(
    "cells", [{"element_0_state": "perhaps"}, {"element_0_state_note": "x" * 301}, {"element_0_state": ""}]
)
def test_bad_cells_leave_nothing(editor: Client, draft: DefinitionSheet, cells: dict[str, str]) -> None:
    answer = editor.post(reverse("definition-matrix", args=[PATH]), typed(**cells))
    assert answer.status_code == 422
    assert "Elemento 0" in answer.content.decode()
    assert not ElementAvailability.objects.exists()


def test_two_people_at_once_see_both_texts(editor: Client, draft: DefinitionSheet) -> None:
    DefinitionSheet.objects.update(version=2)
    answer = editor.post(reverse("definition-matrix", args=[PATH]), typed(element_0_state="yes"))
    assert answer.status_code == 409
    assert not ElementAvailability.objects.exists()


def test_a_cell_is_taken_back_and_a_frozen_sheet_keeps_its_own(draft: DefinitionSheet, liaison: User) -> None:
    place = (availability_of(draft).rows[0].element_id, DataLevel.STATE.value)
    save_availability(draft, answers={place: Answer("yes")}, by=liaison, expected_version=1)
    assert availability_of(draft).count(DataLevel.STATE, Availability.YES) == 1
    save_availability(draft, answers={place: Answer("unknown")}, by=liaison, expected_version=2)
    assert not ElementAvailability.objects.exists()
    frozen = freeze_definition(draft, by=liaison, expected_version=3)
    with pytest.raises(FrozenSheetError):
        save_availability(frozen, answers={place: Answer("no")}, by=liaison, expected_version=4)
    assert not ElementAvailability.objects.exists()


def test_the_next_draft_begins_with_the_cells_of_the_sheet_in_force(
    editor: Client, draft: DefinitionSheet, liaison: User, tuxtla: Territory
) -> None:
    place = (availability_of(draft).rows[1].element_id, DataLevel.MICRO.value)
    save_availability(draft, answers={place: Answer("no", "Sin dato")}, by=liaison, expected_version=1)
    freeze_definition(draft, by=liaison, expected_version=2)
    assert editor.post(reverse("definition-edit", args=[PATH]), TEXTS).status_code == 302
    second = DefinitionSheet.objects.get(frozen_at__isnull=True)
    assert availability_of(second).rows[1].at(DataLevel.MICRO).note == "Sin dato"
    check = reverse("definition-freeze", args=[PATH])
    assert f"Nada difiere de D-{draft.pk}" in editor.get(check).content.decode()
    ElementAvailability.objects.filter(definition=second).update(available="yes")
    assert "Nada difiere" not in editor.get(check).content.decode()


def test_numbers_of_the_sheet_are_checked(editor: Client, tuxtla: Territory) -> None:
    address = reverse("definition-edit", args=[PATH])
    for wrong, words in (
        ({"age_from": "12", "age_to": "5"}, "La última edad es menor"),
        ({"age_to": "25"}, "17 o menos"),
        ({"chores_hours": "200"}, "168 horas"),
    ):
        answer = editor.post(address, {**TEXTS, **wrong})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not DefinitionSheet.objects.exists()
    given = {"age_from": "5", "age_to": "17", "chores_hours": "21"}
    assert editor.post(address, {**TEXTS, **given}).status_code == 302
    html = editor.get(reverse("definition", args=[PATH])).content.decode()
    assert "De 5 a 17 años." in html
    assert "desde 21 horas por semana" in html


def test_a_draft_begins_with_a_published_definition(
    editor: Client, draft: DefinitionSheet, member: User, client_of: ClientOf
) -> None:
    preset, foreign = make_preset(), make_preset("elsewhere", country_only="GT")
    listed = editor.get(reverse("definition-presets", args=[PATH])).content.decode()
    assert "Definición published" in listed
    assert "Definición elsewhere" not in listed
    address = reverse("definition-preset", args=[PATH, preset.pk])
    shown = editor.get(address).content.decode()
    assert "De 5 a 17 años, según lo publicado" in shown
    assert f"D-{draft.pk}" in shown
    draft.refresh_from_db()
    assert draft.working == TEXTS["working"]
    new = {**TEXTS, "version": "1", "working": "Según lo publicado", "age_from": "5", "age_to": "17"}
    assert editor.post(address, new).status_code == 302
    draft.refresh_from_db()
    assert (draft.preset, draft.working, draft.chores_hours) == (preset, "Según lo publicado", None)
    check = editor.get(reverse("definition-freeze", args=[PATH])).content.decode()
    assert "no se ha verificado" in check
    assert editor.get(reverse("definition-preset", args=[PATH, foreign.pk])).status_code == 404
    assert client_of(member).get(address).status_code == 403


def test_the_page_asks_as_often_for_many_cells(editor: Client, draft: DefinitionSheet) -> None:
    counts = []
    for elements in (0, 40):
        for element in make_elements(elements, first=2):
            ElementAvailability.objects.create(definition=draft, element=element, level="state")
        for name in ("definition", "definition-matrix"):
            with CaptureQueriesContext(connection) as asked:
                assert editor.get(reverse(name, args=[PATH])).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
