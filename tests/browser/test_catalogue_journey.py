"""A ministry words a factor its own way: its municipality shows and prints that, another country does not."""

import pytest

from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Level, Territory
from tests.browser.demo_site import HOME, LIAISON, PASSWORD, MakeVisitor, SignIn
from tests.browser.visitor import Visitor
from tests.cast import give_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINISTRY = "ministerio@demo.example"
SHIPPED = "No asiste a la escuela"
OWN = "Está fuera de la escuela"


def test_a_country_words_a_factor_for_itself(on_a_phone: SignIn, make_visitor: MakeVisitor) -> None:
    ministry = on_a_phone(MINISTRY)
    ministry.open("/t/MX/data/")
    ministry.follow("Abrir los catálogos del país")
    assert ministry.heading == "Catálogos de México"
    ministry.follow("Factores asociados", "main")
    ministry.follow(SHIPPED)
    ministry.follow("Adaptar para el país")
    ministry.fill("Nombre · Español", "")
    ministry.press("Guardar")
    assert ministry.says("Escriba el texto en español")
    ministry.fill("Nombre · Español", OWN)
    ministry.fill("Nombre · Francés", "")
    ministry.press("Guardar")
    assert ministry.heading == OWN
    assert ministry.says("Donde falta un idioma se muestra el español: francés.")
    assert ministry.says("Elena Prieto")

    liaison = on_a_phone(LIAISON)
    for address in (f"{HOME}factors/", f"{HOME}gaps/", f"{HOME}plan/"):
        liaison.open(address)
        assert liaison.says(OWN), address
        assert not liaison.says(SHIPPED), address

    peru = sign_in_in_peru(make_visitor)
    peru.open("/t/PE.15.01.01/factors/")
    assert peru.says(SHIPPED)
    assert not peru.says(OWN)


def sign_in_in_peru(make_visitor: MakeVisitor) -> Visitor:
    parent = Territory.objects.get(path="PE")
    for depth, (path, name) in enumerate(
        (("PE.15", "Lima"), ("PE.15.01", "Lima"), ("PE.15.01.01", "Cercado"))
    ):
        level = Level.objects.get(country="PE", depth=depth + 1)
        code = path.removeprefix("PE.").replace(".", "")
        parent = Territory.objects.create(path=path, code=code, name=name, level=level, parent=parent)
    user = make_user("Peruana")
    user.set_password(PASSWORD)
    user.save()
    give_post(user, Role.LIAISON, parent)
    visitor = make_visitor(width=320, scripts=False)
    visitor.sign_in(user.email, PASSWORD)
    return visitor
