"""A ministry adapts an entry on screen; bad input is refused in words and changes nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.catalogue.country import in_country
from clrisk_site.catalogue.fields import NumberField
from clrisk_site.catalogue.registry import find_catalogue
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory
from diagnosis.models import Factor, FactorWeight
from tests.adaptations.conftest import SHIPPED
from tests.cast import ClientOf, give_membership, make_user

EDIT = reverse("catalogue-entry-edit", args=["MX", "factors", "not_attending"])
SHOW = reverse("catalogue-entry", args=["MX", "factors", "not_attending"])
NEW = reverse("catalogue-entry-create", args=["MX", "factors"])
RESET = reverse("catalogue-entry-reset", args=["MX", "factors", "not_attending"])
KEEP = reverse("catalogue-entry-keep", args=["MX", "factors", "not_attending"])
NOTED = "Fuera de la escuela · Factores asociados"
NUMBERS = {
    (catalogue.code, code, field.code): field
    for catalogue in (find_catalogue("thresholds"), find_catalogue("stages"))
    if catalogue
    for code, entry in catalogue.shipped("MX").items()
    for field in entry.fields
    if isinstance(field, NumberField)
}


def typed(**more: Any) -> dict[str, Any]:
    return {
        "text_es": "Fuera de la escuela",
        "text_en": "Out of school",
        "text_pt": "Fora da escola",
        "text_fr": "Hors de l'école",
        "more_es": "Se ve así en México.",
        "value_direction": "raises",
        "value_about_girls": "no",
        "active": "on",
        **more,
    }


@pytest.fixture
def client(ministry: User, factor: Factor, client_of: ClientOf) -> Client:
    return client_of(ministry)


def test_adapting_is_saved_beside_the_shipped_row_and_noted(client: Client, factor: Factor) -> None:
    answer = client.post(EDIT, typed())
    assert (answer.status_code, answer.headers["Location"]) == (302, SHOW)
    factor.refresh_from_db()
    assert factor.texts["es"] == "No asiste"
    with in_country("MX"):
        assert str(factor) == "Fuera de la escuela"
    act = AuditEntry.objects.get(action="adaptation.create")
    assert (act.territory and act.territory.path, act.subject_label) == ("MX", NOTED)


def test_the_page_shows_who_changed_what(client: Client) -> None:
    client.post(EDIT, typed())
    client.post(EDIT, typed(text_es="Sin escuela", version="1"))
    page = client.get(SHOW).content.decode()
    assert "Ministry" in page
    assert "<del" in page
    assert "Fuera de la escuela" in page
    assert "Sin escuela" in page


def test_the_first_change_is_told_from_the_shipped_text(client: Client) -> None:
    client.post(EDIT, typed(text_en=SHIPPED["en"]))
    page = client.get(SHOW).content.decode()
    assert "No asiste</span></del>" in page
    assert "Nombre · Inglés" not in page.split("Historial en este país")[1]


def test_a_missing_language_is_saved_and_said(client: Client) -> None:
    answer = client.post(EDIT, typed(text_fr=""), follow=True)
    assert "francés" in answer.content.decode()


def test_html_is_shown_as_text(client: Client) -> None:
    page = client.post(EDIT, typed(text_es="<b>Fuera</b>"), follow=True).content.decode()
    assert "<b>Fuera" not in page
    assert "&lt;b&gt;Fuera&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text_es": ""}, "Escriba el texto en español"),
        ({"text_es": "   "}, "Escriba el texto en español"),
        ({"text_es": "a" * 10_000}, "a lo más 300 caracteres"),
        ({"more_pt": "a" * 10_000}, "a lo más 2000 caracteres"),
        ({"value_direction": "sideways"}, "sideways"),
        ({"value_about_girls": ""}, "obligatorio"),
    ],
)
def test_bad_input_says_how_to_mend_it_and_leaves_nothing(
    client: Client, change: dict[str, str], words: str
) -> None:
    answer = client.post(EDIT, typed(**change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Out of school" in page
    assert not Adaptation.objects.exists()


def test_what_is_in_use_is_not_set_aside(client: Client, factor: Factor, tuxtla: Territory) -> None:
    FactorWeight.objects.create(territory=tuxtla, factor=factor)
    without = {name: value for name, value in typed().items() if name != "active"}
    answer = client.post(EDIT, without)
    assert answer.status_code == 422
    assert "Factores registrados para un territorio: 1" in answer.content.decode()
    FactorWeight.objects.all().delete()
    assert client.post(EDIT, without).status_code == 302


def test_the_second_of_two_editors_sees_both_texts(client: Client) -> None:
    """Both opened the page before anybody had adapted the entry."""
    client.post(EDIT, typed())
    answer = client.post(EDIT, typed(text_es="Otro texto"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Fuera de la escuela" in page
    assert "Otro texto" in page
    assert Adaptation.objects.get().texts["es"] == "Fuera de la escuela"


def test_reset_lets_the_shipped_text_hold_and_keeps_the_history(client: Client, factor: Factor) -> None:
    client.post(EDIT, typed())
    asked = client.get(RESET).content.decode()
    assert "Fuera de la escuela" in asked
    assert "No asiste" in asked
    assert Adaptation.objects.get().in_force
    assert client.post(RESET, {"version": "7"}, follow=True).status_code == 200
    assert Adaptation.objects.get().in_force
    client.post(RESET, {"version": "1"})
    with in_country("MX"):
        assert str(factor) == "No asiste"
    page = client.get(SHOW).content.decode()
    assert "Fuera de la escuela" in page
    assert client.get(RESET).headers["Location"] == SHOW
    client.post(EDIT, typed(version="2"))
    with in_country("MX"):
        assert str(factor) == "Fuera de la escuela"


def test_no_button_throws_the_words_of_the_country_away_at_once(client: Client, factor: Factor) -> None:
    client.post(EDIT, typed())
    assert f'action="{RESET}"' not in client.get(SHOW).content.decode()
    Factor.objects.update(texts={**factor.texts, "es": "No va a la escuela"})
    page = client.get(SHOW).content.decode()
    assert f'action="{RESET}"' not in page
    assert f'href="{RESET}"' in page


def test_one_changed_entry_is_told_in_the_singular(client: Client) -> None:
    client.post(EDIT, typed())
    client.post(EDIT, typed(text_es="Sin escuela", version="1"))
    told = client.get(SHOW).content.decode().split("Historial en este país")[1]
    assert "Cambió" in told
    assert "Cambiadas" not in told


def test_a_changed_shipped_text_asks_to_keep_take_or_merge(client: Client, factor: Factor) -> None:
    client.post(EDIT, typed())
    Factor.objects.update(texts={**factor.texts, "es": "No va a la escuela"})
    page = client.get(SHOW).content.decode()
    assert "El texto incluido cambió desde entonces" in page
    assert "No va a la escuela" in page
    client.post(KEEP, {"version": "1"})
    assert "El texto incluido cambió desde entonces" not in client.get(SHOW).content.decode()
    assert AuditEntry.objects.filter(action="adaptation.keep").exists()


class TestOwnEntries:
    """Rows that a country adds."""

    def test_an_own_entry_is_offered_in_the_country_alone(self, client: Client) -> None:
        assert client.post(NEW, typed(code="seasonal_harvest")).status_code == 302
        row = Factor.objects.get(code="mx-seasonal_harvest")
        assert (row.country, row.texts["en"]) == ("MX", "Out of school")
        address = reverse("catalogue-entry-edit", args=["MX", "factors", row.code])
        assert client.post(address, typed(text_es="Cosecha", version="1")).status_code == 302
        row.refresh_from_db()
        assert row.texts["es"] == "Cosecha"

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("", "Escriba una clave"),
            ("two words", "solo letras"),
            ("Ñame", "solo letras"),
            ("9x", "solo letras"),
        ],
    )
    def test_a_bad_code_is_refused(self, client: Client, code: str, words: str) -> None:
        answer = client.post(NEW, typed(code=code))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert Factor.objects.count() == 1

    def test_a_code_that_is_taken_is_refused(self, client: Client) -> None:
        client.post(NEW, typed(code="harvest"))
        answer = client.post(NEW, typed(code="mx-harvest"))
        assert answer.status_code == 422
        assert "La clave mx-harvest está ocupada" in answer.content.decode()

    def test_a_catalogue_that_code_reads_takes_none(self, client: Client) -> None:
        address = reverse("catalogue-entry-create", args=["MX", "thresholds"])
        assert client.get(address).status_code == 404


class TestThresholds:
    """Typed values with limits."""

    EDIT = reverse("catalogue-entry-edit", args=["MX", "thresholds", "shown_to_public"])

    @pytest.mark.parametrize("value", ["4", "21", "-1", "diez", "7.5"])
    def test_a_value_outside_its_limits_is_refused(self, client: Client, value: str) -> None:
        answer = client.post(self.EDIT, typed(value_value=value))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "De 5 a 20 (personas)." in page
        assert not Adaptation.objects.exists()

    @pytest.mark.parametrize("place", NUMBERS, ids="/".join)
    @pytest.mark.parametrize("which", ["low", "high", "text"])
    def test_every_number_of_a_catalogue_tells_its_limits(
        self, client: Client, place: tuple[str, str, str], which: str
    ) -> None:
        field = NUMBERS[place]
        catalogue, code, name = place
        wrong = {"low": str(field.least - 1), "high": str(field.most + 1), "text": "diez"}[which]
        address = reverse("catalogue-entry-edit", args=["MX", catalogue, code])
        answer = client.post(address, typed(**{f"value_{name}": wrong}))
        page = answer.content.decode()
        assert answer.status_code == 422
        with translation.override("es"):
            assert page.count(field.limits) >= (2 if which == "text" else 3)
        assert "Out of school" in page
        assert not Adaptation.objects.exists()

    def test_a_threshold_is_never_set_aside(self, client: Client) -> None:
        without = {name: value for name, value in typed(value_value="12").items() if name != "active"}
        answer = client.post(self.EDIT, without)
        assert answer.status_code == 422


def test_who_may(
    client_of: ClientOf, factor: Factor, coordinator: User, lima: Territory, mexico: Territory, liaison: User
) -> None:
    """At the country's address: a state's coordinator and another country's get 404, a reader 403."""
    foreign, observer = make_user("Foreign"), make_user("Reader")
    give_membership(foreign, Role.COORDINATOR, Territory.objects.get(path="PE"))
    give_membership(observer, Role.OBSERVER, mexico)
    for user, status in ((coordinator, 404), (foreign, 404), (liaison, 404), (observer, 403)):
        for answer in (client_of(user).get(EDIT), client_of(user).post(EDIT, typed())):
            assert answer.status_code == status, user
        assert client_of(user).post(RESET).status_code == status
    assert client_of(observer).get(SHOW).status_code == 200
    assert not Adaptation.objects.exists()


