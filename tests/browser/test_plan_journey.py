"""From the sign-in to the printed plan: a few clicks on a phone, and with the keyboard alone."""

import re

import pytest

from tests.browser.demo_site import HOME, LIAISON, PASSWORD
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 12
MOST_PAGES = 8


def test_liaison_signs_in_and_downloads_the_plan(demo: None, plain_visitor: Visitor) -> None:
    liaison = plain_visitor
    liaison.open("/")
    assert liaison.heading == "Entrar"
    liaison.fill("Correo", LIAISON)
    liaison.fill("Contraseña", PASSWORD)
    liaison.press("Entrar")
    assert (liaison.path, liaison.heading) == (HOME, "Tuxtla Gutiérrez")

    liaison.follow("Leer el plan")
    assert liaison.path == f"{HOME}plan/"
    for part in ("Zonas prioritarias", "Oferta y brechas", "Plan de trabajo", "Fuentes", "Límites"):
        assert liaison.page.get_by_role("heading", name=part, exact=True).count(), part
    clicks_to_plan, pages_to_plan = liaison.clicks, len(liaison.pages)

    liaison.follow("Descargar el PDF")
    liaison.press("Preparar el PDF")
    assert liaison.says("Está listo")
    name, content = liaison.download("Descargar")
    assert re.fullmatch(r"plan-07101-\d{4}-\d\d-\d\d\.pdf", name)
    assert content.startswith(b"%PDF-")
    assert len(content) > 50_000
    assert clicks_to_plan <= 3
    assert pages_to_plan <= 3
    assert liaison.clicks <= MOST_CLICKS
    assert len(liaison.pages) <= MOST_PAGES
