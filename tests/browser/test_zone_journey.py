"""A zone is drawn, seen on the page of zones, and dropped with a reason, on a phone without JavaScript."""

import pytest

from diagnosis.models import Zone, ZoneStatus
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_liaison_draws_a_zone_and_drops_it(plain_liaison: Visitor) -> None:
    liaison = plain_liaison
    liaison.open_in_menu("2 Diagnóstico")
    liaison.follow("Encontrar las zonas prioritarias")
    liaison.follow("Trazar una zona")
    liaison.fill("Letra", "e")
    liaison.fill("Nombre", "Ribera del Sabinal")
    liaison.fill("Colonias", "El Retiro\nLa Pimienta")
    liaison.choose("Candidata")
    for area in ("D009 · Área 009 · Las Águilas · alta · índice 97 · zona D", "D074 · Área 074 · alta"):
        liaison.page.get_by_label(area).check()
    liaison.fill("Razón", "Tiene índice alto y ninguna zona la incluye.")
    liaison.press("Guardar la zona")
    assert liaison.says("El área D009 pertenece a la zona D. Primero quítela de allí.")
    assert liaison.value("Colonias") == "El Retiro\nLa Pimienta"

    liaison.page.get_by_label("D009").uncheck()
    liaison.press("Guardar la zona")
    assert liaison.heading == "Zonas prioritarias"
    assert liaison.page.get_by_role("rowheader", name="Ribera del Sabinal").count() == 1

    liaison.follow("Descartar E")
    liaison.press("Descartar la zona")
    assert liaison.page.title().startswith("Error:")
    liaison.fill("¿Por qué se descarta la zona?", "Se atiende desde la zona A.")
    liaison.press("Descartar la zona")
    assert liaison.page.get_by_role("rowheader", name="Ribera del Sabinal").count() == 0
    assert liaison.says("Zonas descartadas")
    assert liaison.says("Se atiende desde la zona A.")
    assert Zone.objects.get(letter="E").status == ZoneStatus.DROPPED
