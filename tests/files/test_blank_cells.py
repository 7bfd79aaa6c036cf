"""Columns that are not there and cells that are blank: a sentence or an honest gap, never a broken page."""

import pytest

from clrisk_site.files.models import ImportReceipt
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.models import LocalOffer, Programme
from tests.cast import ClientOf
from tests.files.sending import CHIAPAS, Sender

pytestmark = pytest.mark.one_database


def test_programmes_without_a_column_for_the_institution_are_refused_in_words(sender: Sender) -> None:
    table = "nombre,folio interno,fecha de alta,ventanilla\nBecas,XXXX000000,2010-01-01,Calle 1\n"
    upload = sender.upload("programmes", "p.csv", table)
    page = sender.review(upload)
    assert page.status_code == 200
    (error,) = page.context["review"].errors
    assert (error.row, error.problem) == ("2", "Falta la institución.")
    assert page.context["review"].unused == ("folio interno", "fecha de alta", "ventanilla")
    assert not Programme.objects.exists()


def test_nothing_of_an_unused_column_is_stored(sender: Sender) -> None:
    table = "nombre,dependencia,folio interno,ventanilla\nBecas,DIF,XXXX000000,Calle Uno\n"
    upload = sender.upload("programmes", "p.csv", table)
    sender.answer(upload, "level", "municipal")
    assert sender.confirm(upload).status_code == 302
    programme, receipt = Programme.objects.get(), ImportReceipt.objects.get()
    kept = " ".join(str(value) for record in (programme, receipt) for value in vars(record).values())
    assert "XXXX000000" not in kept
    assert "Calle Uno" not in kept


def test_blank_cells_beside_filled_ones_stay_unsaid(sender: Sender, attending: Factor) -> None:
    table = (
        "Programa;Dependencia;Nivel;Cupo anual;Fuente;Factores;Página web;Etapa de vida\n"
        "Becas;DIF;municipal;120;Informe 2026;No asiste a la escuela;https://dif.mx;Niñez\n"
        "Comedor;DIF;municipal;;;;;\n"
        "Taller;;municipal;;;;;\n"
    )
    upload = sender.upload("programmes", "p.csv", table, source="Inventario")
    (error,) = sender.review(upload).context["review"].errors
    assert error.row == "4"
    assert sender.confirm(upload).status_code == 302
    canteen = Programme.objects.get(name="Comedor")
    assert (canteen.source, canteen.website, canteen.target_population) == ("Inventario", "", "")
    assert not LocalOffer.objects.filter(programme=canteen).exists()
    assert not canteen.factors.exists()


def test_a_territory_without_a_name_is_called_by_its_code(
    chiapas: Territory, coordinator: User, client_of: ClientOf
) -> None:
    Sender(client_of(coordinator), CHIAPAS).import_whole(
        "territories", "m.csv", "clave,nombre\n07001,Acacoyagua\n07002,\n"
    )
    names = Territory.objects.filter(parent=chiapas).values_list("code", "name")
    assert {("07001", "Acacoyagua"), ("07002", "002")} <= set(names)
