"""A signed agreement, attached on a phone without JavaScript; the commission sees only what is open."""

import pytest

from clrisk_site.files.models import Attachment
from tests.browser.demo_site import WORKERS, SignIn
from tests.browser.visitor import Visitor
from tests.files.hostile_files import HTML, photograph, signed_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = "Abierto: quien puede ver el registro"
RESTRICTED = "Restringido: el equipo del propio municipio"


def fill_in(visitor: Visitor, title: str, who: str, name: str, content: bytes) -> None:
    visitor.select("Qué es", "Convenio firmado")
    visitor.fill("Título", title)
    visitor.choose(who)
    visitor.attach("Archivo", name, content)
    visitor.press("Adjuntar")


def test_liaison_attaches_a_signed_agreement(plain_liaison: Visitor, on_a_phone: SignIn) -> None:
    liaison = plain_liaison
    liaison.open_in_menu("1 Alcance")
    assert liaison.says("Aún no hay archivos.")
    liaison.follow("Adjuntar un archivo")
    assert liaison.is_chosen(RESTRICTED)

    fill_in(liaison, "Convenio con Educación", RESTRICTED, "convenio.pdf", HTML)
    assert liaison.page.title().startswith("Error:")
    assert liaison.says("puede llevar un programa")
    assert liaison.value("Título") == "Convenio con Educación"
    assert not liaison.scrolls_sideways()
    liaison.attach("Archivo", "convenio.pdf", signed_pdf())
    liaison.press("Adjuntar")
    assert liaison.heading == "Alcance"
    assert liaison.says("«Convenio con Educación» está adjunto.")
    name, content = liaison.download("Convenio con Educación")
    assert (name, content) == ("convenio.pdf", signed_pdf())

    liaison.follow("Adjuntar un archivo")
    fill_in(liaison, "Foto de la firma", OPEN, "foto.jpg", photograph())
    assert liaison.says("Foto de la firma")
    assert not liaison.scrolls_sideways()

    member = on_a_phone(WORKERS)
    member.open_in_menu("1 Alcance")
    assert member.says("Foto de la firma")
    assert not member.says("Convenio con Educación")
    assert not member.says("Adjuntar un archivo")
    restricted = Attachment.objects.get(classification="restricted")
    assert member.open(f"/t/MX.07.101/files/{restricted.pk}/") == 404

    liaison.follow("Quitar Foto de la firma")
    assert liaison.heading == "¿Quitar «Foto de la firma»?"
    liaison.press("Quitar")
    assert liaison.says("Se quitó «Foto de la firma».")
    member.open("/t/MX.07.101/scope/")
    assert member.says("Aquí no hay archivos abiertos para usted.")
