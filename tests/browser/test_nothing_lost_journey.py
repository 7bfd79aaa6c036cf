"""Whatever breaks while a person writes, the text is there again: session, network, another editor, a tab."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect

from clrisk_site.people.models import AuditEntry, Draft
from mapping.models import Programme
from planning.demo.people import owner_path
from tests.browser.demo_site import COORDINATOR, HOME, LIAISON, PASSWORD, MakeVisitor, SignIn
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROGRAMME = "Becas municipales de permanencia escolar"
FIELD, SAVE = "Requisitos de acceso", "Guardar el programa"
TEXT = "Inscripción vigente.\n\tCarta de la escuela 😀 مرحبا"
KEPT = re.compile(r"Guardado como borrador a las \d\d:\d\d")
DROPPED = re.compile(r"/(drafts|programmes)/")


def open_form(person: Visitor) -> None:
    person.open(f"{HOME}programmes/")
    person.follow(PROGRAMME)
    person.follow("Editar el programa")


def requirements() -> str:
    return Programme.objects.get(name=PROGRAMME).requirements


def leave_field(person: Visitor) -> None:
    person.page.keyboard.press("Tab")


def status_says(person: Visitor, words: str | re.Pattern[str]) -> None:
    expect(person.page.locator("main [role=status]")).to_contain_text(words)


def alert_says(person: Visitor, words: str) -> None:
    expect(person.page.locator("main [role=alert]")).to_contain_text(words)


def draft_arrives(person: Visitor) -> None:
    """Wait for what a page sends while it is closed: it may come after the next page was shown."""
    for _moment in range(50):
        if Draft.objects.exists():
            return
        person.page.wait_for_timeout(100)


def test_a_draft_is_kept_while_typing_and_found_again(liaison_at_work: Visitor) -> None:
    person, before = liaison_at_work, requirements()
    open_form(person)
    person.fill(FIELD, TEXT)
    leave_field(person)
    status_says(person, KEPT)
    address = person.path
    person.open(f"{HOME}programmes/")
    person.open(address)
    assert person.says("El formulario muestra su borrador")
    assert person.value(FIELD) == TEXT
    assert not person.accessibility_faults()
    assert requirements() == before

    person.press("Descartar el borrador y usar lo guardado")
    assert person.path == address
    assert person.value(FIELD) == before
    assert not person.says("El formulario muestra su borrador")
    assert not Draft.objects.exists()


def test_a_tab_that_is_closed_leaves_its_draft(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    address = person.path
    person.fill(FIELD, TEXT)
    person.open(HOME)
    draft_arrives(person)
    person.open(address)
    assert person.value(FIELD) == TEXT


def test_saving_leaves_no_draft_and_one_entry(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    entries = AuditEntry.objects.count()
    person.fill(FIELD, TEXT)
    leave_field(person)
    status_says(person, KEPT)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=SAVE).dblclick()
    assert person.heading == PROGRAMME
    assert requirements() == TEXT
    assert not Draft.objects.exists()
    assert AuditEntry.objects.count() == entries + 1


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_a_session_that_ended_loses_no_character(
    scripts: bool, demo: None, make_visitor: MakeVisitor
) -> None:
    person = make_visitor(width=1280 if scripts else 320, scripts=scripts)
    person.sign_in(LIAISON, PASSWORD)
    open_form(person)
    address, before = person.path, requirements()
    Session.objects.all().delete()
    person.fill(FIELD, TEXT)
    person.press(SAVE)
    assert person.path == "/accounts/login/"
    assert person.says("Su sesión terminó. Lo que escribió está a salvo")
    assert requirements() == before

    person.page.fill("input[name=login]", LIAISON)
    person.page.fill("input[name=password]", PASSWORD)
    person.click(person.page.locator("form:has(input[name=password]) button").first)
    assert person.path == address
    assert person.value(FIELD) == TEXT
    person.press(SAVE)
    assert person.heading == PROGRAMME
    assert requirements() == TEXT


def test_a_message_that_arrives_while_the_button_is_held_does_not_lose_the_click(
    liaison_at_work: Visitor,
) -> None:
    person = liaison_at_work
    open_form(person)
    Session.objects.all().delete()
    person.fill(FIELD, TEXT)
    person.page.get_by_role("button", name=SAVE).hover()
    with person.page.expect_response(DROPPED) as kept:
        person.page.mouse.down()
    kept.value.finished()
    person.page.wait_for_timeout(200)
    with person.page.expect_navigation():
        person.page.mouse.up()
    assert person.path == "/accounts/login/"


def test_another_sign_in_in_the_same_browser_loses_no_character(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    address = person.path
    # The other tab signed in again, which renewed the security token of all tabs.
    person.page.context.clear_cookies(name="csrftoken")
    person.page.context.request.get(f"{person.server}{HOME}programmes/new/")
    person.fill(FIELD, TEXT)
    person.press(SAVE)
    assert person.heading == "El formulario había caducado"
    person.follow("Abrir de nuevo el formulario")
    assert person.path == address
    assert person.value(FIELD) == TEXT
    person.press(SAVE)
    assert requirements() == TEXT


def test_without_a_network_the_text_stays_and_is_sent_later(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    address = person.path
    person.page.context.set_offline(True)
    person.fill(FIELD, TEXT)
    leave_field(person)
    alert_says(person, "Sin conexión")
    person.page.get_by_role("button", name=SAVE).click()
    alert_says(person, "No hubo respuesta del servidor")
    assert person.path == address
    assert person.value(FIELD) == TEXT
    assert not person.accessibility_faults()

    person.page.context.set_offline(False)
    status_says(person, KEPT)
    assert Draft.objects.get().fields["requirements"] == [TEXT]
    person.press(SAVE)
    assert requirements() == TEXT


def test_a_text_longer_than_the_server_reads_stays_in_the_form(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    address, before, long = person.path, requirements(), "x" * 2_700_000
    person.fill(FIELD, long)
    leave_field(person)
    alert_says(person, "El texto es demasiado largo")
    person.page.get_by_role("button", name=SAVE).click()
    alert_says(person, "El texto es demasiado largo")
    assert person.path == address
    assert person.value(FIELD) == long
    person.fill(FIELD, TEXT)
    person.press(SAVE)
    assert (person.heading, requirements()) == (PROGRAMME, TEXT)
    assert before != TEXT


def test_dropped_requests_lose_nothing_and_save_once(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    entries = AuditEntry.objects.count()
    dropped: list[str] = []

    def drop_once(route: Route) -> None:
        if route.request.method == "POST" and route.request.url not in dropped:
            dropped.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    person.page.route(DROPPED, drop_once)
    person.fill(FIELD, TEXT)
    leave_field(person)
    alert_says(person, "Sin conexión")
    person.page.get_by_role("button", name=SAVE).click()
    alert_says(person, "No hubo respuesta del servidor")
    assert person.value(FIELD) == TEXT
    person.press(SAVE)
    assert person.heading == PROGRAMME
    assert (requirements(), len(dropped)) == (TEXT, 2)
    assert AuditEntry.objects.count() == entries + 1
    assert not Draft.objects.exists()


def test_an_answer_that_never_arrives_is_no_second_save(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    entries, lost = AuditEntry.objects.count(), 0

    def lose_the_answer(route: Route) -> None:
        nonlocal lost
        if route.request.method == "POST" and route.request.url.endswith("/edit/") and not lost:
            lost += 1
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    person.page.route(DROPPED, lose_the_answer)
    person.fill(FIELD, TEXT)
    person.page.get_by_role("button", name=SAVE).click()
    alert_says(person, "No hubo respuesta del servidor")
    assert requirements() == TEXT
    person.press(SAVE)
    assert person.heading == PROGRAMME
    assert AuditEntry.objects.count() == entries + 1


def test_a_draft_of_yesterday_meets_what_another_saved(liaison_at_work: Visitor, on_a_phone: SignIn) -> None:
    person, coordinator = liaison_at_work, on_a_phone(COORDINATOR)
    open_form(person)
    address = person.path
    person.fill(FIELD, TEXT)
    leave_field(person)
    status_says(person, KEPT)
    open_form(coordinator)
    coordinator.fill(FIELD, "Solo la inscripción.")
    coordinator.press(SAVE)
    assert coordinator.heading == PROGRAMME

    person.open(address)
    assert person.says("Alguien cambió este registro desde que usted empezó")
    assert person.value(FIELD) == TEXT
    person.press(SAVE)
    assert person.heading == "Dos personas cambiaron esto a la vez"
    assert person.says("Solo la inscripción.")
    assert person.value(FIELD) == TEXT
    assert requirements() == "Solo la inscripción."
    person.press("Guardar mi texto sobre el otro")
    assert requirements() == TEXT


def test_errors_come_back_with_all_that_was_typed(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    person.fill(FIELD, TEXT)
    person.fill("Nombre", "")
    person.press(SAVE)
    assert person.page.title().startswith("Error:")
    assert person.value(FIELD) == TEXT


def test_the_end_of_the_session_is_announced_and_put_off(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    person.page.clock.install()
    open_form(person)
    person.page.clock.fast_forward("54:00")
    assert not person.page.locator("main [role=alert]").inner_text()
    person.page.clock.fast_forward("01:30")
    alert_says(person, "Su sesión termina en menos de cinco minutos")
    person.page.get_by_role("button", name="Seguir en la sesión").click()
    status_says(person, "Su sesión sigue abierta")
    expect(person.page.locator("main [role=alert]")).to_be_empty()


def test_owner_by_link_reads_that_the_text_is_kept(demo: None, make_visitor: MakeVisitor) -> None:
    owner = make_visitor(width=320)
    owner.open(owner_path())
    owner.fill("Lugares por año", "431")
    leave_field(owner)
    status_says(owner, KEPT)
    expect(owner.page.locator("main [role=alert]")).to_be_empty()
    owner.page.context.clear_cookies(name="sessionid")
    owner.fill("Lugares por año", "432")
    owner.press("Enviar lo que digo")
    assert owner.heading == "Esta página está cerrada"
    assert owner.says("Abra otra vez la dirección de su carta")
    assert not owner.accessibility_faults()
    owner.open(owner_path())
    assert owner.value("Lugares por año") == "432"
    owner.press("Enviar lo que digo")
    assert owner.says("Gracias, Teresa Morales. Lo que usted dice se guarda")
    assert not Draft.objects.exists()


def test_nothing_is_stored_in_the_browser(liaison_at_work: Visitor) -> None:
    person = liaison_at_work
    open_form(person)
    person.fill(FIELD, TEXT)
    leave_field(person)
    status_says(person, KEPT)
    assert person.page.evaluate("localStorage.length + sessionStorage.length") == 0
