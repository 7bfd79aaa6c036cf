"""The literature log: searches and publications entered, refused, changed, filtered, handed out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import FactorMention, FactorWeight, LiteratureSearch, Reference
from tests.cast import ClientOf
from tests.diagnosis.places import make_factor

PATH = "MX.07.101"
SEARCH = {
    "engine": "Catálogo de tesis",
    "terms": "trabajo infantil Chiapas",
    "language": "español",
    "searched_on": "02/03/2026",
    "hits": "40",
    "kept": "3",
}
TYPED = {"citation": "Autora (2018), Escuela y trabajo", "year": "2018", "level": "state"}


@pytest.fixture
def editor(liaison: User, client_of: ClientOf) -> Client:
    return client_of(liaison)


def _page(client: Client, query: str = "") -> str:
    return client.get(reverse("literature", args=[PATH]) + query).content.decode()


def test_searches_are_logged_and_refused_in_words(editor: Client, tuxtla: Territory) -> None:
    new = reverse("search-create", args=[PATH])
    empty = _page(editor)
    assert "Aún no se registra ninguna publicación" in empty
    assert "No se ha registrado ninguna búsqueda" in empty
    for field, value, words in (
        ("kept", "41", "Se conservaron más de las que se encontraron"),
        ("searched_on", "02/03/2126", "Esta fecha aún no llega"),
        ("searched_on", "", "Escriba la fecha"),
        ("terms", "", ""),
    ):
        answer = editor.post(new, {**SEARCH, field: value})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not LiteratureSearch.objects.exists()
    assert not AuditEntry.objects.exists()
    assert editor.post(new, {**SEARCH, "kept": ""}).status_code == 302
    search = LiteratureSearch.objects.get()
    assert (search.territory, search.hits, search.kept) == (tuxtla, 40, None)
    page = _page(editor)
    assert "1 búsqueda registrada" in page
    assert "sin anotar" in page
    edit = reverse("search-edit", args=[PATH, search.pk])
    assert editor.post(edit, {**SEARCH, "version": 1}).status_code == 302
    assert editor.post(edit, {**SEARCH, "kept": "2", "version": 1}).status_code == 409
    assert LiteratureSearch.objects.get().kept == 3
    sheet = editor.get(reverse("searches-export", args=[PATH, "csv"]))
    assert "trabajo infantil Chiapas" in sheet.content.decode("utf-8-sig")
    remove = reverse("search-remove", args=[PATH, search.pk])
    editor.post(remove, {"version": 1})
    assert LiteratureSearch.objects.exists()
    found = Reference.objects.create(territory=tuxtla, citation="Una tesis", level="state", search=search)
    assert "permanece en el registro" in editor.post(remove, {"version": 2}, follow=True).content.decode()
    found.delete()
    assert editor.post(remove, {"version": 2}).status_code == 302
    assert not LiteratureSearch.objects.exists()


def test_a_publication_says_which_way_factors_go(
    editor: Client, tuxtla: Territory, member: User, client_of: ClientOf
) -> None:
    school, chores = make_factor("school"), make_factor("chores")
    for factor in (school, chores):
        FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises")
    new = reverse("reference-create", args=[PATH])
    said = {f"says_{school.pk}": "raises", f"note_{school.pk}": "p. 41"}
    for wrong, words in (
        ({"citation": ""}, ""),
        ({"level": ""}, ""),
        ({"year": "18"}, "Escriba un año de cuatro cifras"),
        ({"age_from": "17", "age_to": "12"}, "La edad mayor es menor"),
        ({f"note_{chores.pk}": "p. 3"}, "Elija también una dirección"),
        ({f"says_{school.pk}": "causes"}, ""),
        ({"citation": "Ana Gómez (2018), GOMC100203MCSMRR09", "nobody_named": "on"}, "Quite el número"),
        ({"note": "Entrevista a la niña Ana Gómez Ruiz"}, "parece el nombre de una persona"),
    ):
        answer = editor.post(new, {**TYPED, **said, **wrong})
        assert answer.status_code == 422, wrong
        assert words in answer.content.decode()
    assert not Reference.objects.exists()
    assert not FactorMention.objects.exists()
    assert editor.post(new, {**TYPED, **said}).status_code == 302
    reference = Reference.objects.get()
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        "reference.create",
        "reference.mentions",
    }
    again = editor.post(new, {**TYPED, "citation": TYPED["citation"].upper()})
    assert "ya está en el registro" in again.content.decode()
    page = _page(editor)
    assert "Se leyó 1 publicación. Ninguna habla de: «Chores»." in page
    assert "Con más: School" in page
    assert "Autora" not in _page(editor, "?level=national")
    assert "Autora" in _page(editor, "?factor=school&text=escuela")

    edit = reverse("reference-edit", args=[PATH, reference.pk])
    both = {**TYPED, **said, f"says_{chores.pk}": "lowers", "version": 1}
    assert editor.post(edit, both).status_code == 302
    assert editor.post(edit, {**both, "year": "2019"}).status_code == 409
    own = editor.get(reverse("reference", args=[PATH, reference.pk])).content.decode()
    assert "Habla de 2 factores." in own
    assert "p. 41" in own
    assert "Juntas" not in own
    sheet = editor.get(reverse("literature-export", args=[PATH, "csv"])).content.decode("utf-8-sig")
    assert sheet.count("Autora (2018)") == 2
    seen = client_of(member).get(reverse("reference", args=[PATH, reference.pk])).content.decode()
    assert "/edit/" not in seen
    noted = AuditEntry.objects.filter(action="reference.mentions")
    before = noted.count()
    moved = {**both, f"note_{school.pk}": "p. 42", "version": 2}
    assert editor.post(edit, moved).status_code == 302
    assert noted.count() == before + 1  # where it stands in the text is part of what is said
    remove = reverse("reference-remove", args=[PATH, reference.pk])
    assert editor.post(remove, {"version": 3}).status_code == 302
    assert not FactorMention.objects.exists()


def test_page_costs_the_same_for_one_and_for_fifty(
    editor: Client,
    tuxtla: Territory,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    factor = make_factor("school")
    FactorWeight.objects.create(territory=tuxtla, factor=factor, direction="raises")

    def enter(number: int) -> Reference:
        search = LiteratureSearch.objects.create(
            territory=tuxtla, engine="B", terms=f"t{number}", language="es", searched_on="2026-01-02"
        )
        reference = Reference.objects.create(
            territory=tuxtla, search=search, citation=f"Texto {number}", level="state"
        )
        FactorMention.objects.create(reference=reference, factor=factor, direction="raises")
        return reference

    reference = enter(0)
    addresses = [
        reverse("literature", args=[PATH]),
        reverse("reference", args=[PATH, reference.pk]),
        reverse("factor", args=[PATH, factor.pk]),
    ]
    ones = []
    for address in addresses:
        editor.get(address)
        with django_assert_max_num_queries(25) as one:
            editor.get(address)
        ones.append(len(one))
    for i in range(1, 50):
        enter(i)
    for address, cost in zip(addresses, ones, strict=True):
        with django_assert_max_num_queries(25) as fifty:
            editor.get(address)
        assert len(fifty) == cost, address
