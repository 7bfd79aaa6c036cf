"""A file of one's own, from the upload to the receipt, on a phone without JavaScript."""

import re

import pytest

from clrisk_site.files.models import Upload
from diagnosis.models import RiskResult
from mapping.models import Programme
from tests.browser.demo_site import COORDINATOR, STATE, SignIn
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROGRAMMES = """\
Programas del municipio;;;;;
Nombre del programa;Institución;Edad mínima;Edad máxima;Factores;Cupo anual
Música en el barrio Ñandú;Dirección de Educación municipal;6;14;No asiste a la escuela;80
Taller de oficios;Dirección de Educación municipal;15;17;No asiste a la escuela;25
Comedor San José;Casa Cuna;doce;17;;60
"""
CURE = "Escriba dígitos con el mismo signo decimal que las demás filas."
RESULTS = """\
Municipio;Nivel de riesgo
Tuxtla Gutierres;medio
Chiapaz;alto
"""


OWN_RESULT = "Clave;Clase;Población 5 a 17\n7101;medio;133000\n"
MOST_CLICKS_TO_THE_PLAN = 25


def say_that_it_is_phase_one(visitor: Visitor) -> None:
    visitor.press("Continuar")
    assert visitor.page.title().startswith("Error:")
    summary = visitor.page.locator("[data-error-summary]").inner_text()
    assert "Falta «¿Es una publicación de la Fase I?»." in summary
    visitor.select(
        "¿Es una publicación de la Fase I?", "Sí: resultados oficiales de la Fase I, con sus clases"
    )
    visitor.press("Continuar")


def upload(visitor: Visitor, name: str, content: bytes, *, source: str, year: int) -> None:
    visitor.attach("Archivo", name, content)
    visitor.fill("Quién lo publicó", source)
    visitor.fill("Año de los datos", str(year))
    visitor.press("Subir y continuar")


def results_of(source: str) -> list[tuple[str, str]]:
    results = RiskResult.objects.filter(release__source=source)
    return list(results.values_list("territory__path", "official_class"))


def test_liaison_imports_programmes_with_a_title_above_and_a_bad_row(plain_liaison: Visitor) -> None:
    liaison = plain_liaison
    before = Programme.objects.count()
    liaison.open_in_menu("Datos")
    liaison.follow("Importar Programas y servicios")
    upload(liaison, "programas 2026.csv", PROGRAMMES.encode("cp1252"), source="Censo propio", year=2026)

    assert liaison.value("Fila con los nombres de las columnas") == "2"
    liaison.press("Continuar")
    assert liaison.value("Cupo anual") == "places_per_year"
    liaison.press("Continuar")

    assert liaison.heading == "Revise antes de guardar"
    assert liaison.says("Música en el barrio Ñandú · Comedor San José")
    errors = liaison.page.get_by_role("table", name="Filas con error").locator("tbody").inner_text()
    assert errors.split() == f"5 «doce» no es un número. Edad mínima {CURE}".split()
    assert liaison.says("¿A qué nivel de gobierno pertenecen estas filas?")
    assert Programme.objects.count() == before
    liaison.choose("Municipal")
    liaison.press("Responder y revisar de nuevo")

    liaison.press("Guardar 2 filas")
    assert liaison.says("Se guardaron 2 filas.")
    assert liaison.says("Censo propio")
    assert not Upload.objects.exists()
    assert Programme.objects.count() == before + 2

    liaison.open_in_menu("2 Diagnóstico")
    liaison.follow("Mapear competencias, programas y espacios")
    liaison.follow("Registrar los programas y lo que cada uno puede hacer aquí")
    liaison.fill("Texto", "musica nandu")
    liaison.press("Aplicar")
    found = liaison.page.get_by_role("table", name="Programas").get_by_role("rowheader").all_inner_texts()
    assert [name.splitlines()[0] for name in found] == ["Música en el barrio Ñandú"]


def test_coordinator_is_asked_about_a_near_name(on_a_phone: SignIn) -> None:
    coordinator = on_a_phone(COORDINATOR)
    coordinator.open(f"{STATE}data/")
    coordinator.follow("Importar Resultados de riesgo")
    upload(coordinator, "fase-1.csv", RESULTS.encode(), source="Boletín de prueba", year=2020)
    coordinator.press("Continuar")
    say_that_it_is_phase_one(coordinator)

    assert coordinator.says("2 nombres por confirmar")
    assert not coordinator.page.get_by_role("button", name=re.compile("^Guardar")).count()
    assert not results_of("Boletín de prueba")
    coordinator.follow("Confirmar los nombres")
    coordinator.pick("Tuxtla Gutierres", "Tuxtla Gutiérrez (07101), Chiapas")
    coordinator.pick("Chiapaz", "Ninguno de estos")
    coordinator.press("Confirmar los lugares elegidos")

    assert coordinator.says("No se eligió territorio para este nombre; la fila queda fuera.")
    coordinator.press("Guardar 1 fila")
    assert coordinator.says("Se guardó 1 fila.")
    assert coordinator.says("Decisiones tomadas")
    assert results_of("Boletín de prueba") == [("MX.07.101", "medium")]


def test_liaison_comes_from_a_file_with_a_lost_zero_to_the_plan(plain_liaison: Visitor) -> None:
    liaison = plain_liaison
    liaison.open_in_menu("Datos")
    liaison.follow("Importar Resultados de riesgo")
    upload(liaison, "mi municipio.csv", OWN_RESULT.encode("cp1252"), source="Fase I, corrección", year=2026)
    liaison.press("Continuar")
    say_that_it_is_phase_one(liaison)
    assert liaison.says("¿Devolvemos los ceros que faltan en las claves de Territorio?")
    assert not results_of("Fase I, corrección")
    liaison.choose("Sí, devolver los ceros")
    liaison.press("Responder y revisar de nuevo")
    liaison.press("Guardar 1 fila")
    assert results_of("Fase I, corrección") == [("MX.07.101", "medium")]
    liaison.open_in_menu("Inicio")
    liaison.follow("Leer el plan")
    assert "Fase I, corrección" in liaison.page.locator("#sources").inner_text()
    assert liaison.clicks <= MOST_CLICKS_TO_THE_PLAN
