"""What the columns are about: proposed from the title, changed or taken out on the page of the columns."""

import pytest

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Indicator
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender

pytestmark = pytest.mark.one_database

FILE = "Población de 3 años y más,,,\n,,,\nclave,Registro,Total,Hombres\n07101,001,584797,280000\n"
COLUMNS = {
    "column_0": "territory",
    "column_1": "",
    "column_2": "indicator:Total",
    "column_3": "indicator:Hombres",
}


@pytest.fixture
def state(client_of: ClientOf, coordinator: User, tuxtla: Territory) -> Sender:
    return Sender(client_of(coordinator), CHIAPAS)


@pytest.fixture
def upload(state: Sender) -> Upload:
    return state.upload("indicators", "censo.csv", FILE)


def codes() -> set[str]:
    return set(Indicator.objects.values_list("code", flat=True))


def test_the_title_is_proposed_on_the_page_and_taken_with_it(state: Sender, upload: Upload) -> None:
    page = state.client.get(state.at("upload-columns", upload))
    assert page.context["facts"]["about"].value() == "Población de 3 años y más"
    assert page.context["form"]["column_1"].value() == ""
    asked = page.context["groups"][0]
    assert [row.header for row in asked.rows] == ["Registro"]
    state.client.post(
        state.at("upload-columns", upload), {**COLUMNS, "about": page.context["facts"]["about"].value()}
    )
    state.confirm(upload)
    assert codes() == {"Población de 3 años y más: Total", "Población de 3 años y más: Hombres"}
    receipt = ImportReceipt.objects.get()
    assert receipt.facts == {"about": "Población de 3 años y más"}
    assert "«Población de 3 años y más: Total»" in str(receipt.warnings)


def test_what_was_taken_out_does_not_come_back(state: Sender, upload: Upload) -> None:
    state.client.post(state.at("upload-columns", upload), {**COLUMNS, "about": ""})
    page = state.client.get(state.at("upload-columns", upload))
    assert page.context["facts"]["about"].value() == ""
    review = state.review(upload).content.decode()
    assert "estos nombres solos no dicen qué se contó" in review
    state.confirm(upload)
    assert codes() == {"Total", "Hombres"}


def test_without_the_page_it_is_as_the_page_proposes(state: Sender, upload: Upload) -> None:
    state.confirm(upload)
    assert "Población de 3 años y más: Total" in codes()
