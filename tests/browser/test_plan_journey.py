"""From the sign-in to the printed plan: a few clicks on a phone, and with the keyboard alone."""

import re

import pytest

from tests.browser.demo_site import HOME, LIAISON, PASSWORD
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 12
MOST_PAGES = 8


def test_liaison_signs_in_and_downloads_the_plan(demo: None, plain_visitor: Visitor) -> None:
    liaison = plain_visitor
    liaison.open("/")
    assert liaison.heading == "Entrar"
    liaison.fill("Correo electrónico", LIAISON)
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


def test_keyboard_alone_leads_to_the_plan(demo: None, visitor: Visitor) -> None:
    visitor.open("/")
    keyboard = KeyboardVisitor(visitor)
    keyboard.arrive()
    keyboard.type_into("Correo electrónico", LIAISON)
    keyboard.type_into("Contraseña", PASSWORD)
    keyboard.use("button", "Entrar")
    assert visitor.path == HOME
    keyboard.use("link", "Leer el plan")
    assert visitor.path == f"{HOME}plan/"
    keyboard.use("link", "Descargar el PDF")
    keyboard.use("button", "Preparar el PDF")
    keyboard.go_to(visitor.page.get_by_role("link", name="Descargar", exact=True))
    with visitor.page.expect_download() as awaited:
        visitor.page.keyboard.press("Enter")
    assert awaited.value.path().read_bytes().startswith(b"%PDF-")
    assert keyboard.faults == []
