"""Two people change one programme at once: the second sees both texts and saves on purpose."""

import pytest

from mapping.models import Programme
from tests.browser.demo_site import COORDINATOR, HOME, LIAISON, SignIn
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROGRAMME = "Becas municipales de permanencia escolar"
OF_LIAISON = "Inscripción vigente y carta de la escuela."
OF_COORDINATOR = "Inscripción vigente en una escuela pública."


def test_second_editor_sees_both_texts(on_a_phone: SignIn) -> None:
    liaison, coordinator = on_a_phone(LIAISON), on_a_phone(COORDINATOR)
    for person in (liaison, coordinator):
        open_form(person)
    coordinator.fill("Requisitos de acceso", OF_COORDINATOR)
    coordinator.press("Guardar el programa")
    assert coordinator.heading == PROGRAMME

    liaison.fill("Requisitos de acceso", OF_LIAISON)
    liaison.press("Guardar el programa")
    assert liaison.heading == "Dos personas cambiaron esto a la vez"
    assert liaison.says("Pedro Vidal guardó este registro")
    for text in (OF_LIAISON, OF_COORDINATOR):
        assert liaison.says(text), text
    assert requirements() == OF_COORDINATOR
    assert liaison.value("Requisitos de acceso") == OF_LIAISON

    liaison.press("Guardar mi texto sobre el otro")
    assert liaison.heading == PROGRAMME
    assert requirements() == OF_LIAISON


def open_form(person: Visitor) -> None:
    person.open(f"{HOME}programmes/")
    person.follow(PROGRAMME)
    person.follow("Editar el programa")


def requirements() -> str:
    return Programme.objects.get(name=PROGRAMME).requirements
