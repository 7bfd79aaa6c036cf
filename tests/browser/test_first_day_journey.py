"""The first day: from the printed link to being inside with a role and a second factor."""

import io
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from pytest_django import Settings

from tests.browser.demo_site import MakeVisitor
from tests.browser.visitor import WIDTHS, Visitor
from tests.browser.wording import words_of_the_other_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMAIL = "ana.lopez@demo.example"
PASSWORD = "tres ceibas y un río"
LAST_SECONDS = 4  # of the half minute of a code: too few to type it


@pytest.fixture
def link(demo: None, settings: Settings) -> str:
    """The path of the link that the command line prints."""
    settings.SECOND_FACTOR_OBLIGATORY = True
    out = io.StringIO()
    call_command(
        "first_administrator", EMAIL, "--name", "Ana López", "--territory", "MX", "--another", stdout=out
    )
    found = re.search(r"/access/\S+/", out.getvalue())
    assert found
    return found.group()


def code_for(secret: str, *, other_than: str = "") -> str:
    """The code that the phone shows, with time left to type it; a spent one is waited out."""
    while True:
        code = str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
        if code != other_than and time.time() % 30 <= 30 - LAST_SECONDS:
            return code
        time.sleep(0.5)


def look_at(person: Visitor) -> None:
    """Look at the page at both widths; without scripts axe cannot run, so the width alone is looked at."""
    assert not person.scrolls_sideways()
    if not person.page.evaluate("matchMedia('(scripting: enabled)').matches"):
        return
    for width in WIDTHS:
        person.page.set_viewport_size({"width": width, "height": 800})
        assert not person.scrolls_sideways(), (person.path, width)
        assert person.accessibility_faults() == [], (person.path, width)
    assert words_of_the_other_language(person) == [], person.path


def choose_password(person: Visitor, link: str) -> None:
    assert person.open(link) == 200
    assert person.heading == "Elija su contraseña"
    look_at(person)
    person.fill("Nueva contraseña", "corta")
    person.fill("La misma contraseña otra vez", "corta")
    person.press("Guardar y entrar")
    assert person.heading == "Elija su contraseña"
    look_at(person)
    person.fill("Nueva contraseña", PASSWORD)
    person.fill("La misma contraseña otra vez", PASSWORD)
    person.press("Guardar y entrar")


def set_up_codes(person: Visitor) -> tuple[str, str]:
    """Set up the second factor and return its key, as the phone keeps it, with the code that is spent."""
    assert person.heading == "Active el segundo factor"
    look_at(person)
    person.open("/")
    assert person.heading == "Active el segundo factor"
    secret = person.page.locator(".c-letter-sheet__link").inner_text().replace(" ", "")
    code = code_for(secret)
    person.page.fill("input[name=code]", code)
    person.press("Activar")
    assert person.heading == "Códigos de recuperación"
    assert person.page.locator(".c-codes li").count() == 10
    look_at(person)
    person.follow("Ya los guardé: continuar", "main")
    return secret, code


def look_at_the_account(person: Visitor) -> None:
    person.open("/account/")
    assert person.says("Administración")
    assert person.says("México y todo lo que está debajo") or person.says("México")
    look_at(person)
    for path in (
        "/account/sessions/",
        "/account/edit/",
        "/account/password/",
        "/account/recovery-codes/new/",
    ):
        assert person.open(path) == 200, path
        look_at(person)


def come_back(person: Visitor, secret: str, spent: str) -> None:
    """Sign out and in again, with password and code."""
    person.open("/accounts/logout/")
    person.press("Salir", "main")
    look_at(person)
    person.page.fill("input[name=login]", EMAIL)
    person.page.fill("input[name=password]", PASSWORD)
    person.click(person.page.locator("form:has(input[name=password]) button").first)
    assert person.heading == "Código de su teléfono"
    look_at(person)
    person.page.fill("input[name=code]", code_for(secret, other_than=spent))
    person.click(person.page.locator("main form button").first)
    assert person.open("/account/") == 200
    assert person.heading == "Mi cuenta"


@pytest.mark.parametrize(
    ("width", "scripts"), [(1280, True), (320, False)], ids=["desk", "phone without scripts"]
)
def test_first_day(make_visitor: MakeVisitor, link: str, width: int, *, scripts: bool) -> None:
    person = make_visitor(width=width, scripts=scripts)
    choose_password(person, link)
    secret, spent = set_up_codes(person)
    look_at_the_account(person)
    come_back(person, secret, spent)
    assert person.open(link) == 410
    look_at(person)
    assert person.open("/accounts/forgotten/") == 200
    look_at(person)
