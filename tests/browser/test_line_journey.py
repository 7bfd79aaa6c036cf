"""From a gap to an action line that the commission reads, on phones without JavaScript."""

import pytest

from planning.models import ActionLine, LineStatus
from tests.browser.demo_site import HOME, LIAISON, WORKERS, SignIn
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Transporte escolar en Patria Nueva"
GRANTS = "Becas municipales de permanencia escolar"
KINDS = ["Estadística", "Factor", "Brecha", "Programa", "Indicador", "Resultado"]
CHAIN = ("niñas, niños y adolescentes: no asiste", "No llega a la zona: C", GRANTS, "Lugares ocupados")


def test_a_gap_becomes_a_line_that_the_commission_reads(on_a_phone: SignIn) -> None:
    liaison, workers = on_a_phone(LIAISON), on_a_phone(WORKERS)
    open_gap(liaison)
    write_line(liaison)
    add_indicator(liaison)
    assert kinds_of_chain(liaison) == [
        "Estadística",
        "Factor",
        "Brecha",
        "Programa",
        "Indicador",
        "Resultado",
    ]
    for words in (
        "niñas, niños y adolescentes: no asiste",
        "No llega a la zona: C",
        GRANTS,
        "Lugares ocupados",
    ):
        assert liaison.says(words), words
    line = liaison.path

    assert workers.open(line) == 404
    assert workers.heading == "Esta página no existe"
    workers.open(f"{HOME}design/")
    assert not workers.says(TITLE)
    assert workers.page.get_by_role("link", name="LA-02").count() == 0  # another draft

    liaison.press("Enviar a la comisión")
    assert liaison.says("La comisión ya puede leer LA-07.")
    assert ActionLine.objects.get(code="LA-07").status == LineStatus.SUBMITTED

    workers.open(f"{HOME}design/")
    workers.follow(f"LA-07 · {TITLE}")
    assert workers.heading == TITLE
    assert workers.says(GRANTS)
    assert workers.page.get_by_role("link", name="Cambiar", exact=True).count() == 0


def open_gap(liaison: Visitor) -> None:
    liaison.open_in_menu("2 Diagnóstico")
    liaison.follow("Mapear competencias, programas y espacios")
    liaison.follow("Leer la oferta y las brechas")
    row = liaison.page.get_by_role("row", name="No asiste a la escuela")
    liaison.click(row.get_by_role("link", name="C No llega a la zona"))
    liaison.follow("Todo lo que hay detrás de esta celda")
    assert liaison.heading == "No asiste a la escuela · zona C, Patria Nueva"
    assert liaison.says("40 lugares libres · puede redirigirse")


def write_line(liaison: Visitor) -> None:
    liaison.follow("Crear línea de acción")
    assert liaison.value("Clave") == "LA-07"
    assert liaison.is_chosen("No asiste a la escuela")
    assert liaison.is_chosen("C Patria Nueva")
    assert not liaison.is_chosen("A San José Terán")
    liaison.fill("Título", TITLE)
    liaison.fill("Objetivo", "Llevar a 40 estudiantes de la zona C a una escuela con beca.")
    liaison.choose("Prevención y garantía de derechos")
    liaison.select("Resultado", "Interrumpir las trayectorias hacia el trabajo infantil")
    liaison.fill("Población", "Estudiantes de 6 a 15 años de la zona C")
    liaison.choose(f"{GRANTS} (2026) · Elegible")
    liaison.select("Institución que encabeza", "DIF municipal")
    liaison.fill("Recursos disponibles", "40 becas que quedan libres.")
    liaison.press("Guardar")
    assert liaison.page.title().startswith("Error:")
    assert liaison.says("Escriba qué falta, o por qué no falta nada.")
    assert liaison.value("Título") == TITLE
    liaison.fill("Recursos que faltan", "Un vehículo por las mañanas.")
    liaison.fill("Partida presupuestal", "DIF-2027-050")
    liaison.press("Guardar")
    assert liaison.heading == TITLE


def add_indicator(liaison: Visitor) -> None:
    liaison.follow("Añadir un indicador")
    liaison.fill("Indicador", "Lugares ocupados en el transporte")
    liaison.fill("Unidad", "estudiantes")
    liaison.fill("Meta", "40")
    liaison.fill("Día de la meta", "2027-12-17")
    liaison.fill("Medio de verificación", "Conteo mensual del DIF municipal")
    liaison.fill("Se mide cada", "trimestre")
    liaison.press("Guardar")


def kinds_of_chain(visitor: Visitor) -> list[str]:
    return [kind.split(".")[-1].strip() for kind in visitor.page.locator(".c-link__kind").all_inner_texts()]
