"""A town hall changes its people: invited on paper, replaced. On a small phone, without JavaScript."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from clrisk_site.people.models import Grant, User
from clrisk_site.people.permissions import Role
from mapping.models import ChangeState, LocalOffer
from planning.demo.people import owner_path
from tests.browser.demo_site import HOME, LIAISON, MakeVisitor, SignIn
from tests.browser.visitor import Visitor
from tests.browser.wording import words_of_the_other_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMINISTRATOR = "administracion@demo.example"
PASSWORD = "una frase que solo ella conoce"


def fits(visitor: Visitor) -> None:
    assert not visitor.scrolls_sideways()
    assert visitor.page.locator("h1").count() == 1


def test_an_administrator_invites_and_the_new_liaison_leaves(
    on_a_phone: SignIn, make_visitor: MakeVisitor
) -> None:
    administrator = on_a_phone(ADMINISTRATOR)
    administrator.open(HOME + "people/")
    fits(administrator)
    end_the_mandate_of_the_liaison(administrator)
    address = invite_a_liaison(administrator)

    newcomer = make_visitor(width=320, scripts=False)
    accept(newcomer, address)
    leave(newcomer)

    administrator.open(HOME + "people/?standing=ended")
    assert administrator.says("Luis Gómez quedó nombrada como relevo")
    administrator.follow("Quitar los filtros")
    assert administrator.lead.startswith("Nadie es el enlace en este momento.")


def end_the_mandate_of_the_liaison(administrator: Visitor) -> None:
    administrator.follow("María Hernández")
    fits(administrator)
    assert administrator.says("abrir el piloto") is False
    administrator.follow(re.compile("^Terminar"))
    fits(administrator)
    administrator.press("Terminarlo ahora")
    assert administrator.says("Terminado. Desde ahora no abre nada.")


def invite_a_liaison(administrator: Visitor) -> str:
    administrator.follow("Personas", "nav.c-nav, .c-eyebrow, main")
    administrator.follow("Invitar a una persona")
    fits(administrator)
    administrator.fill("Nombre y apellidos", "Sara Luna")
    administrator.fill("Correo", "sara@demo.example")
    administrator.choose("Enlace institucional")
    administrator.fill("Último día del mandato", f"{timezone.localdate() - dt.timedelta(days=1):%d/%m/%Y}")
    administrator.press("Invitar")
    assert administrator.says("El mandato terminaría antes de empezar.")
    fits(administrator)
    administrator.fill("Último día del mandato", f"{timezone.localdate() + dt.timedelta(days=90):%d/%m/%Y}")
    administrator.press("Invitar")
    fits(administrator)
    found = re.search(r"/access/[\w-]{40,}/", administrator.text.replace("\n", ""))
    assert found
    administrator.follow("Hecho")
    assert administrator.heading == "Sara Luna"
    assert administrator.says("Aún no ha entrado.")
    return found[0]


def accept(newcomer: Visitor, address: str) -> None:
    assert newcomer.open(address) == 200
    fits(newcomer)
    newcomer.page.fill("input[name=password1]", PASSWORD)
    newcomer.page.fill("input[name=password2]", PASSWORD)
    newcomer.click(newcomer.page.locator("main button[type=submit]").first)
    assert newcomer.open(address) == 410, "a link works once"
    assert newcomer.open(HOME) == 200


def leave(newcomer: Visitor) -> None:
    user = User.objects.get(email="sara@demo.example")
    newcomer.open(f"{HOME}people/{user.pk}/")
    newcomer.follow("Dejo el trabajo: cerrar mi cuenta")
    fits(newcomer)
    colleague = newcomer.page.locator("main select option", has_text="Luis Gómez (")  # with what he does here
    newcomer.page.select_option("main select", colleague.get_attribute("value"))
    newcomer.press("Revisar lo que cambia")
    fits(newcomer)
    assert newcomer.says("Luis Gómez, cuando la administración se lo dé")
    newcomer.press("Cerrar mi cuenta")
    assert newcomer.path == "/accounts/login/"
    assert newcomer.says("Su cuenta está cerrada.")
    user.refresh_from_db()
    assert not user.is_active
    assert not Grant.objects.filter(user__email="analista@demo.example", role=Role.LIAISON).exists()


def test_the_owner_of_a_programme_answers_by_link(on_a_phone: SignIn, make_visitor: MakeVisitor) -> None:
    liaison = on_a_phone(LIAISON)
    owner = make_visitor(width=320, scripts=False)
    assert owner.open(owner_path()) == 200
    assert owner.heading == "Estancias de día"
    fits(owner)
    owner.fill("Lugares por año", "-3")
    owner.press("Enviar lo que digo")
    fits(owner)
    owner.fill("Lugares por año", "400")
    owner.press("Enviar lo que digo")
    assert owner.says(
        "Gracias, Teresa Morales. Lo que usted dice se guarda hasta que Tuxtla Gutiérrez lo decida."
    )
    offer = LocalOffer.objects.get(programme__name="Estancias de día")
    assert offer.places_per_year != 400, "nothing changes before the municipality accepts it"
    said = offer.proposed_changes.get(fact="places_per_year", state=ChangeState.WAITING)
    assert said.proposed == 400
    liaison.open(f"{HOME}programmes/{offer.programme_id}/")
    assert liaison.says("Teresa Morales respondió el")
    assert owner.open(HOME) == 200
    assert owner.path == "/accounts/login/"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_for_administrators_have_no_fault(
    demo: None, make_visitor: MakeVisitor, width: int
) -> None:
    """The crawl goes as a liaison, who sees none of these forms."""
    visitor = make_visitor(width=width)
    visitor.sign_in(ADMINISTRATOR, "demostracion")
    liaison = User.objects.get(email=LIAISON)
    person = f"{HOME}people/{liaison.pk}/"
    pages = [f"{HOME}people/", "/t/MX.07/people/", person, f"{person}leave/", f"{person}erase/"]
    pages += [f"{HOME}people/invite/{kind}/" for kind in ("post", "seat", "membership")]
    pages += [f"{person}grants/post/", f"{HOME}people/grants/{liaison.grants.get().pk}/end/", owner_path()]
    for path in pages:
        assert visitor.open(path) == 200, path
        assert visitor.accessibility_faults() == [], path
        assert words_of_the_other_language(visitor) == [], path
        fits(visitor)
        assert visitor.page.locator(".c-button:visible:not(.c-button--secondary)").count() <= 1, path
