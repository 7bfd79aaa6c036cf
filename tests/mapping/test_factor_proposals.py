"""Factors proposed from the words of programmes: what is quoted, and that a person decides each one."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clrisk_site.catalogue.loading import load_yaml
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import Factor
from mapping.factor_keywords import keyword_rules, suggest
from mapping.models import Institution, Programme, ProgrammeFactor, Strength
from tests.cast import ClientOf
from tests.mapping.conftest import MakeProgramme

FACTORS = Path(__file__).parents[2] / "diagnosis" / "catalogue" / "factors.yaml"


@pytest.mark.parametrize(
    ("text", "factor", "quoted"),
    [
        ("Otorga BECAS a estudiantes", "not_attending", "becas"),
        ("evitar la deserción escolar", "not_attending", "deserción escolar"),
        ("Estancias infantiles gratuitas", "long_chores", "estancias infantiles"),
        ("Apoyo a jefas de familia", "head_woman", "jefas de familia"),
        ("créditos a la palabra", "low_income", "créditos"),
        ("piso firme", "overcrowding", "piso firme"),
    ],
)
def test_words_suggest_a_factor_and_are_quoted_as_printed(text: str, factor: str, quoted: str) -> None:
    found = {one.factor: one.quoted for one in suggest([text], keyword_rules())}
    assert quoted in found[factor]


def test_no_word_no_factor_and_becas_for_researchers_are_no_schooling() -> None:
    assert suggest(["Traslado de restos", "", "credencial acreditada"], keyword_rules()) == []
    texts = ["Becas de posgrado para investigadores"]
    assert "not_attending" not in {one.factor for one in suggest(texts, keyword_rules())}


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("Becas de capacitación para adultos mayores", "not_attending"),
        ("Programa que no otorga becas", "not_attending"),
        ("Escuela de verano para perros", "child_schooling"),
    ],
)
def test_words_for_others_and_words_denied_suggest_nothing(text: str, factor: str) -> None:
    assert factor not in {one.factor for one in suggest([text], keyword_rules())}


def test_words_denied_once_are_found_where_they_are_not_denied() -> None:
    texts = ["No otorga becas de viaje, sí becas a quienes no asisten a la escuela"]
    found = {one.factor: one.quoted for one in suggest(texts, keyword_rules())}
    assert "becas" in found["not_attending"]
    assert "escuela" in found["child_schooling"]


def test_every_keyword_names_a_factor_that_is_shipped() -> None:
    shipped = {entry["code"] for entry in load_yaml(FACTORS)}
    assert {rule.factor for rule in keyword_rules()} <= shipped
    assert {rule.strength for rule in keyword_rules()} <= set(Strength.values)


def test_liaison_confirms_proposals_programme_by_programme(
    liaison: User,
    tuxtla: Territory,
    school: Factor,
    chores: Factor,
    state_education: Institution,
    make_programme: MakeProgramme,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    becas = make_programme("Becas municipales", purpose="Becas y estancias infantiles")
    restos = make_programme("Traslado de restos")
    later = make_programme("Útiles escolares")
    make_programme("Becas del estado", institution=state_education)
    make_programme("Ya revisado", school)
    address, client = reverse("programmes-factors", args=[tuxtla.path]), client_of(liaison)
    answer = client.get(address)
    text = answer.content.decode()
    assert "el texto dice «becas»" in text
    assert "3 programas esperan" in text
    assert "1 más pertenece" in text
    versions = {f"version_{one.pk}": 1 for one in (becas, restos, later)}
    nothing = client.post(address, versions | {f"decision_{later.pk}": "later"})
    unticked = client.post(address, versions | {f"decision_{becas.pk}": "ticked"})
    assert (nothing.status_code, unticked.status_code) == (422, 422)
    assert ProgrammeFactor.objects.count() == 1
    sent = versions | {
        f"factors_{becas.pk}": [school.pk],
        f"decision_{becas.pk}": "ticked",
        f"decision_{restos.pk}": "none",
    }
    Programme.objects.filter(pk=restos.pk).update(version=2)
    assert client.post(address, sent).status_code == 302
    link = ProgrammeFactor.objects.get(programme=becas)
    assert (link.factor, link.strength, link.reason) == (school, "direct", "el texto dice «becas»")
    restos.refresh_from_db()
    assert not restos.addresses_no_factor, "somebody changed it meanwhile"
    assert AuditEntry.objects.filter(action="programme.factors").count() == 1
    again = client.post(address, sent, follow=True).content.decode()
    assert "Alguien lo cambió mientras tanto" in again, "what no longer waits is told, not dropped"
    assert "«Becas municipales»" in again
    for number in range(40):
        make_programme(f"Becas {number}")
    with django_assert_max_num_queries(25):
        client.get(address)
    shown = client.get(reverse("programme", args=[tuxtla.path, becas.pk])).content.decode()
    assert "el texto dice «becas»" in shown
