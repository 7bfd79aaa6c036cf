"""Stored rows that a file does not hold: listed, kept, and removed only because a person said so."""

import pytest

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.places.models import Territory
from diagnosis.models import RiskResult
from tests.files.sending import Sender

pytestmark = pytest.mark.django_db

THREE = "clave,clase\n0710100010458,alto\n0710100010462,bajo\n071010001017A,medio\n"
ONE_OF_THEM = "clave,clase\n0710100010458,alto\n"
ONE_AND_A_NEW = "clave,clase\n0710100010458,alto\n07101,bajo\n"


@pytest.fixture
def stored(sender: Sender, areas: list[Territory]) -> Sender:
    sender.import_whole("risk-results", "a.csv", THREE)
    return sender


def choose(sender: Sender, upload: Upload, choice: str) -> None:
    answer = sender.client.post(sender.at("upload-gone", upload), {"gone": choice})
    assert answer.url == sender.at("upload-review", upload) + "#gone"


def test_they_are_named_and_stay_unless_somebody_says_otherwise(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_AND_A_NEW)
    answer = stored.review(upload)
    review, page = answer.context["review"], answer.content.decode()
    assert "Guardado, pero no en el archivo: 2 filas" in page
    assert {row.name for row in review.gone.rows} == {
        "0462 (0710100010462), Tuxtla",
        "017A (071010001017A), Tuxtla",
    }
    assert not review.gone.goes
    assert review.save_label == "Guardar 1 fila"
    assert stored.confirm(upload).status_code == 302
    assert RiskResult.objects.count() == 4


def test_the_button_says_what_goes_and_they_go(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_AND_A_NEW)
    choose(stored, upload, "go")
    review = stored.review(upload).context["review"]
    assert review.gone.goes
    assert review.save_label == "Guardar 1 fila y quitar 2"
    assert "Se quitan 2 filas de lo guardado." in review.lead
    assert stored.confirm(upload).status_code == 302
    assert set(RiskResult.objects.values_list("territory__code", flat=True)) == {"0710100010458", "07101"}
    assert ImportReceipt.objects.latest("pk").removed == 2


def test_a_file_that_only_removes_can_be_saved(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_OF_THEM)
    assert stored.review(upload).context["review"].save_label == ""
    choose(stored, upload, "go")
    assert stored.review(upload).context["review"].save_label == "Quitar 2 filas"
    assert stored.confirm(upload).status_code == 302
    assert RiskResult.objects.count() == 1


def test_the_choice_can_be_taken_back(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_AND_A_NEW)
    choose(stored, upload, "go")
    choose(stored, upload, "stay")
    assert stored.review(upload).context["review"].save_label == "Guardar 1 fila"
    choose(stored, upload, "nonsense")
    upload.refresh_from_db()
    assert not upload.removes_gone


def test_what_was_confirmed_is_what_was_seen(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_AND_A_NEW)
    kept = stored.review(upload).context["review"].token
    choose(stored, upload, "go")
    assert stored.client.post(stored.at("upload-confirm", upload), {"token": kept}).status_code == 409
    seen = stored.review(upload).context["review"].token
    assert kept != seen
    # As many rows would go, but another one than was seen.
    RiskResult.objects.filter(territory__code="0710100010462").update(
        territory=Territory.objects.get(path="MX.07.101.0001")
    )
    assert stored.client.post(stored.at("upload-confirm", upload), {"token": seen}).status_code == 409
    assert RiskResult.objects.count() == 3


def test_other_columns_are_another_file_and_the_choice_does_not_hold_for_it(stored: Sender) -> None:
    upload = stored.upload("risk-results", "b.csv", ONE_AND_A_NEW)
    choose(stored, upload, "go")
    fields = {"column_0": "territory", "column_1": "", "nature": "phase_i"}
    stored.client.post(stored.at("upload-columns", upload), fields)
    upload.refresh_from_db()
    assert not upload.removes_gone
