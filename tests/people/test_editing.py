"""Two people at one form: both texts are shown, and a name taken in between is said, not a 500."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from clrisk_site.people.field_words import value_words
from clrisk_site.people.fields import MoneyField
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution
from planning.models import ActionLine
from tests.cast import ClientOf
from tests.world import World


@pytest.fixture
def institution(tuxtla: Territory, liaison: User) -> Institution:
    new = Institution(territory=tuxtla, name="DIF municipal", level=GovernmentLevel.MUNICIPAL)
    return create_record(new, by=liaison)


def _typed(institution: Institution, **changes: str) -> dict[str, str]:
    typed = {"name": institution.name, "level": institution.level, "sector": institution.sector}
    return {**typed, "version": "1", **changes}


def test_second_editor_sees_both_texts_and_saves_on_purpose(
    institution: Institution, liaison: User, coordinator: User, client_of: ClientOf
) -> None:
    address = reverse("institution-edit", kwargs={"path": "MX.07.101", "pk": institution.pk})
    first, second = client_of(liaison), client_of(coordinator)
    assert first.post(address, _typed(institution, name="DIF de Tuxtla")).status_code == 302
    answer = second.post(address, _typed(institution, name="Sistema DIF", source="Reglamento"))
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("DIF de Tuxtla", "Sistema DIF", "Reglamento", 'name="version" value="2"'):
        assert text in page
    buttons = [page.index(words) for words in ("Guardar mi texto sobre el otro", "Conservar lo guardado")]
    assert page.index("c-versions") < min(buttons)
    assert max(buttons) < page.index('name="name"'), "the buttons stand at the comparison"
    assert Institution.objects.get().name == "DIF de Tuxtla"
    assert second.post(address, _typed(institution, name="Sistema DIF", version="2")).status_code == 302
    assert Institution.objects.get().name == "Sistema DIF"


def test_name_taken_between_check_and_save_is_said(
    institution: Institution, liaison: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapping.forms.institution.is_taken", lambda *_args, **_names: False)
    address = reverse("institution-create", kwargs={"path": "MX.07.101"})
    answer = client_of(liaison).post(address, _typed(institution, version=""))
    assert answer.status_code == 422
    assert "Error" in answer.content.decode()
    assert Institution.objects.count() == 1


def _as_a_browser_sends(client: Client, address: str) -> dict[str, Any]:
    """The form as it stands, dates as its boxes show them."""
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, forms.DateField):
            value = field.widget.format_value(value)
        if value not in (None, False):
            sent[name] = value
    return sent


def test_only_what_differs_is_compared(world: World, liaison: User, client_of: ClientOf) -> None:
    line = ActionLine.objects.get(pk=world["draft_line"].pk)
    begins = {"starts_on": dt.date(2027, 2, 15), "ends_on": dt.date(2027, 12, 17)}
    ActionLine.objects.filter(pk=line.pk).update(marginal_cost_mxn=Decimal("151200.00"), **begins)
    address = reverse("action-line-edit", args=[line.territory.path, line.pk])
    first, second = client_of(liaison), client_of(liaison)
    both = {"factors": [world["factor"].pk], "resources_missing": "Mesas", "budget_code": "4411"}
    typed = {**_as_a_browser_sends(second, address), **both}
    assert typed["starts_on"] == "15/02/2027"
    earlier = {**_as_a_browser_sends(first, address), **both, "objective": "Uno"}
    answer = first.post(address, earlier)
    assert answer.status_code == 302, answer.context["form"].errors
    answer = second.post(address, {**typed, "objective": "Dos", "marginal_cost_mxn": "151200"})
    assert answer.status_code == 409
    found = [(one.label, one.mine, one.theirs) for one in answer.context["differences"]]
    assert found == [("Objetivo", "Dos", "Uno")]
    moved = {**typed, "objective": "Uno", "starts_on": "2027-03-01"}
    answer = second.post(address, moved)
    found = [(one.label, one.mine, one.theirs) for one in answer.context["differences"]]
    assert found == [("Empieza el", "01/03/2027", "15/02/2027")]


@pytest.mark.parametrize(
    ("field", "typed", "stored", "words"),
    [
        (forms.DateField(), "2027-02-15", dt.date(2027, 2, 15), "15/02/2027"),
        (MoneyField(), "$151,200", Decimal("151200.00"), "151200"),
        (forms.BooleanField(required=False), "on", True, "Sí"),
        (forms.BooleanField(required=False), False, False, "No"),
        (forms.CharField(), "  a\r\nb ", "a\nb", "a\nb"),
        (forms.ChoiceField(choices=[("", "---"), ("a", "Uno")], required=False), "", None, ""),
        (forms.MultipleChoiceField(choices=[(1, "Uno"), (2, "Dos")]), ["2", "1"], [1, 2], "Uno, Dos"),
    ],
    ids=["date", "money", "yes", "no", "text", "nothing chosen", "several"],
)
def test_typed_and_stored_values_read_the_same(
    field: forms.Field, typed: object, stored: object, words: str
) -> None:
    assert value_words(field, typed) == value_words(field, stored) == words


def test_a_value_that_the_form_refuses_is_shown_as_typed() -> None:
    assert value_words(forms.DateField(), "32/13/2027") == "32/13/2027"
