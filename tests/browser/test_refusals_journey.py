"""What people meet who may not, and files that cannot be read: plain words, and nothing changed."""

from pathlib import Path

import pytest
from django.conf import settings

from clrisk_site.files.models import ImportReceipt, Upload
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from tests.browser.demo_site import HOME, WORKERS, MakeVisitor, SignIn
from tests.browser.visitor import Visitor
from tests.cast import give_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HTML = b"<html><body><table><tr><td>Programa</td></tr></table></body></html>"
VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    b"</OGRVRTDataSource>"
)
IS_HTML = """
    El archivo «programas.xlsx» es una página web, no una hoja de cálculo.
    Guarde la tabla como .xlsx o .csv y súbala.
"""
IS_EMPTY = "El archivo «vacio.csv» está vacío. Guarde la tabla otra vez y suba el archivo nuevo."
IS_VRT = """
    El archivo «limites.geojson» es un archivo virtual de GDAL (VRT), que aquí no se lee.
    Exporte el mapa como GeoJSON en WGS84 (EPSG:4326).
"""
WRONG_FILES = [
    ("programmes", "programas.xlsx", HTML, IS_HTML),
    ("programmes", "vacio.csv", b"", IS_EMPTY),
    ("territories", "limites.geojson", VRT, IS_VRT),
]


def test_liaison_of_another_municipality_finds_nothing(demo: None, make_visitor: MakeVisitor) -> None:
    stranger = make_visitor(width=320, scripts=False)
    stranger.sign_in(liaison_of_tapachula(), "una-clave-larga")
    assert stranger.path == "/t/MX.07.089/"
    for page in ("", "design/", "plan/", "gaps/", "zones/new/", "data/import/programmes/"):
        assert stranger.open(HOME + page) == 404, page
        assert stranger.heading == "Esta página no existe"
        assert stranger.says("pertenece a un territorio en el que usted no trabaja")
        assert not stranger.scrolls_sideways()
    stranger.follow("Ir a la página de inicio")
    assert stranger.path == "/t/MX.07.089/"


def test_member_of_the_commission_is_told_that_the_role_does_not_allow_it(on_a_phone: SignIn) -> None:
    member = on_a_phone(WORKERS)
    for page in ("lines/new/", "zones/new/", "data/", "data/import/programmes/"):
        assert member.open(HOME + page) == 403, page
        assert member.heading == "Su papel no permite esto"
        assert member.says("No se cambió nada.")
    member.follow("Ir a la página de inicio")
    assert member.path == HOME


def test_wrong_files_are_refused_by_name_and_with_the_cure(plain_liaison: Visitor) -> None:
    liaison = plain_liaison
    for kind, name, content, words in WRONG_FILES:
        liaison.open(f"{HOME}data/import/{kind}/")
        liaison.attach("Archivo", name, content)
        liaison.fill("Quién lo publicó", "Correo recibido")
        if kind == "programmes":
            liaison.fill("Año de los datos", "2026")
        liaison.press("Subir y continuar")
        assert liaison.page.title().startswith("Error:"), name
        assert liaison.says(words), name
        assert liaison.value("Quién lo publicó") == "Correo recibido"
    assert not Upload.objects.exists()
    assert not ImportReceipt.objects.exists()
    # Judged in memory: a worker that meets this test first has no folder for uploads yet.
    assert not list(Path(settings.SPOOL_DIR).glob("*"))


def liaison_of_tapachula() -> str:
    chiapas = Territory.objects.get(path="MX.07")
    tapachula = Territory.objects.create(
        path="MX.07.089",
        code="07089",
        name="Tapachula",
        level=Level.objects.get(country="MX", code="municipality"),
        parent=chiapas,
    )
    user = make_user("Stranger")
    give_post(user, Role.LIAISON, tapachula)
    return user.email