ACTS = ("catalogue-entry-edit", "catalogue-entry-keep", "catalogue-entry-reset")


@pytest.mark.parametrize("name", ACTS)
def test_a_coordinator_below_the_country_is_told_who_edits(
    name: str, client: Client, client_of: ClientOf, coordinator: User, tuxtla: Territory
) -> None:
    client.post(EDIT, typed())
    below = reverse(name, args=[tuxtla.path, "factors", "not_attending"])
    answer = client_of(coordinator).post(below, {"version": "1"})
    assert answer.status_code == 403
    assert "Solo el ministerio de México edita sus catálogos" in answer.content.decode()
    assert Adaptation.objects.get().version == 1
    assert AuditEntry.objects.filter(action="access.denied", by=coordinator).exists()
    new = reverse("catalogue-entry-create", args=[tuxtla.path, "factors"])
    assert client_of(coordinator).get(new).status_code == 403


def test_the_ministry_is_led_from_a_place_to_its_country(client: Client, tuxtla: Territory) -> None:
    below = reverse("catalogue-entry-edit", args=[tuxtla.path, "factors", "not_attending"])
    assert client.get(below).headers["Location"] == EDIT


def test_who_cannot_decide_is_not_asked_to(
    client: Client, factor: Factor, client_of: ClientOf, coordinator: User, tuxtla: Territory
) -> None:
    client.post(EDIT, typed())
    Factor.objects.update(texts={**factor.texts, "es": "No va a la escuela"})
    shown = reverse("catalogue-entry", args=[tuxtla.path, "factors", "not_attending"])
    page = client_of(coordinator).get(shown).content.decode()
    assert "El ministerio del país decide" in page
    assert "Conserve el texto" not in page


def test_unknown_addresses(client: Client) -> None:
    for arguments in (["MX", "nothing", "x"], ["MX", "factors", "nothing"]):
        assert client.get(reverse("catalogue-entry", args=arguments)).status_code == 404
    assert client.get(reverse("catalogue", args=["MX", "nothing"])).status_code == 404


def test_lists_show_states_and_cost_the_same(client: Client, liaison: User, client_of: ClientOf) -> None:
    client.post(EDIT, typed(text_fr=""))
    page = client.get(reverse("catalogue", args=["MX", "factors"])).content.decode()
    assert "Fuera de la escuela" in page
    assert "Adaptado" in page
    assert "francés" in page
    everything = client_of(liaison).get(reverse("catalogues", args=["MX.07.101"]))
    assert "México ha adaptado o añadido 1 de" in everything.content.decode()
