"""What the authority does: read an exception, approve it, and see what the plan still must answer."""

import pytest

from planning.models import ActionLine
from tests.browser.demo_site import AUTHORITY, LIAISON, SignIn
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_authority_approves_an_exception(on_a_phone: SignIn) -> None:
    ask_for_exception(on_a_phone(LIAISON))

    authority = on_a_phone(AUTHORITY)
    assert authority.says("Lo siguiente: decidir 1 excepción")
    authority.follow("Leer las excepciones")
    assert authority.heading == "Lo que el plan debe responder"
    assert authority.says("El distintivo aún no tiene recurso asignado.")
    authority.follow("LA-06")
    authority.press("Aprobar la excepción")
    assert authority.says("La excepción de LA-06 está aprobada.")
    assert authority.says("La aprobó Rosa Aguilar")
    assert ActionLine.objects.get(code="LA-06").exception_approved_by is not None

    authority.open_in_menu("3 Diseño")
    authority.follow("Ver cada pregunta")
    assert authority.lead == "Nada impide validar la propuesta."
    assert not authority.says("Excepciones que esperan a la autoridad")
    verdicts = authority.page.locator(".c-rows > li > div:first-child").all_inner_texts()
    assert len(verdicts) == 12
    assert set(verdicts) <= {"Cumple", "Exceptuada", "Aviso"}


def ask_for_exception(liaison: Visitor) -> None:
    liaison.open_in_menu("3 Diseño")
    liaison.follow("LA-06 · Acuerdos con comercios y mercados")
    assert liaison.page.get_by_role("button", name="Aprobar la excepción").count() == 0
    liaison.follow("Pedir una excepción")
    liaison.fill("Por qué se necesita una excepción", "El distintivo aún no tiene recurso asignado.")
    liaison.fill("Plan de financiamiento", "Presupuesto de comercio, 40,000 pesos, marzo de 2027.")
    liaison.press("Guardar")
    assert liaison.says("Espera a la autoridad.")
    assert liaison.page.get_by_role("button", name="Aprobar la excepción").count() == 0
