"""The tables of the diagnosis through the pages: sent, confirmed, seen among the data, and undone."""

import pytest
from django.urls import reverse

from clrisk_site.files.actions.undo_import import undo_import
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import IndicatorValue, ProfileCell, RiskModel
from tests.cast import ClientOf
from tests.files.sending import Sender

WIDE = "clave,P6A14NAE,pob_conapo,pob_2020_coneval\n07101,5.75,604147,584797\n"
CELLS = "clave,sexo,edad,personas\n07101,niña,5 a 14,40\n07101,niño,5 a 14,<5\n"
MODEL = "term,coef,se\nconst,-2.67,0.29\nsex_boy,1.13,0.27\n"


@pytest.fixture
def sender(liaison: User, client_of: ClientOf) -> Sender:
    return Sender(client_of(liaison))


def test_a_wide_file_is_reviewed_saved_seen_and_undone(
    sender: Sender, tuxtla: Territory, liaison: User
) -> None:
    upload = sender.upload("indicators", "conapo.csv", WIDE, source="CONAPO")
    page = sender.review(upload).content.decode()
    assert "604147" in page
    assert "pob_2020_coneval" in page
    receipt = sender.import_whole("indicators", "conapo.csv", WIDE, source="CONAPO")
    assert (receipt.rows, receipt.new) == (3, 3)
    assert set(IndicatorValue.objects.values_list("value", flat=True)) == {5.75, 604147.0, 584797.0}
    data = sender.client.get(reverse("data", args=[tuxtla.path])).content.decode()
    assert "CONAPO (2020)" in data
    undo_import(receipt=receipt, by=liaison)
    assert not IndicatorValue.objects.exists()


def test_a_hidden_count_is_refused_and_never_zero(sender: Sender, tuxtla: Territory) -> None:
    receipt = sender.import_whole("profile-cells", "celdas.csv", CELLS, source="Censo")
    assert (receipt.new, receipt.refused) == (1, 1)
    assert ProfileCell.objects.get().persons == 40


def test_a_model_asks_for_its_name_and_survey(sender: Sender, tuxtla: Territory) -> None:
    upload = sender.upload("model-coefficients", "modelo.csv", MODEL, source="OIT", year="2019")
    # Nothing is reviewed before what every model must say has been asked.
    asked = sender.client.get(sender.at("upload-review", upload), follow=True).content.decode()
    assert "Nombre del modelo" in asked
    assert "Encuesta" in asked
    upload.facts = {"name": "Modelo", "survey": "ENOE"}
    upload.save()
    assert sender.confirm(upload).status_code == 302
    model = RiskModel.objects.get()
    assert list(model.coefficients.values_list("term", "value")) == [("const", -2.67), ("sex_boy", 1.13)]
